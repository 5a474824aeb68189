/** The frame of a plane: what is outside of it is for the numbers of its axes. Pure. */

/**
 * CSS pixels that the data keep from the edges: numbers stand to the left and below, the name of the upward axis above.
 * It is the same on both sides, so that the middle of the data is that of the canvas.
 */
const MARGIN = { x: 44, y: 22 };
/** A smaller canvas, in CSS pixels, has no axes. */
const LEAST = { width: 200, height: 72 };

/** @typedef {{x: number, y: number}} Margin device pixels to the left and to the right, above and below */

/** @type {Margin} */
export const NO_MARGIN = { x: 0, y: 0 };

/**
 * Whether a canvas has room for axes.
 *
 * @param {number} width device pixels
 * @param {number} height
 * @param {number} ratio device pixels per CSS pixel
 */
export function hasAxes(width, height, ratio) {
  return width >= LEAST.width * ratio && height >= LEAST.height * ratio;
}

/**
 * The room around the data.
 *
 * @param {number} width device pixels
 * @param {number} height
 * @param {number} ratio device pixels per CSS pixel
 * @returns {Margin}
 */
export function marginOf(width, height, ratio) {
  if (!hasAxes(width, height, ratio)) return NO_MARGIN;
  return { x: MARGIN.x * ratio, y: MARGIN.y * ratio };
}
