import { css } from "./palette.js";
import { lengthOf, write } from "./canvas.js";
import { ticks, titleOf } from "./ticks.js";

/** @import { Pen } from "./canvas.js" */
/** @import { Ticks } from "./ticks.js" */
/** @import { Units } from "./data_scale.js" */

/** CSS pixels between ticks, at least. */
const GAP = { x: 96, y: 64 };
const TICK = 5;
const MARGIN = 8;

/**
 * Hairlines of a grid, below everything.
 *
 * @param {Pen} pen
 * @param {Ruler[]} rulers
 */
export function drawGrid({ context, ratio, width, height, theme }, rulers) {
  context.fillStyle = css(theme.text, theme.isDark ? 0.07 : 0.06);
  for (const { along, ticks: { marks }, place } of rulers) {
    for (const { unit } of marks) {
      const at = Math.round(place(unit));
      if (along === "x") context.fillRect(at, 0, Math.max(1, Math.round(ratio)), height);
      else context.fillRect(0, at, width, Math.max(1, Math.round(ratio)));
    }
  }
}

/**
 * Numbers and names at the lower and the left edge, within the picture.
 *
 * @param {Pen} pen
 * @param {Ruler[]} rulers
 */
export function drawAxes(pen, rulers) {
  for (const ruler of rulers) {
    if (ruler.along === "x") drawAcross(pen, ruler);
    else drawUp(pen, ruler);
  }
}

/**
 * @typedef {object} Ruler
 * @property {"x" | "y"} along
 * @property {Ticks} ticks
 * @property {(unit: number) => number} place device pixels
 * @property {string} name
 */

/**
 * @param {Pen} pen
 * @param {"x" | "y"} along
 * @param {Units} units
 * @param {number} axis of the units
 * @param {[number, number]} range of units that is seen
 * @param {string} name
 * @returns {Ruler}
 */
export function ruler({ ratio, width, height }, along, units, axis, [from, to], name) {
  const length = along === "x" ? width : height;
  /** @type {(unit: number) => number} */
  const place = (unit) => ((along === "x" ? unit - from : to - unit) / (to - from)) * length;
  return { along, ticks: ticks(units.origin[axis], units.span[axis], from, to, length / ratio / GAP[along]), place, name };
}

/**
 * @param {Pen} pen
 * @param {Ruler} ruler
 */
function drawAcross(pen, { ticks: scale, place, name }) {
  const { ratio, width, height } = pen;
  const base = height - (TICK + 5) * ratio;
  const title = titleOf(name, scale);
  const end = width - (lengthOf(pen, title) + 2.5 * MARGIN * ratio);
  for (const { unit, label } of scale.marks) {
    const x = place(unit);
    mark(pen, Math.round(x), height - TICK * ratio, ratio, TICK * ratio);
    const half = lengthOf(pen, label) / 2;
    if (x - half > 4 * MARGIN * ratio && x + half < end) write(pen, label, x, base, "center", "alphabetic");
  }
  write(pen, title, width - MARGIN * ratio, base, "right", "alphabetic");
}

/**
 * @param {Pen} pen
 * @param {Ruler} ruler
 */
function drawUp(pen, { ticks: scale, place, name }) {
  const { ratio, height } = pen;
  for (const { unit, label } of scale.marks) {
    const y = place(unit);
    mark(pen, 0, Math.round(y), TICK * ratio, ratio);
    if (y > 34 * ratio && y < height - 26 * ratio) write(pen, label, (TICK + 4) * ratio, y, "left", "middle");
  }
  write(pen, titleOf(name, scale), MARGIN * ratio, 14 * ratio, "left", "middle");
}

/**
 * @param {Pen} pen
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 */
function mark({ context, theme }, x, y, width, height) {
  context.fillStyle = css(theme.muted, 0.7);
  context.fillRect(x, y, width, height);
}
