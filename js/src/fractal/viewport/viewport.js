/**
 * The part of the plane that the canvas shows. Pure: every move gives a new viewport.
 *
 * All lengths are device pixels, x to the right and y downwards on the screen, y upwards in the plane.
 */

import { format, formatFixed, fromNumber, parse, precision, scale, shift } from "./coordinate.js";

/**
 * @typedef {object} Viewport
 * @property {bigint} x real part of the center, times `2 ** bits`
 * @property {bigint} y imaginary part of the center, times `2 ** bits`
 * @property {number} bits
 * @property {number} log2Width log2 of the plane's width across the canvas
 * @property {number} width of the canvas, device pixels
 * @property {number} height of the canvas, device pixels
 */

/** Digits written beyond those that one pixel needs. */
const SPARE_DECIMALS = 6;
/** A center whose exact decimal expansion is at most this long is written exactly. */
const EXACT_DECIMALS = 64;
/** Between widths nearer than this, in levels, centers move along a straight line in equal steps. */
const STRAIGHT = 1e-9;

/**
 * Read a viewport as traits have it.
 *
 * @param {readonly [string, string]} center decimal strings
 * @param {number} log2Width
 * @param {number} width
 * @param {number} height
 * @returns {Viewport}
 * @throws {RangeError} if the center is no pair of decimal numbers or the width is not finite
 */
export function viewport(center, log2Width, width, height) {
  if (!Number.isFinite(log2Width)) throw new RangeError(`log2_width must be finite, got ${log2Width}`);
  const bits = bitsFor(log2Width - Math.log2(width));
  return { x: parse(center[0], bits), y: parse(center[1], bits), bits, log2Width, width, height };
}

/**
 * log2 of the side of a device pixel in the plane.
 *
 * @param {Viewport} view
 */
export function log2Pixel(view) {
  return view.log2Width - Math.log2(view.width);
}

/**
 * The same center and plane width on a canvas of another size.
 *
 * @param {Viewport} view
 * @param {number} width
 * @param {number} height
 * @returns {Viewport}
 */
export function resize(view, width, height) {
  return refine({ ...view, width, height });
}

/**
 * Move the picture by a distance on the screen.
 *
 * @param {Viewport} view
 * @param {number} dx
 * @param {number} dy
 * @returns {Viewport}
 */
export function pan(view, dx, dy) {
  const pixel = log2Pixel(view);
  return {
    ...view,
    x: view.x - fromNumber(dx, pixel, view.bits),
    y: view.y + fromNumber(dy, pixel, view.bits),
  };
}

/**
 * The same canvas with another width of the plane, the point under (px, py) staying where it is.
 *
 * @param {Viewport} view
 * @param {number} log2Width
 * @param {number} px from the left edge
 * @param {number} py from the top edge
 * @returns {Viewport}
 */
export function zoom(view, log2Width, px, py) {
  const dx = px - view.width / 2;
  const dy = py - view.height / 2;
  return pan(refine({ ...pan(view, -dx, -dy), log2Width }), dx, dy);
}

/**
 * The point of the plane at (px, py).
 *
 * @param {Viewport} view
 * @param {number} px
 * @param {number} py
 * @returns {Pick<Viewport, "x" | "y" | "bits">}
 */
export function pointAt(view, px, py) {
  return pan(view, view.width / 2 - px, view.height / 2 - py);
}

/**
 * The viewport between two, on the path along which one point of the screen stands still.
 *
 * @param {Viewport} from
 * @param {Viewport} to of the same size
 * @param {number} fraction of the way in log scale, 0 to 1
 * @returns {Viewport}
 */
export function interpolate(from, to, fraction) {
  const bits = Math.max(from.bits, to.bits);
  const [start, end] = [widen(from, bits), widen(to, bits)];
  const [narrow, wide] = start.log2Width < end.log2Width ? [start, end] : [end, start];
  const log2Width = start.log2Width + (end.log2Width - start.log2Width) * fraction;
  const span = wide.log2Width - narrow.log2Width;
  // The share of the way from the narrow center to the wide one, as a number times a power of two: it may be tiny.
  const [share, exponent] =
    span < STRAIGHT
      ? [narrow === start ? fraction : 1 - fraction, 0]
      : [expm1(narrow.log2Width - log2Width) / expm1(-span), log2Width - wide.log2Width];
  const x = narrow.x + scale(wide.x - narrow.x, share, exponent);
  const y = narrow.y + scale(wide.y - narrow.y, share, exponent);
  return { ...start, x, y, log2Width };
}

/**
 * Move the center by less than a pixel so that the edges of the canvas fall on multiples of `2 ** step`.
 *
 * @param {Viewport} view
 * @param {number} step log2 of the grid's step, whole
 * @returns {Viewport}
 */
export function snap(view, step) {
  const half = view.bits + step - 1;
  /** @type {(value: bigint, size: number) => bigint} */
  const nearest = (value, size) => {
    const odd = BigInt(size % 2);
    const steps = (shift(value, -half) - odd + 1n) >> 1n;
    return shift(2n * steps + odd, half);
  };
  return { ...view, x: nearest(view.x, view.width), y: nearest(view.y, view.height) };
}

/**
 * The center as decimal strings: exact where that is short, otherwise to a millionth of a pixel.
 *
 * @param {Viewport} view
 * @returns {[string, string]}
 */
export function center(view) {
  const decimals = decimalsOf(view) + SPARE_DECIMALS;
  /** @type {(value: bigint) => string} */
  const write = (value) => {
    const exact = precision(value, view.bits);
    return format(value, view.bits, exact <= EXACT_DECIMALS ? exact : decimals);
  };
  return [write(view.x), write(view.y)];
}

/**
 * A point of the plane with just as many digits as a pixel gives meaning.
 *
 * @param {Viewport} view
 * @param {Pick<Viewport, "x" | "y" | "bits">} point
 * @returns {[string, string]}
 */
export function describe(view, point) {
  const decimals = decimalsOf(view);
  return [formatFixed(point.x, point.bits, decimals), formatFixed(point.y, point.bits, decimals)];
}

/**
 * The decimal places that a pixel gives meaning.
 *
 * @param {Viewport} view
 */
function decimalsOf(view) {
  return Math.max(0, Math.ceil(-log2Pixel(view) * Math.log10(2)));
}

/**
 * Give the center bits enough for its depth; none are ever taken away while the view moves.
 *
 * @param {Viewport} view
 * @returns {Viewport}
 */
function refine(view) {
  return widen(view, Math.max(view.bits, bitsFor(log2Pixel(view))));
}

/**
 * Write a center with other bits.
 *
 * @param {Viewport} view
 * @param {number} bits
 * @returns {Viewport}
 */
export function widen(view, bits) {
  const places = bits - view.bits;
  return places === 0 ? view : { ...view, x: shift(view.x, places), y: shift(view.y, places), bits };
}

/**
 * The same view with no more bits than its depth needs, by less than a pixel's 2 ** -64.
 *
 * @param {Viewport} view
 * @returns {Viewport}
 */
export function trim(view) {
  return widen(view, bitsFor(log2Pixel(view)));
}

/**
 * The bits that a center needs for pixels of a size.
 *
 * @param {number} pixel log2 of a pixel's side
 * @returns {number} 64 bits below a pixel, in whole words
 */
function bitsFor(pixel) {
  return 64 * Math.max(2, Math.ceil((64 - pixel) / 64));
}

/**
 * `2 ** power - 1` without cancellation.
 *
 * @param {number} power
 */
function expm1(power) {
  return Math.expm1(power * Math.LN2);
}
