import { css } from "../../../widget/math/color.js";
import { setFont } from "../../draw/canvas.js";
import { prominence } from "../../draw/drawing.js";
import { means } from "./columns.js";

/** @import { Canvas } from "../../draw/canvas.js" */
/** @import { Drawing } from "../../draw/drawing.js" */
/** @import { Column } from "./columns.js" */
/** @import { Frame } from "./series_layout.js" */

/** @typedef {(row: number) => number} Across where the left edge of a row is, in device pixels */

/**
 * The shares of the states over time, above each other.
 *
 * @param {Canvas} canvas
 * @param {Frame} frame
 * @param {Drawing} drawing
 * @param {Float64Array} shares n rows of k
 * @param {number} k
 * @param {{columns: Column[], across: Across}} time
 */
export function drawShares({ context }, { top, bottom, left, right }, drawing, shares, k, { columns, across }) {
  for (const column of columns) {
    const [from, to] = edges(column, across, left, right);
    let y = top;
    means(shares, k, column).forEach((share, state) => {
      const high = share * (bottom - top);
      context.fillStyle = css(drawing.palette[state], 0.9 * prominence(drawing, state));
      context.fillRect(from, y, to - from, high);
      y += high;
    });
  }
}

/**
 * The most likely path, as a ribbon in the colors of its states.
 *
 * @param {Canvas} canvas
 * @param {Frame} frame
 * @param {Drawing} drawing
 * @param {Uint8Array} path a state for each row
 * @param {{columns: Column[], across: Across, begins: Uint8Array}} time
 */
export function drawPath({ context, ratio }, { top, bottom, left, right }, drawing, path, { columns, across, begins }) {
  for (let i = 0; i < columns.length; ) {
    const state = path[columns[i].first];
    let end = i + 1;
    while (end < columns.length && path[columns[end].first] === state && begins[columns[end].first] === 0) end += 1;
    const [from] = edges(columns[i], across, left, right);
    const [, to] = edges(columns[end - 1], across, left, right);
    context.fillStyle = css(drawing.palette[state], prominence(drawing, state));
    context.beginPath();
    context.roundRect(
      from,
      top,
      Math.max(1, to - from - 0.75 * ratio),
      bottom - top,
      Math.min(3 * ratio, (to - from) / 2),
    );
    context.fill();
    i = end;
  }
}

/**
 * What a strip is, to its left.
 *
 * @param {Canvas} canvas
 * @param {Frame} frame
 * @param {string} name
 */
export function drawStripName(canvas, { left, top, bottom }, name) {
  const { context, ratio, theme } = canvas;
  setFont(canvas, 10.5);
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillStyle = css(theme.muted);
  context.fillText(name, left - 6 * ratio, (top + bottom) / 2);
}

/**
 * @param {Column} column
 * @param {Across} across
 * @param {number} left
 * @param {number} right
 */
function edges({ first, end }, across, left, right) {
  return [Math.max(left, Math.round(across(first))), Math.min(right, Math.round(across(end)))];
}
