/** The part of the plane that a canvas shows, in a drawing's scale. Pure. */

import { NO_MARGIN } from "../../draw/frame.js";

/** @import { Margin } from "../../draw/frame.js" */
/** @import { Box } from "../../protocol.js" */

/**
 * @typedef {object} Viewport
 * @property {number} x middle
 * @property {number} y
 * @property {number} scaleX device pixels per unit
 * @property {number} scaleY
 * @property {number} width device pixels
 * @property {number} height
 */

/** Range of the zoom in and out from the whole, in levels of two. */
const DEEPEST = 30;
const WIDEST = 5;
/** Ranges that differ by less than this are drawn to the same scale, so that circles are round. */
const ALIKE = 4;
/** Largest distance of the view from the middle of the data, in units. */
const REACH = 0.75;
/** The share of the canvas within its margin that the data take. */
const FILLED = 0.9;

/**
 * The whole of the data.
 *
 * @param {number} width device pixels
 * @param {number} height
 * @param {readonly number[]} span of the data in both directions, or in the only one
 * @param {Margin} [margin] that stays free
 * @returns {Viewport}
 */
export function whole(width, height, [spanX, spanY], margin = NO_MARGIN) {
  const ratio = spanY / spanX;
  const alike = ratio < ALIKE && ratio > 1 / ALIKE;
  const [freeX, freeY] = [FILLED * (width - 2 * margin.x), FILLED * (height - 2 * margin.y)];
  const scale = Math.min(freeX, freeY / ratio);
  const [scaleX, scaleY] = alike ? [scale, scale * ratio] : [freeX, freeY];
  return { x: 0, y: 0, scaleX, scaleY, width, height };
}

/**
 * Move the picture.
 *
 * @param {Viewport} viewport
 * @param {number} dx device pixels that the picture moves
 * @param {number} dy
 * @returns {Viewport}
 */
export function pan(viewport, dx, dy) {
  return { ...viewport, x: viewport.x - dx / viewport.scaleX, y: viewport.y + dy / viewport.scaleY };
}

/**
 * Zoom about a place.
 *
 * @param {Viewport} viewport
 * @param {number} levels positive goes in
 * @param {number} px device pixels; what is there stays there
 * @param {number} py
 * @returns {Viewport}
 */
export function zoom(viewport, levels, px, py) {
  const [deepest, widest] = [viewport.width * 2 ** DEEPEST, viewport.width / 2 ** WIDEST];
  const factor = Math.min(Math.max(viewport.scaleX * 2 ** levels, widest), deepest) / viewport.scaleX;
  const [scaleX, scaleY] = [viewport.scaleX * factor, viewport.scaleY * factor];
  const [x, y] = unitAt(viewport, px, py);
  return {
    ...viewport,
    scaleX,
    scaleY,
    x: x - (px - viewport.width / 2) / scaleX,
    y: y + (py - viewport.height / 2) / scaleY,
  };
}

/**
 * The middle stays near the data, so that a flick does not lose them.
 *
 * @param {Viewport} viewport
 * @returns {Viewport}
 */
export function confine(viewport) {
  /** @type {(value: number) => number} */
  const within = (value) => Math.max(-REACH, Math.min(REACH, value));
  return { ...viewport, x: within(viewport.x), y: within(viewport.y) };
}

/**
 * The same middle and scale of units to the canvas on another canvas.
 *
 * @param {Viewport} viewport
 * @param {number} width device pixels
 * @param {number} height
 * @returns {Viewport}
 */
export function resize(viewport, width, height) {
  const factor = Math.min(width / viewport.width, height / viewport.height);
  return { ...viewport, width, height, scaleX: viewport.scaleX * factor, scaleY: viewport.scaleY * factor };
}

/**
 * Show a box of a viewport.
 *
 * @param {Viewport} viewport
 * @param {{left: number, top: number, right: number, bottom: number}} box device pixels
 * @returns {Viewport}
 */
export function zoomToBox(viewport, { left, top, right, bottom }) {
  const { width, height } = viewport;
  const levels = Math.log2(Math.min(width / (right - left), height / (bottom - top)));
  return zoom(pan(viewport, (width - left - right) / 2, (height - top - bottom) / 2), levels, width / 2, height / 2);
}

/**
 * The place at a pixel.
 *
 * @param {Viewport} viewport
 * @param {number} px
 * @param {number} py
 * @returns {[number, number]}
 */
export function unitAt(viewport, px, py) {
  return [
    viewport.x + (px - viewport.width / 2) / viewport.scaleX,
    viewport.y - (py - viewport.height / 2) / viewport.scaleY,
  ];
}

/**
 * The pixel of a place.
 *
 * @param {Viewport} viewport
 * @param {number} x
 * @param {number} y
 * @returns {[number, number]} device pixels
 */
export function pixelAt(viewport, x, y) {
  return [
    viewport.width / 2 + (x - viewport.x) * viewport.scaleX,
    viewport.height / 2 - (y - viewport.y) * viewport.scaleY,
  ];
}

/**
 * The part of the plane that is shown.
 *
 * @param {Viewport} viewport
 * @returns {Box} in units
 */
export function boxOf(viewport) {
  const [left, top] = unitAt(viewport, 0, 0);
  const [right, bottom] = unitAt(viewport, viewport.width, viewport.height);
  return [left, right, bottom, top];
}

/**
 * Between two cameras on one canvas: log scale, about the point that both show at the same place.
 *
 * @param {Viewport} from
 * @param {Viewport} to
 * @param {number} fraction
 * @returns {Viewport}
 */
export function interpolate(from, to, fraction) {
  const scaleX = from.scaleX * (to.scaleX / from.scaleX) ** fraction;
  const scaleY = from.scaleY * (to.scaleY / from.scaleY) ** fraction;
  return {
    ...to,
    scaleX,
    scaleY,
    x: from.x + (to.x - from.x) * share(from.scaleX, to.scaleX, scaleX, fraction),
    y: from.y + (to.y - from.y) * share(from.scaleY, to.scaleY, scaleY, fraction),
  };
}

/**
 * The part of the way that the middle has gone when the scale is what it is.
 *
 * @param {number} from
 * @param {number} to
 * @param {number} now
 * @param {number} fraction
 */
function share(from, to, now, fraction) {
  const whole = 1 / to - 1 / from;
  return Math.abs(whole * from) < 1e-9 ? fraction : (1 / now - 1 / from) / whole;
}

/**
 * Whether what is left of the way cannot be seen.
 *
 * @param {Viewport} viewport
 * @param {Viewport} goal
 */
export function isThere(viewport, goal) {
  return (
    Math.abs(Math.log2(viewport.scaleX / goal.scaleX)) < 1e-3 &&
    Math.abs(viewport.x - goal.x) * goal.scaleX < 0.25 &&
    Math.abs(viewport.y - goal.y) * goal.scaleY < 0.25
  );
}
