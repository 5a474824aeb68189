import { css } from "../../../widget/math/color.js";
import { circle, line, setFont, shorten, write } from "../../draw/canvas.js";
import { isDegenerate, prominence } from "../../draw/drawing.js";
import { drawMean, drawPointed, outlineOf } from "../../draw/marks.js";
import { radiusOf } from "../../draw/splats.js";
import { ticks, titleOf } from "../../draw/ticks.js";
import { extremes } from "./columns.js";

/** @import { Canvas } from "../../draw/canvas.js" */
/** @import { Drawing } from "../../draw/drawing.js" */
/** @import { Column } from "./columns.js" */
/** @import { Frame } from "./series_layout.js" */
/** @import { Across } from "./strips.js" */

/** Room above and below the data, as a share of their range. */
const SPARE = 0.08;
/** CSS pixels from number to number, and from the frame to the ring of a state. */
const GAP = 22;
const RING = 19;
const APART = 17;
/** CSS pixels of a bar of a symbol's probability at most. */
const SYMBOL = 27;
/** Points are this much smaller than their distance. */
const CLOSE = 0.45;

/**
 * Where a value is in a lane.
 *
 * @param {Frame} frame
 * @param {number} unit from -1/2 at the least of the data to 1/2
 * @returns {number} device pixels
 */
export function heightOf({ top, bottom }, unit) {
  return top + ((0.5 + SPARE - unit) / (1 + 2 * SPARE)) * (bottom - top);
}

/**
 * What value is at a height of a lane.
 *
 * @param {Frame} frame
 * @param {number} py device pixels
 * @returns {number} units
 */
export function unitAt(frame, py) {
  return 0.5 + SPARE + unitsOf(frame, py - frame.top);
}

/**
 * How many units so many pixels are.
 *
 * @param {Frame} frame
 * @param {number} dy device pixels downwards
 */
export function unitsOf({ top, bottom }, dy) {
  return (-dy / (bottom - top)) * (1 + 2 * SPARE);
}

/**
 * Numbers and lines of a lane, and the feature's name.
 *
 * @param {Canvas} canvas
 * @param {Frame} frame
 * @param {Drawing} drawing
 * @param {number} lane
 */
export function drawScale(canvas, frame, { scale, snapshot }, lane) {
  const { context, ratio, theme } = canvas;
  const { left, right, top, bottom } = frame;
  const [from, to] = [-0.5 - SPARE, 0.5 + SPARE];
  const [feature, most] = [scale.dims[lane], (bottom - top) / ratio / GAP];
  const found = ticks(scale.origin[lane], scale.span[lane], from, to, most, snapshot.points.whole[feature]);
  for (const { unit, label } of found.marks) {
    const y = heightOf(frame, unit);
    context.fillStyle = css(theme.text, 0.07);
    context.fillRect(left, Math.round(y), right - left, Math.max(1, Math.round(ratio)));
    write(canvas, label, left - 7 * ratio, y, "right", "middle");
  }
  const name = snapshot.axisNames[feature] ?? "";
  write(canvas, shorten(canvas, titleOf(name, found), right - left), left, top - 9 * ratio, "left", "middle");
}

/**
 * The samples of a lane, in the colors of their states: points with a line through them, or of many rows in a column the
 * range from the least to the largest.
 *
 * @param {Canvas} canvas
 * @param {Frame} frame
 * @param {Drawing} drawing
 * @param {number} lane
 * @param {{columns: Column[], across: Across, begins: Uint8Array}} time
 */
export function drawSamples(canvas, frame, drawing, lane, { columns, across, begins }) {
  const { context, ratio, theme } = canvas;
  const [{ places }, stride, colors] = [drawing, drawing.scale.dims.length, drawing.colors()];
  const isDense = columns.some(({ first, end }) => end > first + 1);
  const middle = (/** @type {number} */ row) => (across(row) + across(row + 1)) / 2;
  clipTo(canvas, frame);
  drawGaps(canvas, frame, places, stride, lane, { columns, across });
  if (!isDense && !drawing.shapes.some((shape) => shape?.layers)) {
    const way = new Path2D();
    let isOn = false;
    for (const { first } of columns) {
      const unit = places[first * stride + lane];
      if (Number.isNaN(unit) || begins[first] === 1) isOn = false;
      if (Number.isNaN(unit)) continue;
      if (isOn) way.lineTo(middle(first), heightOf(frame, unit));
      else way.moveTo(middle(first), heightOf(frame, unit));
      isOn = true;
    }
    context.strokeStyle = css(theme.text, 0.28);
    context.lineWidth = ratio;
    context.lineJoin = "round";
    context.stroke(way);
  }
  const pitch = columns.length > 0 ? (frame.right - frame.left) / columns.length : 1;
  const radius = Math.max(1.1 * ratio, Math.min(1.3 * ratio * radiusOf(columns.length), CLOSE * pitch));
  for (const column of columns) {
    const found = extremes(places, stride, lane, column);
    if (!found) continue;
    const at = 4 * Math.floor((column.first + column.end - 1) / 2);
    context.fillStyle = css([colors[at], colors[at + 1], colors[at + 2]], colors[at + 3] / 255);
    if (isDense) {
      const [low, high] = [heightOf(frame, found[0]), heightOf(frame, found[1])];
      context.fillRect(
        across(column.first),
        high,
        Math.max(1, across(column.end) - across(column.first)),
        Math.max(ratio, low - high),
      );
    } else context.fill(circle(middle(column.first), heightOf(frame, found[0]), radius));
  }
  context.restore();
}

/**
 * Draw in a frame only, until the canvas is restored.
 *
 * @param {Canvas} canvas
 * @param {Frame} frame
 */
export function clipTo({ context }, { left, right, top, bottom }) {
  const path = new Path2D();
  path.rect(left, top, right - left, bottom - top);
  context.save();
  context.clip(path);
}

/**
 * A faint ground where values are missing.
 *
 * @param {Canvas} canvas
 * @param {Frame} frame
 * @param {Float64Array} places
 * @param {number} stride
 * @param {number} lane
 * @param {{columns: Column[], across: Across}} time
 */
export function drawGaps({ context, theme }, { top, bottom }, places, stride, lane, { columns, across }) {
  context.fillStyle = css(theme.text, theme.isDark ? 0.1 : 0.06);
  for (const column of columns) {
    if (extremes(places, stride, lane, column)) continue;
    context.fillRect(across(column.first), top, across(column.end) - across(column.first), bottom - top);
  }
}

/**
 * The levels of the states: where each emits, and how far around it.
 *
 * @param {Canvas} canvas
 * @param {Frame} frame
 * @param {Drawing} drawing
 * @param {number} lane
 */
export function drawLevels(canvas, frame, drawing, lane) {
  const { context, ratio } = canvas;
  const { left, right, top, bottom } = frame;
  drawing.shapes.forEach((shape, component) => {
    if (!shape || shape.layers) return;
    const strength = prominence(drawing, component);
    const y = heightOf(frame, shape.mean[lane]);
    const deviation = shape.factor ? deviationOf(shape.factor, lane) : 0;
    const [high, low] = [deviation, -deviation].map((way) => heightOf(frame, shape.mean[lane] + way));
    if (deviation > 0) {
      context.fillStyle = css(drawing.palette[component], 0.09 * strength);
      const [from, to] = [Math.max(top, high), Math.min(bottom, low)];
      if (to > from) context.fillRect(left, from, right - left, to - from);
    }
    if (y < top || y > bottom) return;
    const path = new Path2D();
    path.moveTo(left, y);
    path.lineTo(right, y);
    if (isDegenerate(drawing, component)) context.setLineDash([4 * ratio, 4 * ratio]);
    line(canvas, path, outlineOf(canvas, drawing.palette[component]), 0.75 * strength, 1.25);
    context.setLineDash([]);
  });
}

/**
 * The rings of the states at the ends of their levels, by which these are dragged.
 *
 * @param {Canvas} canvas
 * @param {Frame} frame
 * @param {Drawing} drawing
 * @param {number} lane
 */
export function drawRings(canvas, frame, drawing, lane) {
  const rings = ringsOf(frame, drawing, lane, canvas.ratio);
  drawing.shapes.forEach((shape, component) => {
    const ring = rings[component];
    if (shape?.layers) drawSymbols(canvas, frame, drawing, lane, component);
    else if (shape && ring) {
      const path = new Path2D();
      path.moveTo(frame.right, within(frame, heightOf(frame, shape.mean[lane])));
      path.lineTo(...ring);
      line(canvas, path, outlineOf(canvas, drawing.palette[component]), prominence(drawing, component), 1);
      drawMean(canvas, drawing, component, ring);
    }
  });
}

/**
 * Where the rings of the levels are: beside them, but none on another.
 *
 * @param {Frame} frame
 * @param {Drawing} drawing
 * @param {number} lane
 * @param {number} ratio
 * @returns {([number, number] | null)[]} device pixels; null for a state without a level
 */
export function ringsOf(frame, { shapes }, lane, ratio) {
  const heights = shapes.map((shape) => (shape && !shape.layers ? heightOf(frame, shape.mean[lane]) : null));
  return apart(
    heights.map((y) => (y === null ? null : within(frame, y))),
    APART * ratio,
  ).map((y) => (y === null ? null : [frame.right + RING * ratio, y]));
}

/**
 * Places that keep a distance: what is too close is pushed apart, about its middle.
 *
 * @param {readonly (number | null)[]} places
 * @param {number} distance
 * @returns {(number | null)[]}
 */
export function apart(places, distance) {
  const order = [...places.keys()]
    .filter((i) => places[i] !== null)
    .sort((a, b) => Number(places[a]) - Number(places[b]));
  /** @type {{members: number[], middle: number}[]} */
  const groups = [];
  for (const i of order) {
    let group = { members: [i], middle: Number(places[i]) };
    let before = groups.at(-1);
    const reach = (/** @type {typeof group} */ { members }) => (members.length * distance) / 2;
    while (before && before.middle + reach(before) > group.middle - reach(group)) {
      groups.pop();
      const [m, n] = [before.members.length, group.members.length];
      group = {
        members: [...before.members, ...group.members],
        middle: (before.middle * m + group.middle * n) / (m + n),
      };
      before = groups.at(-1);
    }
    groups.push(group);
  }
  const found = [...places];
  for (const { members, middle } of groups)
    members.forEach((i, rank) => (found[i] = middle + (rank - (members.length - 1) / 2) * distance));
  return found;
}

/**
 * @param {Frame} frame
 * @param {number} y
 */
function within({ top, bottom }, y) {
  return Math.max(top, Math.min(bottom, y));
}

/**
 * How often a state emits each symbol, as bars beside the symbols' heights.
 *
 * @param {Canvas} canvas
 * @param {Frame} frame
 * @param {Drawing} drawing
 * @param {number} lane
 * @param {number} component
 */
function drawSymbols({ context, ratio }, frame, drawing, lane, component) {
  const { shapes, palette, scale } = drawing;
  const layers = shapes[component]?.layers?.[scale.dims[lane]] ?? [];
  const room = Math.abs(heightOf(frame, 1 / scale.span[lane]) - heightOf(frame, 0));
  const high = Math.min(8 * ratio, (0.8 * room) / shapes.length);
  layers.forEach((share, symbol) => {
    const y = heightOf(frame, (symbol - scale.origin[lane]) / scale.span[lane]);
    context.fillStyle = css(palette[component], 0.9 * prominence(drawing, component));
    context.fillRect(
      frame.right + 3 * ratio,
      y + (component - shapes.length / 2) * high,
      SYMBOL * ratio * share,
      Math.max(1, high - ratio),
    );
  });
}

/**
 * The standard deviation along an axis.
 *
 * @param {Float64Array} factor rows of a Cholesky factor
 * @param {number} axis
 */
function deviationOf(factor, axis) {
  const row = (axis * (axis + 1)) / 2;
  return Math.hypot(...factor.subarray(row, row + axis + 1));
}

/**
 * Mark the sample that the formulas are about.
 *
 * @param {Canvas} canvas
 * @param {Frame} frame
 * @param {number} unit
 * @param {number} x device pixels
 */
export function drawExample(canvas, frame, unit, x) {
  if (Number.isFinite(unit) && x >= frame.left && x <= frame.right) drawPointed(canvas, [x, heightOf(frame, unit)]);
}

/**
 * The numbers of the rows, and lines where sequences begin.
 *
 * @param {Canvas} canvas
 * @param {{left: number, right: number, axis: number}} frame
 * @param {{from: number, to: number}} span rows
 * @param {Across} across
 * @param {string} name of the axis
 */
export function drawRows(canvas, { left, right, axis }, { from, to }, across, name) {
  const { context, ratio, theme } = canvas;
  const found = ticks(0, 1, from, to, (right - left) / ratio / 84);
  context.fillStyle = css(theme.text, 0.3);
  context.fillRect(left, axis, right - left, Math.max(1, Math.round(ratio)));
  const title = titleOf(name, found);
  setFont(canvas);
  const end = right - context.measureText(title).width - 6 * ratio;
  for (const { unit, label } of found.marks) {
    if (!Number.isInteger(unit)) continue;
    const x = (across(unit) + across(unit + 1)) / 2;
    if (x < left || x > right) continue;
    context.fillStyle = css(theme.muted, 0.7);
    context.fillRect(Math.round(x), axis, Math.max(1, Math.round(ratio)), 4 * ratio);
    if (x + context.measureText(label).width / 2 < end)
      write(canvas, label, x, axis + 15 * ratio, "center", "alphabetic");
  }
  write(canvas, title, right, axis + 15 * ratio, "right", "alphabetic");
}
