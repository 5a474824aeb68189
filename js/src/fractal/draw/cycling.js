/**
 * How far the colors have gone round while they play.
 */
export class Cycling {
  /** @type {number | null} milliseconds */
  #last = null;
  #turns = 0;

  /** Turns since they began to. */
  get turns() {
    return this.#turns;
  }

  /**
   * @param {number} now milliseconds
   * @param {number} speed turns a second, 0 if they rest
   * @returns {number | null} turns, null if they rest
   */
  advance(now, speed) {
    if (speed === 0) {
      this.#last = null;
      this.#turns = 0;
      return null;
    }
    this.#turns += (speed * (now - (this.#last ?? now))) / 1000;
    this.#last = now;
    return this.#turns;
  }
}
