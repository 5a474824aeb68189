import { css } from "../../../widget/math/color.js";
import { circle, line, setFont } from "../../draw/canvas.js";
import { outlineOf } from "../../draw/marks.js";
import { radiusOf } from "../../draw/splats.js";
import { joinedColumns, middleRow } from "./columns.js";
import { clipTo, drawGaps, drawScale, heightOf } from "./lanes.js";
import { Noise } from "./noise.js";
import { middleOf, Series } from "./series.js";
import { drawStripName } from "./strips.js";
import { drawCircle } from "./unit_circle.js";

/** @import { Color } from "../../../widget/math/color.js" */
/** @import { Canvas } from "../../draw/canvas.js" */
/** @import { Drawing, Entry, Pointed } from "../../draw/drawing.js" */
/** @import { Smoothing } from "../../models/sequence/kalman_filter.js" */
/** @import { Column } from "./columns.js" */
/** @import { Time } from "./series.js" */
/** @import { Frame, SeriesLayout } from "./series_layout.js" */

/** Milliseconds in which the smoother goes back from the end. */
const SLOW = 900;
/** Standard deviations of the bands. */
const WIDE = 2;
/** Standard deviations of a surprise that fill its strip. */
const HIGH = 3.5;
/** Color of the state that is not seen. */
const INK = 0;
/** Color of what is more than two standard deviations off. @type {Color} */
const SURPRISED = [213, 94, 0];

/**
 * A linear dynamical system along time: what its state is thought to be, with a band of two standard deviations that draws
 * from the end back; a strip of surprises; below them the noises, and the eigenvalues of the transition.
 */
export class Smoothed extends Series {
  duration = SLOW;
  #noise = new Noise();

  /**
   * Draw lanes, strip and panels.
   *
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   */
  draw(canvas, drawing) {
    const { model, points, shading, step } = drawing.snapshot;
    const found = (shading && model.smoothing?.(shading.parameters, points)) || null;
    const { layout, time } = this.begin(canvas, drawing);
    // While the E step is drawn, what is to the left of this row is not smoothed yet.
    const edge = step === shading ? points.n * (1 - drawing.way) : 0;
    layout.lanes.forEach((lane, i) => {
      drawScale(canvas, lane, drawing, i);
      drawGaps(canvas, lane, drawing.places, layout.lanes.length, i, time);
      if (found) drawBands(canvas, lane, drawing, found, i, { time, edge });
      drawDots(canvas, lane, drawing, i, time);
    });
    if (found) drawSurprises(canvas, layout, drawing, found, time);
    this.end(canvas, drawing, time);
    if (layout.first) this.#noise.draw(canvas, layout.first, drawing);
    if (layout.second) drawCircle(canvas, layout.second, drawing);
  }

  /**
   * Find what is at a place: a noise, or a row.
   *
   * @param {Drawing} _drawing
   * @param {[number, number]} at device pixels
   * @param {number} ratio
   * @returns {Pointed | null}
   */
  pick(_drawing, at, ratio) {
    return this.#noise.pick(at, ratio) ?? this.rowAt(at);
  }

  /**
   * No component has a place.
   *
   * @param {readonly number[]} place
   * @returns {number[]}
   */
  shift(place) {
    return [...place];
  }

  /**
   * The number whose handle is dragged to a place.
   *
   * @param {Entry} entry
   * @param {readonly number[]} at device pixels
   */
  valueAt(entry, at) {
    return this.#noise.valueAt(entry, at);
  }
}

/**
 * The mean of what is seen without noise, its band, and the band of what is seen.
 *
 * @param {Canvas} canvas
 * @param {Frame} lane
 * @param {Drawing} drawing
 * @param {Smoothing} found
 * @param {number} i lane
 * @param {{time: Time, edge: number}} options edge: the first row that is smoothed
 */
function drawBands(canvas, lane, drawing, found, i, { time, edge }) {
  const { context, ratio, theme } = canvas;
  const { scale, palette, snapshot } = drawing;
  const [feature, p] = [scale.dims[i], found.outputs];
  const color = palette[INK] ?? theme.accent;
  const noises = /** @type {number[][]} */ (snapshot.step.parameters["observation_covariance"]);
  const noise = Math.sqrt(Math.max(0, noises[feature]?.[feature] ?? 0));
  const placed = (/** @type {Column} */ column) => {
    const row = middleRow(column);
    const [means, variances] =
      row >= edge ? [found.seen, found.seenVariances] : [found.seenFiltered, found.seenFilteredVariances];
    const at = row * p + feature;
    return { x: middleOf(time, row), mean: means[at], deviation: Math.sqrt(Math.max(0, variances[at])) };
  };
  const ways = joinedColumns(time.columns, time.begins).map((columns) => columns.map(placed));
  const y = (/** @type {number} */ value) => heightOf(lane, (value - scale.origin[i]) / scale.span[i]);
  const area = (/** @type {(deviation: number) => number} */ half) => {
    const path = new Path2D();
    for (const way of ways) {
      const around = new Path2D();
      for (const { x, mean, deviation } of way) around.lineTo(x, y(mean + half(deviation)));
      for (const { x, mean, deviation } of [...way].reverse()) around.lineTo(x, y(mean - half(deviation)));
      around.closePath();
      path.addPath(around);
    }
    return path;
  };
  clipTo(canvas, lane);
  context.fillStyle = css(theme.text, theme.isDark ? 0.08 : 0.05);
  context.fill(area((deviation) => WIDE * Math.hypot(deviation, noise)));
  context.fillStyle = css(color, 0.32);
  context.fill(area((deviation) => WIDE * deviation));
  const middle = new Path2D();
  for (const way of ways) {
    way.forEach(({ x, mean }, at) => {
      if (at === 0) middle.moveTo(x, y(mean));
      else middle.lineTo(x, y(mean));
    });
  }
  line(canvas, middle, outlineOf(canvas, color), 1, 1.75);
  if (edge > 0) {
    const x = time.across(edge);
    context.fillStyle = css(theme.accent, 0.7);
    context.fillRect(Math.round(x), lane.top, Math.max(1, Math.round(1.5 * ratio)), lane.bottom - lane.top);
  }
  context.restore();
}

/**
 * @param {Canvas} canvas
 * @param {Frame} lane
 * @param {Drawing} drawing
 * @param {number} i lane
 * @param {Time} time
 */
function drawDots({ context, ratio, theme }, lane, { places, scale }, i, time) {
  const { columns } = time;
  const pitch = (lane.right - lane.left) / Math.max(1, columns.length);
  const radius = Math.max(0.8 * ratio, Math.min(0.9 * ratio * radiusOf(columns.length), 0.4 * pitch));
  context.fillStyle = css(theme.text, 0.75);
  for (const { first, end } of columns) {
    for (let row = first; row < end; row++) {
      const unit = places[row * scale.dims.length + i];
      if (!Number.isNaN(unit)) context.fill(circle(middleOf(time, row), heightOf(lane, unit), radius));
    }
  }
}

/**
 * Surprises: how far each value is from what the rows before let expect, in standard deviations.
 *
 * @param {Canvas} canvas
 * @param {SeriesLayout} layout
 * @param {Drawing} drawing
 * @param {Smoothing} found
 * @param {Time} time
 */
function drawSurprises(canvas, { shares, path }, drawing, { surprises, outputs }, time) {
  if (!shares || !path) return;
  const { context, ratio, theme } = canvas;
  const frame = { ...shares, bottom: path.bottom };
  const [middle, half] = [(frame.top + frame.bottom) / 2, (frame.bottom - frame.top) / 2];
  const feature = drawing.scale.dims[0];
  context.fillStyle = css(theme.text, 0.05);
  const [top, bottom] = [WIDE, -WIDE].map((level) => middle - (level / HIGH) * half);
  context.fillRect(frame.left, top, frame.right - frame.left, bottom - top);
  for (const { first, end } of time.columns) {
    let largest = 0;
    for (let row = first; row < end; row++) {
      const surprise = surprises[row * outputs + feature];
      if (Math.abs(surprise) > Math.abs(largest)) largest = surprise;
    }
    const high = (Math.max(-HIGH, Math.min(HIGH, largest)) / HIGH) * half;
    const [from, to] = [Math.max(frame.left, time.across(first)), Math.min(frame.right, time.across(end))];
    const wide = Math.max(1, Math.min(0.7 * (to - from), 7 * ratio));
    context.fillStyle = Math.abs(largest) > WIDE ? css(SURPRISED) : css(theme.text, 0.5);
    context.fillRect((from + to - wide) / 2, Math.min(middle, middle - high), wide, Math.max(1, Math.abs(high)));
  }
  setFont(canvas);
  drawStripName(canvas, frame, "v / √S");
}
