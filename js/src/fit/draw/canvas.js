import { css } from "./palette.js";

/** @import { Colour } from "./palette.js" */
/** @import { Theme } from "./theme.js" */

/**
 * A canvas, and the look of what is around it.
 *
 * @typedef {object} Pen
 * @property {CanvasRenderingContext2D} context
 * @property {number} width device pixels
 * @property {number} height
 * @property {number} ratio device pixels per CSS pixel
 * @property {Theme} theme
 */

/**
 * A line that stays visible on every ground.
 *
 * @param {Pen} pen
 * @param {Path2D} path
 * @param {Colour} colour
 * @param {number} [alpha]
 * @param {number} [width] CSS pixels
 */
export function line({ context, ratio, theme }, path, colour, alpha = 1, width = 1.5) {
  context.lineJoin = context.lineCap = "round";
  context.strokeStyle = css(theme.surface, 0.7 * alpha);
  context.lineWidth = (width + 2) * ratio;
  context.stroke(path);
  context.strokeStyle = css(colour, alpha);
  context.lineWidth = width * ratio;
  context.stroke(path);
}

/**
 * @param {Pen} pen
 * @param {string} text
 * @param {number} x device pixels
 * @param {number} y
 * @param {CanvasTextAlign} align
 * @param {CanvasTextBaseline} baseline
 */
export function write(pen, text, x, y, align, baseline) {
  const { context, ratio, theme } = pen;
  setFont(pen);
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
 * @param {Pen} pen
 * @param {string} text
 * @returns {number} device pixels
 */
export function lengthOf(pen, text) {
  setFont(pen);
  return pen.context.measureText(text).width;
}

/**
 * @param {Pen} pen
 * @param {number} [size] CSS pixels
 * @param {number} [weight]
 */
export function setFont({ context, ratio, theme }, size = 11, weight = 400) {
  context.font = `${weight} ${size * ratio}px ${theme.font}`;
}
