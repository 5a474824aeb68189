import { Glide } from "../../../widget/math/glide.js";

/**
 * A camera: pointers, wheel and keys set its goal, and what is shown glides there.
 *
 * @template Shot what a camera shows
 */
export class Camera {
  #isHome = true;
  /** @type {Glide<Shot>} */
  #glide;

  /**
   * @param {Shot} shot the first one
   * @param {(from: Shot, to: Shot, fraction: number) => Shot} interpolate
   * @param {(shot: Shot, goal: Shot) => boolean} isThere whether what is left of the way cannot be seen
   */
  constructor(shot, interpolate, isThere) {
    this.#glide = new Glide(shot, interpolate, isThere);
  }

  /** What is shown now; another object whenever it has moved. */
  get shown() {
    return this.#glide.shown;
  }

  /** What will be shown when the motion ends. */
  get goal() {
    return this.#glide.goal;
  }

  /** Whether all of the data is shown, as at first. */
  get isHome() {
    return this.#isHome;
  }

  /** Whether it moves to its goal. */
  get moving() {
    return this.#glide.moving;
  }

  /**
   * Move on to a time.
   *
   * @param {number} now milliseconds
   */
  advance(now) {
    return this.#glide.advance(now);
  }

  /** Stay where the picture is now. */
  stop() {
    if (this.moving) this.go(this.shown, 0);
  }

  /**
   * @protected
   * @param {Shot} goal
   * @param {number} tau time constant in milliseconds; 0 goes at once
   * @param {boolean} [isHome] whether the goal shows all of the data, as at first
   */
  go(goal, tau, isHome = false) {
    this.#isHome = isHome;
    this.#glide.go(goal, tau);
  }
}
