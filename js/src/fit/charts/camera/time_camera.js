import { EASE, GLIDE } from "../../../widget/math/glide.js";
import { Camera } from "./camera.js";

/** Rows that are shown at least. */
const FEWEST = 6;

/** @typedef {{from: number, to: number}} Span rows, the middle of the first one at 0 */

/**
 * A camera over time.
 *
 * @extends {Camera<Span>}
 */
export class TimeCamera extends Camera {
  #n;
  /** Device pixels across the frame, and where it begins. */
  #frame = { left: 0, width: 1 };

  /** @param {number} n rows */
  constructor(n) {
    super(whole(n), between, isThere);
    this.#n = n;
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
    this.go(other.shown, 0, other.isHome);
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
    const { from, to } = this.goal;
    const share = Math.max(0, Math.min(1, (px - this.#frame.left) / this.#frame.width));
    const length = Math.max(Math.min(FEWEST, this.#n), Math.min(this.#n, (to - from) / 2 ** levels));
    const middle = from + share * (to - from);
    this.#move({ from: middle - share * length, to: middle + (1 - share) * length }, eased ? EASE : 0);
  }

  /**
   * Move the picture.
   *
   * @param {number} dx device pixels
   */
  drag(dx) {
    if (dx !== 0) this.#move(this.#moved(dx), 0);
  }

  /**
   * Glide on after a drag.
   *
   * @param {number} vx device pixels per millisecond
   */
  flick(vx) {
    this.#move(this.#moved(vx * GLIDE), GLIDE);
  }

  /**
   * Show a box of what is shown now.
   *
   * @param {{left: number, right: number}} box device pixels
   * @param {boolean} eased
   */
  zoomToBox({ left, right }, eased) {
    const { from, to } = this.shown;
    const at = (/** @type {number} */ px) => from + ((px - this.#frame.left) / this.#frame.width) * (to - from);
    this.#move({ from: at(left), to: Math.max(at(right), at(left) + FEWEST) }, eased ? EASE : 0);
  }

  /**
   * Show some rows.
   *
   * @param {number} from
   * @param {number} to
   * @param {boolean} eased
   */
  look(from, to, eased) {
    this.#move({ from, to: Math.max(to, from + FEWEST) }, eased ? EASE : 0);
  }

  /**
   * Show all rows.
   *
   * @param {boolean} eased
   */
  home(eased) {
    this.go(whole(this.#n), eased ? EASE : 0, true);
  }

  /** @param {number} dx device pixels */
  #moved(dx) {
    const { from, to } = this.shown;
    const rows = (dx / this.#frame.width) * (to - from);
    return { from: from - rows, to: to - rows };
  }

  /**
   * @param {Span} span
   * @param {number} tau
   */
  #move({ from, to }, tau) {
    const length = Math.min(to - from, this.#n);
    const first = Math.max(-0.5, Math.min(from, this.#n - 0.5 - length));
    this.go({ from: first, to: first + length }, tau, length >= this.#n - 1e-9);
  }
}

/**
 * @param {number} n rows
 * @returns {Span}
 */
function whole(n) {
  return { from: -0.5, to: n - 0.5 };
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
