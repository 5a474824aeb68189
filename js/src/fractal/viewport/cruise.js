/** Levels per second while a key or a button is held. */
const SPEED = 2.5;
/** The longest time between two frames that counts, in milliseconds. */
const LONGEST = 100;

/**
 * A zoom that goes on while something is held.
 */
export class Cruise {
  #zoom;
  #frame = 0;
  #time = 0;

  /** @param {(levels: number) => void} zoom */
  constructor(zoom) {
    this.#zoom = zoom;
  }

  /**
   * Set off; stop with 0.
   *
   * @param {-1 | 0 | 1} direction 1 goes in
   */
  go(direction) {
    cancelAnimationFrame(this.#frame);
    if (direction === 0) return;
    this.#time = performance.now();
    const step = (/** @type {number} */ now) => {
      const elapsed = Math.min(LONGEST, Math.max(0, now - this.#time));
      this.#time = now;
      this.#frame = requestAnimationFrame(step);
      this.#zoom((direction * SPEED * elapsed) / 1000);
    };
    this.#frame = requestAnimationFrame(step);
  }
}
