import { toNumber } from "../viewport/coordinate.js";
import { log2Pixel, viewport } from "../viewport/viewport.js";

/** @import { Poster } from "../messages.js" */
/** @import { Box } from "../tiles/tiles.js" */
/** @import { Viewport } from "../viewport/viewport.js" */

/** So many times enlarged, in log2, a pixel is larger than any canvas. */
const LARGEST_LOG2_SCALE = 24;

/**
 * A picture of a whole view, drawn where tiles are missing: the poster, or what was shown before the settings changed.
 *
 * @typedef {object} Picture
 * @property {ImageBitmap | OffscreenCanvas} image
 * @property {Viewport} view
 */

/**
 * Place a poster in the plane.
 *
 * @param {Poster} poster
 * @param {ImageBitmap} image
 * @returns {Picture}
 */
export function posterPicture(poster, image) {
  return { image, view: viewport(poster.center, poster.log2_width, image.width, image.height) };
}

/**
 * Copy what a canvas shows.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Viewport} view
 * @returns {Picture | null}
 */
export function snapshot(canvas, view) {
  const image = new OffscreenCanvas(canvas.width, canvas.height);
  const context = image.getContext("2d");
  if (!context) return null;
  context.drawImage(canvas, 0, 0);
  return { image, view };
}

/**
 * The place of a picture on the canvas of another view. One of whose pixels fills it is not enlarged further.
 *
 * @param {Picture} picture
 * @param {Viewport} view
 * @returns {Box}
 */
export function boxOf({ view: own }, view) {
  const bits = Math.max(own.bits, view.bits);
  const pixel = log2Pixel(own);
  const scale = 2 ** Math.min(LARGEST_LOG2_SCALE, pixel - log2Pixel(view));
  /** @type {(a: bigint, b: bigint) => number} */
  const distance = (a, b) => toNumber((a << BigInt(bits - view.bits)) - (b << BigInt(bits - own.bits)), -bits - pixel);
  const left = view.width / 2 - (own.width / 2 + distance(view.x, own.x)) * scale;
  const top = view.height / 2 - (own.height / 2 - distance(view.y, own.y)) * scale;
  return { left, top, right: left + own.width * scale, bottom: top + own.height * scale };
}
