import { EASE, GLIDE, Glide } from "../../../widget/math/glide.js";

/** Rows that are shown at least. */
const FEWEST = 6;

/** @typedef {{from: number, to: number}} Span rows, the middle of the first one at 0 */

/**
 * A camera over time: pointers, wheel and keys set its goal, and what is shown glides there.
 */
export class TimeCamera {
  #n;
  #isHome = true;
  /** Device pixels across the frame, and where it begins. */
  #frame = { left: 0, width: 1 };
  /** @type {Glide<Span>} */
  #glide;

  /** @param {number} n rows */
  constructor(n) {
    this.#n = n;
    this.#glide = new Glide(this.#whole, between, isThere);
  }

  /** The rows that are shown now. */
  get shown() {
    return this.#glide.shown;
  }

  /** Whether all rows are shown, as at first. */
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

  /** The chart says where its frame is. */
  resize() {}

  /**
   * Follow the frame.
   *
   * @param {number} left device pixels
   * @param {number} width
   */
  fit(left, width) {
    this.#frame = { left, width: Math.max(1, width) };
  }

  /**
   * Show the same as another camera.
   *
   * @param {TimeCamera} other
   */
  match(other) {
    this.#isHome = other.#isHome;
    this.#glide.go(other.shown, 0);
  }

  /**
   * Zoom about a place.
   *
   * @param {number} levels positive goes in
   * @param {number} px device pixels
   * @param {number} _py
   * @param {boolean} eased
   */
  zoom(levels, px, _py, eased) {
    const { from, to } = this.#glide.goal;
    const share = Math.max(0, Math.min(1, (px - this.#frame.left) / this.#frame.width));
    const length = Math.max(Math.min(FEWEST, this.#n), Math.min(this.#n, (to - from) / 2 ** levels));
    const middle = from + share * (to - from);
    this.#go({ from: middle - share * length, to: middle + (1 - share) * length }, eased ? EASE : 0);
  }

  /**
   * Move the picture.
   *
   * @param {number} dx device pixels
   */
  drag(dx) {
    if (dx !== 0) this.#go(this.#moved(dx), 0);
  }

  /**
   * Glide on after a drag.
   *
   * @param {number} vx device pixels per millisecond
   */
  flick(vx) {
    this.#go(this.#moved(vx * GLIDE), GLIDE);
  }

  /**
   * Show a box of what is shown now.
   *
   * @param {{left: number, right: number}} box device pixels
   * @param {boolean} eased
   */
  zoomToBox({ left, right }, eased) {
    const { from, to } = this.#glide.shown;
    const at = (/** @type {number} */ px) => from + ((px - this.#frame.left) / this.#frame.width) * (to - from);
    this.#go({ from: at(left), to: Math.max(at(right), at(left) + FEWEST) }, eased ? EASE : 0);
  }

  /**
   * Show some rows.
   *
   * @param {number} from
   * @param {number} to
   * @param {boolean} eased
   */
  look(from, to, eased) {
    this.#go({ from, to: Math.max(to, from + FEWEST) }, eased ? EASE : 0);
  }

  /**
   * Show all rows.
   *
   * @param {boolean} eased
   */
  home(eased) {
    this.#glide.go(this.#whole, eased ? EASE : 0);
    this.#isHome = true;
  }

  /** Stay where the picture is now. */
  stop() {
    this.#glide.stop();
  }

  get #whole() {
    return { from: -0.5, to: this.#n - 0.5 };
  }

  /** @param {number} dx device pixels */
  #moved(dx) {
    const { from, to } = this.#glide.shown;
    const rows = (dx / this.#frame.width) * (to - from);
    return { from: from - rows, to: to - rows };
  }

  /**
   * @param {Span} span
   * @param {number} tau
   */
  #go({ from, to }, tau) {
    const length = Math.min(to - from, this.#n);
    const first = Math.max(-0.5, Math.min(from, this.#n - 0.5 - length));
    this.#isHome = length >= this.#n - 1e-9;
    this.#glide.go({ from: first, to: first + length }, tau);
  }
}

/**
 * @param {Span} a
 * @param {Span} b
 * @param {number} share
 * @returns {Span}
 */
function between(a, b, share) {
  return { from: a.from + share * (b.from - a.from), to: a.to + share * (b.to - a.to) };
}

/**
 * @param {Span} span
 * @param {Span} goal
 */
function isThere({ from, to }, goal) {
  return Math.abs(from - goal.from) + Math.abs(to - goal.to) < 1e-3 * (goal.to - goal.from);
}
