import { css } from "../../widget/math/color.js";

/** @import { Color } from "../../widget/math/color.js" */
/** @import { Theme } from "./theme.js" */

/**
 * A canvas, and the look of what is around it.
 *
 * @typedef {object} Canvas
 * @property {CanvasRenderingContext2D} context
 * @property {number} width device pixels
 * @property {number} height
 * @property {number} ratio device pixels per CSS pixel
 * @property {Theme} theme
 */

/**
 * A line that stays visible on every ground.
 *
 * @param {Canvas} canvas
 * @param {Path2D} path
 * @param {Color} color
 * @param {number} [alpha]
 * @param {number} [width] CSS pixels
 */
export function line({ context, ratio, theme }, path, color, alpha = 1, width = 1.5) {
  context.lineJoin = context.lineCap = "round";
  context.strokeStyle = css(theme.surface, 0.7 * alpha);
  context.lineWidth = (width + 2) * ratio;
  context.stroke(path);
  context.strokeStyle = css(color, alpha);
  context.lineWidth = width * ratio;
  context.stroke(path);
}

/**
 * Write a text that stays visible on every ground.
 *
 * @param {Canvas} canvas
 * @param {string} text
 * @param {number} x device pixels
 * @param {number} y
 * @param {CanvasTextAlign} align
 * @param {CanvasTextBaseline} baseline
 */
export function write(canvas, text, x, y, align, baseline) {
  const { context, ratio, theme } = canvas;
  setFont(canvas);
  context.textAlign = align;
  context.textBaseline = baseline;
  context.lineJoin = "round";
  context.lineWidth = 3 * ratio;
  context.strokeStyle = css(theme.surface, 0.8);
  context.strokeText(text, x, y);
  context.fillStyle = css(theme.muted);
  context.fillText(text, x, y);
}

/**
 * Measure a text.
 *
 * @param {Canvas} canvas
 * @param {string} text
 * @returns {number} device pixels
 */
export function lengthOf(canvas, text) {
  setFont(canvas);
  return canvas.context.measureText(text).width;
}

/**
 * Cut a text that is too long.
 *
 * @param {Canvas} canvas
 * @param {string} text
 * @param {number} room device pixels
 */
export function shorten(canvas, text, room) {
  if (lengthOf(canvas, text) <= room) return text;
  let length = text.length;
  while (length > 1 && lengthOf(canvas, `${text.slice(0, length)}…`) > room) length -= 1;
  return `${text.slice(0, length)}…`;
}

/**
 * Choose the font of the page around.
 *
 * @param {Canvas} canvas
 * @param {number} [size] CSS pixels
 * @param {number} [weight]
 */
export function setFont({ context, ratio, theme }, size = 11, weight = 400) {
  context.font = `${weight} ${size * theme.scale * ratio}px ${theme.font}`;
}

/**
 * Make a circle.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
export function circle(x, y, radius) {
  const path = new Path2D();
  path.arc(x, y, radius, 0, 2 * Math.PI);
  return path;
}
