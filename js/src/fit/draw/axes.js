import { css } from "../../widget/math/color.js";
import { lengthOf, write } from "./canvas.js";
import { ticks, titleOf } from "./ticks.js";

/** @import { Canvas } from "./canvas.js" */
/** @import { Ticks } from "./ticks.js" */
/** @import { DataScale } from "./data_scale.js" */

/** CSS pixels between ticks, at least. */
const GAP = { x: 96, y: 64 };
const TICK = 5;
const MARGIN = 8;

/**
 * Hairlines of a grid, below everything.
 *
 * @param {Canvas} canvas
 * @param {Ruler[]} rulers
 */
export function drawGrid({ context, ratio, width, height, theme }, rulers) {
  context.fillStyle = css(theme.text, theme.isDark ? 0.07 : 0.06);
  for (const {
    along,
    ticks: { marks },
    place,
  } of rulers) {
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
 * @param {Canvas} canvas
 * @param {Ruler[]} rulers
 */
export function drawAxes(canvas, rulers) {
  for (const ruler of rulers) {
    if (ruler.along === "x") drawAcross(canvas, ruler);
    else drawUp(canvas, ruler);
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
 * Choose the ticks of an axis.
 *
 * @param {Canvas} canvas
 * @param {"x" | "y"} along
 * @param {DataScale} scale
 * @param {number} axis of the units
 * @param {[number, number]} range of units that is seen
 * @param {string} name
 * @returns {Ruler}
 */
export function ruler({ ratio, width, height }, along, scale, axis, [from, to], name) {
  const length = along === "x" ? width : height;
  /** @type {(unit: number) => number} */
  const place = (unit) => ((along === "x" ? unit - from : to - unit) / (to - from)) * length;
  return {
    along,
    ticks: ticks(scale.origin[axis], scale.span[axis], from, to, length / ratio / GAP[along]),
    place,
    name,
  };
}

/**
 * @param {Canvas} canvas
 * @param {Ruler} ruler
 */
function drawAcross(canvas, { ticks: found, place, name }) {
  const { ratio, width, height } = canvas;
  const base = height - (TICK + 5) * ratio;
  const title = titleOf(name, found);
  const end = width - (lengthOf(canvas, title) + 2.5 * MARGIN * ratio);
  for (const { unit, label } of found.marks) {
    const x = place(unit);
    mark(canvas, Math.round(x), height - TICK * ratio, ratio, TICK * ratio);
    const half = lengthOf(canvas, label) / 2;
    if (x - half > 4 * MARGIN * ratio && x + half < end) write(canvas, label, x, base, "center", "alphabetic");
  }
  write(canvas, title, width - MARGIN * ratio, base, "right", "alphabetic");
}

/**
 * @param {Canvas} canvas
 * @param {Ruler} ruler
 */
function drawUp(canvas, { ticks: found, place, name }) {
  const { ratio, height } = canvas;
  for (const { unit, label } of found.marks) {
    const y = place(unit);
    mark(canvas, 0, Math.round(y), TICK * ratio, ratio);
    if (y > 34 * ratio && y < height - 26 * ratio) write(canvas, label, (TICK + 4) * ratio, y, "left", "middle");
  }
  write(canvas, titleOf(name, found), MARGIN * ratio, 14 * ratio, "left", "middle");
}

/**
 * @param {Canvas} canvas
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 */
function mark({ context, theme }, x, y, width, height) {
  context.fillStyle = css(theme.muted, 0.7);
  context.fillRect(x, y, width, height);
}
