/** Between two messages of a drag, in milliseconds. */
const INTERVAL = 34;
/** If the kernel does not answer a drag within so many milliseconds, the mean goes back to where it is. */
const PATIENCE = 1_500;

/**
 * A mean in the hand: it is where the hand is, until the kernel has said where it is.
 */
export class Hold {
  component;
  mean;
  #tell;
  #told = -Infinity;
  #isNew = false;
  /** @type {number | null} */
  #released = null;

  /**
   * @param {number} component
   * @param {readonly number[]} mean units
   * @param {(component: number, mean: readonly number[], done: boolean) => void} tell
   */
  constructor(component, mean, tell) {
    this.component = component;
    this.mean = mean;
    this.#tell = tell;
  }

  /** Whether the hand has let go. */
  get isReleased() {
    return this.#released !== null;
  }

  /** @param {readonly number[]} mean units */
  move(mean) {
    this.mean = mean;
    this.#isNew = true;
  }

  /**
   * @param {number} now milliseconds
   * @returns {boolean} whether the mean is still held
   */
  advance(now) {
    if (this.#released !== null) return now - this.#released < PATIENCE;
    if (this.#isNew && now - this.#told >= INTERVAL) {
      this.#tell(this.component, this.mean, false);
      this.#told = now;
      this.#isNew = false;
    }
    return true;
  }

  /**
   * @param {number} now milliseconds
   * @returns {boolean} whether the mean has been moved
   */
  release(now) {
    const moved = this.#isNew || this.#told > -Infinity;
    if (moved) this.#tell(this.component, this.mean, true);
    this.#released = now;
    return moved;
  }
}
