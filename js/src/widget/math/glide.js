/** Time constant of an eased move, in milliseconds: 19 parts of 20 in three of them. */
export const EASE = 55;
/** Time constant of a flick's slowing down. */
export const GLIDE = 160;

/**
 * A value that is shown and the one it moves to: it follows exponentially, or along a path, or goes at once.
 *
 * @template Value
 */
export class Glide {
  #shown;
  #goal;
  #interpolate;
  #isThere;
  #tau = 0;
  /** @type {number | null} */
  #time = null;
  /** @type {{at: (share: number) => Value, duration: number, passed: number} | null} */
  #path = null;

  /**
   * @param {Value} value
   * @param {(from: Value, to: Value, fraction: number) => Value} interpolate
   * @param {(value: Value, goal: Value) => boolean} isThere whether what is left of the way cannot be seen
   */
  constructor(value, interpolate, isThere) {
    this.#shown = this.#goal = value;
    this.#interpolate = interpolate;
    this.#isThere = isThere;
  }

  get shown() {
    return this.#shown;
  }

  get goal() {
    return this.#goal;
  }

  get moving() {
    return this.#shown !== this.#goal;
  }

  /**
   * @param {Value} goal
   * @param {number} tau time constant in milliseconds; 0 goes at once
   */
  go(goal, tau) {
    this.#goal = goal;
    this.#tau = tau;
    this.#path = null;
    if (tau === 0) this.#shown = goal;
    if (!this.moving) this.#time = null;
  }

  /**
   * Go along a path.
   *
   * @param {Value} goal its end
   * @param {(share: number) => Value} at the value after a share of the time
   * @param {number} duration milliseconds
   */
  fly(goal, at, duration) {
    this.go(goal, Infinity);
    this.#path = { at, duration, passed: 0 };
  }

  /**
   * The value that will be shown in some time on a path; the goal elsewhere and at its end.
   *
   * @param {number} period milliseconds, of which whole ones are counted from the start
   */
  ahead(period) {
    if (!this.#path || !this.moving) return this.#goal;
    const { at, duration, passed } = this.#path;
    const time = period * (Math.floor(passed / period) + 2);
    return time < duration ? at(time / duration) : this.#goal;
  }

  /** Stay where the value is now. */
  stop() {
    this.go(this.#shown, 0);
  }

  /**
   * @param {number} now milliseconds
   * @returns {boolean} whether the value moved
   */
  advance(now) {
    if (!this.moving) {
      this.#time = null;
      return false;
    }
    const elapsed = Math.max(0, now - (this.#time ?? now - 16));
    this.#time = now;
    if (this.#path) {
      this.#path.passed += elapsed;
      const share = this.#path.passed / this.#path.duration;
      this.#shown = share < 1 ? this.#path.at(share) : this.#goal;
      return true;
    }
    const next = this.#interpolate(this.#shown, this.#goal, -Math.expm1(-elapsed / this.#tau));
    this.#shown = this.#isThere(next, this.#goal) ? this.#goal : next;
    return true;
  }
}
