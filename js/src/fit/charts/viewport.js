/** Which part of the plane a canvas shows, in a drawing's units. Pure. */

/** @import { Box } from "../protocol.js" */

/**
 * @typedef {object} Camera
 * @property {number} x middle
 * @property {number} y
 * @property {number} scaleX device pixels per unit
 * @property {number} scaleY
 * @property {number} width device pixels
 * @property {number} height
 */

/** How far one can go in and out from the whole, in levels of two. */
const DEEPEST = 30;
const WIDEST = 5;
/** Ranges that differ by less than this are drawn to the same scale, so that circles are round. */
const ALIKE = 4;
/** How far from the middle of the data one can go, in units. */
const REACH = 0.75;
/** The share of the canvas that the data take. */
const FILLED = 0.84;

/**
 * The whole of the data.
 *
 * @param {number} width device pixels
 * @param {number} height
 * @param {readonly number[]} span of the data in both directions, or in the only one
 * @returns {Camera}
 */
export function whole(width, height, [spanX, spanY]) {
  const ratio = spanY / spanX;
  const alike = ratio < ALIKE && ratio > 1 / ALIKE;
  const scale = FILLED * Math.min(width, height / ratio);
  const [scaleX, scaleY] = alike ? [scale, scale * ratio] : [FILLED * width, FILLED * height];
  return { x: 0, y: 0, scaleX, scaleY, width, height };
}

/**
 * @param {Camera} camera
 * @param {number} dx device pixels that the picture moves
 * @param {number} dy
 * @returns {Camera}
 */
export function pan(camera, dx, dy) {
  return { ...camera, x: camera.x - dx / camera.scaleX, y: camera.y + dy / camera.scaleY };
}

/**
 * @param {Camera} camera
 * @param {number} levels positive goes in
 * @param {number} px device pixels; what is there stays there
 * @param {number} py
 * @returns {Camera}
 */
export function zoom(camera, levels, px, py) {
  const [deepest, widest] = [camera.width * 2 ** DEEPEST, camera.width / 2 ** WIDEST];
  const factor = Math.min(Math.max(camera.scaleX * 2 ** levels, widest), deepest) / camera.scaleX;
  const [scaleX, scaleY] = [camera.scaleX * factor, camera.scaleY * factor];
  const [x, y] = unitAt(camera, px, py);
  return { ...camera, scaleX, scaleY, x: x - (px - camera.width / 2) / scaleX, y: y + (py - camera.height / 2) / scaleY };
}

/**
 * The middle stays near the data, so that a flick does not lose them.
 *
 * @param {Camera} camera
 * @returns {Camera}
 */
export function confine(camera) {
  /** @type {(value: number) => number} */
  const within = (value) => Math.max(-REACH, Math.min(REACH, value));
  return { ...camera, x: within(camera.x), y: within(camera.y) };
}

/**
 * The same middle and scale of units to the canvas on another canvas.
 *
 * @param {Camera} camera
 * @param {number} width device pixels
 * @param {number} height
 * @returns {Camera}
 */
export function resize(camera, width, height) {
  const factor = Math.min(width / camera.width, height / camera.height);
  return { ...camera, width, height, scaleX: camera.scaleX * factor, scaleY: camera.scaleY * factor };
}

/**
 * @param {Camera} camera
 * @param {{left: number, top: number, right: number, bottom: number}} box device pixels
 * @returns {Camera}
 */
export function frame(camera, { left, top, right, bottom }) {
  const { width, height } = camera;
  const levels = Math.log2(Math.min(width / (right - left), height / (bottom - top)));
  return zoom(pan(camera, (width - left - right) / 2, (height - top - bottom) / 2), levels, width / 2, height / 2);
}

/**
 * @param {Camera} camera
 * @param {number} px
 * @param {number} py
 * @returns {[number, number]}
 */
export function unitAt(camera, px, py) {
  return [camera.x + (px - camera.width / 2) / camera.scaleX, camera.y - (py - camera.height / 2) / camera.scaleY];
}

/**
 * @param {Camera} camera
 * @param {number} x
 * @param {number} y
 * @returns {[number, number]} device pixels
 */
export function pixelAt(camera, x, y) {
  return [camera.width / 2 + (x - camera.x) * camera.scaleX, camera.height / 2 - (y - camera.y) * camera.scaleY];
}

/**
 * @param {Camera} camera
 * @returns {Box} in units
 */
export function boxOf(camera) {
  const [left, top] = unitAt(camera, 0, 0);
  const [right, bottom] = unitAt(camera, camera.width, camera.height);
  return [left, right, bottom, top];
}

/**
 * Between two cameras on one canvas: log scale, about the point that both show at the same place.
 *
 * @param {Camera} from
 * @param {Camera} to
 * @param {number} fraction
 * @returns {Camera}
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
 * @param {Camera} camera
 * @param {Camera} goal
 */
export function isThere(camera, goal) {
  return (
    Math.abs(Math.log2(camera.scaleX / goal.scaleX)) < 1e-3 &&
    Math.abs(camera.x - goal.x) * goal.scaleX < 0.25 &&
    Math.abs(camera.y - goal.y) * goal.scaleY < 0.25
  );
}
