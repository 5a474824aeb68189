import { css } from "../../widget/math/color.js";
import { lengthOf, shorten, write } from "./canvas.js";
import { hasAxes, marginOf } from "./frame.js";
import { ticks, titleOf } from "./ticks.js";

/** @import { Canvas } from "./canvas.js" */
/** @import { Ticks } from "./ticks.js" */
/** @import { DataScale } from "./data_scale.js" */

/** CSS pixels between ticks; less where there would be few, for one number says nothing of a scale. */
const GAP = { x: 96, y: 64 };
const LEAST_GAP = { x: 40, y: 20 };
const FEW = 6;
const TICK = 4;
/** From a tick to its number, and from the edge of the canvas to a name. */
const ROOM = 4;
/** The gutter of numbers grows by so much at once: it rarely changes. */
const NOTCH = 12;
/** The share of the width that a name may take. */
const NAMED = 0.5;

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
 * Numbers and names at the lower and the left edge, outside of the frame, and ticks that point at them.
 *
 * @param {Canvas} canvas
 * @param {Ruler[]} rulers
 */
export function drawAxes(canvas, rulers) {
  const { context, width, height, ratio, theme } = canvas;
  if (!hasAxes(width, height, ratio)) return;
  const upward = rulers.find(({ along }) => along === "y");
  const left = upward ? gutterOf(canvas, upward) : 0;
  const bottom = height - marginOf(width, height, ratio).y;
  const hair = Math.max(1, Math.round(ratio));
  context.fillStyle = css(theme.surface);
  context.fillRect(0, 0, left, height);
  context.fillRect(0, bottom, width, height - bottom);
  context.fillStyle = css(theme.text, 0.3);
  context.fillRect(left, bottom, width - left, hair);
  if (left > 0) context.fillRect(left, 0, hair, bottom);
  for (const ruler of rulers) {
    if (ruler.along === "x") drawAcross(canvas, ruler, left, bottom);
    else drawUp(canvas, ruler, left, bottom);
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
  const room = length / ratio;
  const most = Math.max(room / GAP[along], Math.min(FEW, room / LEAST_GAP[along]));
  /** @type {(unit: number) => number} */
  const place = (unit) => ((along === "x" ? unit - from : to - unit) / (to - from)) * length;
  return {
    along,
    ticks: ticks(scale.origin[axis], scale.span[axis], from, to, most),
    place,
    name,
  };
}

/**
 * The room that the numbers of an upward axis take.
 *
 * @param {Canvas} canvas
 * @param {Ruler} ruler
 * @returns {number} device pixels
 */
function gutterOf(canvas, { ticks: { marks } }) {
  const { width, height, ratio } = canvas;
  const least = marginOf(width, height, ratio).x;
  const longest = Math.max(0, ...marks.map(({ label }) => lengthOf(canvas, label)));
  const excess = longest + (TICK + 2 * ROOM) * ratio - least;
  return Math.round(least + Math.max(0, Math.ceil(excess / (NOTCH * ratio))) * NOTCH * ratio);
}

/**
 * @param {Canvas} canvas
 * @param {Ruler} ruler
 * @param {number} left edge of the frame, in device pixels
 * @param {number} bottom
 */
function drawAcross(canvas, { ticks: found, place, name }, left, bottom) {
  const { ratio, width } = canvas;
  const base = bottom + (TICK + ROOM + 8) * ratio;
  const title = shorten(canvas, titleOf(name, found), NAMED * (width - left));
  const end = width - (lengthOf(canvas, title) + 2 * ROOM * ratio + 2 * ROOM * ratio);
  let start = ROOM * ratio;
  for (const { unit, label } of found.marks) {
    const x = place(unit);
    const half = lengthOf(canvas, label) / 2;
    if (x < left) continue;
    mark(canvas, Math.round(x), bottom, ratio, TICK * ratio);
    if (x - half <= start || x + half >= end) continue;
    write(canvas, label, x, base, "center", "alphabetic");
    start = x + half + ROOM * ratio;
  }
  write(canvas, title, width - 2 * ROOM * ratio, base, "right", "alphabetic");
}

/**
 * @param {Canvas} canvas
 * @param {Ruler} ruler
 * @param {number} left edge of the frame, in device pixels
 * @param {number} bottom
 */
function drawUp(canvas, { ticks: found, place, name }, left, bottom) {
  const { ratio, width } = canvas;
  for (const { unit, label } of found.marks) {
    const y = place(unit);
    if (y > bottom) continue;
    mark(canvas, left - TICK * ratio, Math.round(y), TICK * ratio, ratio);
    const isSeen = y > 6 * ratio && y < bottom - 2 * ratio;
    if (isSeen) write(canvas, label, left - (TICK + ROOM) * ratio, y, "right", "middle");
  }
  const title = shorten(canvas, titleOf(name, found), NAMED * (width - left));
  write(canvas, title, left + 2 * ROOM * ratio, 11 * ratio, "left", "middle");
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
