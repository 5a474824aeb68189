import { bitLength, parse, shift, toNumber } from "../viewport/coordinate.js";
import { log2Pixel } from "../viewport/viewport.js";

/** @import { DecimalPair } from "../messages.js" */
/** @import { Spot } from "../dynamics/deep.js" */
/** @import { Viewport } from "../viewport/viewport.js" */

/** @typedef {[number, number]} Complex real and imaginary part, or x and y in CSS pixels */

/** log2 of the CSS pixel below which float64 no longer tells neighbors apart. */
const FINEST = -44;
/** CSS pixels: what lies further out is drawn as if it lay there; and log2 of them. */
const FARTHEST = 1e7;
const FAR = 24;

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
    const { bits } = this.#view;
    return this.where({ x: parse(re, bits), y: parse(im, bits), bits });
  }

  /**
   * The place of a point; of one that is far away only the direction counts.
   *
   * @param {Complex | Spot} point
   * @returns {Complex}
   */
  where(point) {
    if (Array.isArray(point)) return this.at(...point);
    const { x, y, bits } = this.#view;
    const [dx, dy] = [shift(point.x, bits - point.bits) - x, shift(point.y, bits - point.bits) - y];
    const exponent = -bits - this.#log2Pixel;
    const size = Math.min(exponent, FAR - Math.max(bitLength(dx), bitLength(dy)));
    return [this.width / 2 + toNumber(dx, size), this.height / 2 - toNumber(dy, size)];
  }

  /** The center, exactly, times `2 ** bits`. */
  get exactCenter() {
    const { x, y, bits } = this.#view;
    return { x, y, bits };
  }
}

/** @param {number} length */
function bound(length) {
  return Math.max(-FARTHEST, Math.min(FARTHEST, length));
}
