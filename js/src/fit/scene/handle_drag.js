/** @import { Entry } from "../draw/drawing.js" */
/** @import { End } from "../draw/stretch.js" */
/** @import { Shape } from "../models/model.js" */

/** Between two messages of a drag, in milliseconds. */
const INTERVAL = 34;
/** Milliseconds without an answer to a drag after which the handle returns to the kernel's place. */
const PATIENCE = 1_500;

/**
 * The handle of a component: some axes of its place that a drag moves, and where they are, in units; or the end of an axis of
 * its ellipse, which a drag stretches from how it was; or a number of the parameters, whose place is in device pixels.
 *
 * @typedef {object} Handle
 * @property {number} component
 * @property {readonly number[]} axes
 * @property {readonly number[]} place
 * @property {{end: End, from: Shape}} [stretch]
 * @property {Entry} [entry]
 */

/**
 * The drag of a handle: it follows the pointer until the kernel has said where it is.
 */
export class HandleDrag {
  handle;
  #send;
  #sentAt = -Infinity;
  #isNew = false;
  /** @type {number | null} */
  #releasedAt = null;

  /**
   * @param {Handle} handle where it is now
   * @param {(handle: Handle, done: boolean) => void} send called at a limited rate
   */
  constructor(handle, send) {
    this.handle = handle;
    this.#send = send;
  }

  /** Whether the pointer has let go. */
  get isReleased() {
    return this.#releasedAt !== null;
  }

  /**
   * Follow the pointer.
   *
   * @param {readonly number[]} place units
   */
  move(place) {
    this.handle = { ...this.handle, place };
    this.#isNew = true;
  }

  /**
   * Send the place if it is time.
   *
   * @param {number} now milliseconds
   * @returns {boolean} whether the handle is still where the pointer has left it
   */
  advance(now) {
    if (this.#releasedAt !== null) return now - this.#releasedAt < PATIENCE;
    if (this.#isNew && now - this.#sentAt >= INTERVAL) {
      this.#send(this.handle, false);
      this.#sentAt = now;
      this.#isNew = false;
    }
    return true;
  }

  /**
   * Let go.
   *
   * @param {number} now milliseconds
   * @returns {boolean} whether the handle has been moved
   */
  release(now) {
    const moved = this.#isNew || this.#sentAt > -Infinity;
    if (moved) this.#send(this.handle, true);
    this.#releasedAt = now;
    return moved;
  }
}
