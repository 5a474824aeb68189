import { parse, toNumber } from "../viewport/coordinate.js";
import { log2Pixel } from "../viewport/viewport.js";

/** @import { DecimalPair } from "../messages.js" */
/** @import { Viewport } from "../viewport/viewport.js" */

/** @typedef {[number, number]} Complex real and imaginary part, or x and y in CSS pixels */

/** log2 of the CSS pixel below which float64 no longer tells neighbors apart. */
const FINEST = -44;
/** CSS pixels: what lies further out is drawn as if it lay there. */
const FARTHEST = 1e7;

/**
 * Where points of the plane are on the screen. Lengths are CSS pixels from the upper left corner.
 */
export class Plane {
  /** @type {Viewport} */
  #view;
  #log2Pixel;
  #center;

  /**
   * @param {Viewport} view
   * @param {number} ratio device pixels per CSS pixel
   */
  constructor(view, ratio) {
    this.#view = view;
    this.#log2Pixel = log2Pixel(view) + Math.log2(ratio);
    this.#center = /** @type {const} */ ([toNumber(view.x, -view.bits), toNumber(view.y, -view.bits)]);
    this.width = view.width / ratio;
    this.height = view.height / ratio;
    /** The side of a CSS pixel in the plane; 0 where float64 ends. */
    this.pixel = 2 ** this.#log2Pixel;
  }

  /** log2 of a CSS pixel's side in the plane. */
  get log2Pixel() {
    return this.#log2Pixel;
  }

  /** The center in float64. */
  get center() {
    return this.#center;
  }

  /** Whether float64 has too few digits for this view. */
  get isDeep() {
    return this.#log2Pixel < FINEST;
  }

  /**
   * The place of a point in float64.
   *
   * @param {number} re
   * @param {number} im
   * @returns {Complex}
   */
  at(re, im) {
    const [x, y] = this.#center;
    return [this.width / 2 + bound((re - x) / this.pixel), this.height / 2 - bound((im - y) / this.pixel)];
  }

  /**
   * The place of a point with any number of digits.
   *
   * @param {DecimalPair} point
   * @returns {Complex}
   */
  place([re, im]) {
    const { x, y, bits } = this.#view;
    return this.exact(parse(re, bits) - x, parse(im, bits) - y, bits);
  }

  /**
   * The place of a point as seen from the center.
   *
   * @param {bigint} dx times `2 ** bits`
   * @param {bigint} dy
   * @param {number} bits
   * @returns {Complex}
   */
  exact(dx, dy, bits) {
    return [
      this.width / 2 + bound(toNumber(dx, -bits - this.#log2Pixel)),
      this.height / 2 - bound(toNumber(dy, -bits - this.#log2Pixel)),
    ];
  }

  /** The center, exactly, times `2 ** bits`. */
  get exactCenter() {
    const { x, y, bits } = this.#view;
    return { x, y, bits };
  }

  /**
   * The point at a place in float64.
   *
   * @param {number} x
   * @param {number} y
   * @returns {Complex}
   */
  point(x, y) {
    const [re, im] = this.#center;
    return [re + (x - this.width / 2) * this.pixel, im - (y - this.height / 2) * this.pixel];
  }
}

/** @param {number} length */
function bound(length) {
  return Math.max(-FARTHEST, Math.min(FARTHEST, length));
}
