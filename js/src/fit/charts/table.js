import { css, luminance } from "../../widget/math/color.js";
import { lengthOf, setFont, shorten, write } from "../draw/canvas.js";
import { fromUnit, toUnit } from "../draw/data_scale.js";
import { isDegenerate, prominence } from "../draw/drawing.js";
import { drawMean, MEAN, outlineOf } from "../draw/marks.js";
import { SampleRows } from "./sample_rows.js";
import { cellAt, LONGEST_NAME, tableLayout } from "./table_layout.js";

/** @import { Color } from "../../widget/math/color.js" */
/** @import { Canvas } from "../draw/canvas.js" */
/** @import { DataScale } from "../draw/data_scale.js" */
/** @import { Drawing, Pointed } from "../draw/drawing.js" */
/** @import { Shape } from "../models/model.js" */
/** @import { Camera } from "./chart.js" */
/** @import { TableLayout } from "./table_layout.js" */

/** Cells have their number from this size on, in CSS pixels. */
const NUMBERED = { width: 30, height: 26 };
const DECIMALS = 2;
const DASH = 3;
/** Opacity that the layers above a bar come near to. */
const LAYERS = 0.75;

/** A table shows everything, always. @type {Camera} */
const STILL = {
  moving: false,
  isHome: true,
  advance: () => false,
  resize: () => {},
  zoom: () => {},
  drag: () => {},
  flick: () => {},
  zoomToBox: () => {},
  home: () => {},
  stop: () => {},
};

/**
 * A value of each feature, such as a probability: a row of bars for each component, and below them the samples in the same
 * columns.
 */
export class Table {
  camera = STILL;
  isStill = true;
  #rows = new SampleRows();
  /** @type {TableLayout | null} of the last frame */
  #layout = null;
  /** The scale of the samples' shades, and the samples whose it is. @type {{points: unknown, scale: DataScale} | null} */
  #shades = null;

  /**
   * Draw the components' rows, the samples and the columns' names.
   *
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   */
  draw(canvas, drawing) {
    const { snapshot, shapes, pointed } = drawing;
    const names = columnNames(drawing);
    const longest = Math.max(...names.map((name) => lengthOf(canvas, name)));
    const layout = tableLayout(canvas, names.length, shapes.length, longest);
    this.#layout = layout;
    const column = pointed?.features?.[0] ?? null;
    if (column !== null) drawColumn(canvas, layout, column);
    shapes.forEach((shape, component) => {
      if (shape) drawComponent(canvas, layout, drawing, shape, component);
    });
    if (layout.samplesHeight > 0) this.#drawSamples(canvas, layout, drawing);
    drawNames(canvas, layout, names, column);
    if (pointed) this.#drawPointed(canvas, layout, pointed, snapshot.points.n);
  }

  /**
   * Find the cell at a place: a component's value, or a sample.
   *
   * @param {Drawing} drawing
   * @param {[number, number]} at device pixels
   * @returns {Pointed | null}
   */
  pick({ shapes, scale }, at) {
    const layout = this.#layout;
    const cell = layout && cellAt(layout, at, scale.dims.length, shapes.length);
    if (!layout || !cell) return null;
    const { column, component, depth } = cell;
    const x = layout.left + (column + 1) * layout.column;
    if (component !== null) {
      const y = layout.top + (component + 0.5) * layout.row;
      return shapes[component] ? { row: null, component, axes: [column], features: [column], at: [x, y] } : null;
    }
    const row = this.#rows.rowAt(depth);
    return row === null ? null : { row, component: null, axes: [], features: [column], at: [x, at[1]] };
  }

  /**
   * Move the end of a bar with a pointer.
   *
   * @param {readonly number[]} place the height of a bar, from 0 to 1
   * @param {number} _dx
   * @param {number} dy device pixels
   * @returns {number[]} that of a bar that is so much lower
   */
  shift([height], _dx, dy) {
    const { row, gap } = this.#layout ?? { row: 1, gap: 0 };
    return [Math.max(0, Math.min(1, height - dy / (row - gap)))];
  }

  /**
   * @param {Canvas} canvas
   * @param {TableLayout} layout
   * @param {Drawing} drawing
   */
  #drawSamples(canvas, { left, right, column, gap, samplesTop, samplesHeight }, drawing) {
    const { context, ratio, theme } = canvas;
    const { points } = drawing.snapshot;
    this.#rows.follow(drawing.shares(), points.n, drawing.way);
    const box = { left, top: samplesTop, width: right - left, height: samplesHeight };
    if (this.#shades?.points !== points) {
      const scale = tableScale(points.d, drawing.snapshot.model.full ? points.high : null);
      this.#shades = { points, scale };
    }
    this.#rows.draw(context, box, points.data, this.#shades.scale, drawing.colors());
    context.fillStyle = css(theme.surface);
    if (gap > 0)
      for (let x = left + column; x < right + 1; x += column) context.fillRect(x - gap, samplesTop, gap, samplesHeight);
    let top = samplesTop;
    this.#rows.counts.forEach((count, component) => {
      const height = (count / points.n) * samplesHeight;
      context.fillStyle = css(drawing.palette[component], prominence(drawing, component));
      context.fillRect(left - 8 * ratio, top, 3 * ratio, Math.max(0, height - ratio));
      top += height;
    });
    const [x, y] = [left - 14 * ratio, samplesTop + samplesHeight / 2];
    write(canvas, String(points.total), x, y - 7 * ratio, "right", "middle");
    write(canvas, points.total === 1 ? "row" : "rows", x, y + 7 * ratio, "right", "middle");
  }

  /**
   * @param {Canvas} canvas
   * @param {TableLayout} layout
   * @param {Pointed} pointed
   * @param {number} n
   */
  #drawPointed({ context, ratio, theme }, layout, { row, component, axes }, n) {
    const { left, right, column, gap, samplesTop, samplesHeight } = layout;
    context.strokeStyle = css(theme.text, 0.9);
    context.lineWidth = 1.5 * ratio;
    if (row !== null) {
      const y = samplesTop + this.#rows.placeOf(row) * samplesHeight;
      context.strokeRect(
        left - ratio,
        y - ratio,
        right - left - gap + 2 * ratio,
        Math.max(ratio, samplesHeight / n) + 2 * ratio,
      );
    } else if (component !== null) {
      const { x, y, width, height } = cellBox(layout, axes[0] ?? 0, component);
      context.strokeRect(x - ratio, y - ratio, Math.max(width, column / 2) + 2 * ratio, height + 2 * ratio);
    }
  }
}

/**
 * The scale of bars that begin at 0.
 *
 * @param {number} d features
 * @param {readonly number[] | null} full what a full bar of each feature stands for; null: 1, as of probabilities
 * @returns {DataScale}
 */
export function tableScale(d, full) {
  const dims = Array.from({ length: d }, (_, dim) => dim);
  return { dims, directions: dims, origin: dims.map(() => 0), span: dims.map((dim) => full?.[dim] || 1) };
}

/** @param {Drawing} drawing */
function columnNames({ scale, snapshot }) {
  return scale.dims.map((dim) => snapshot.axisNames[dim] ?? String(dim));
}

/**
 * @param {TableLayout} layout
 * @param {number} column
 * @param {number} component
 */
function cellBox({ left, top, column: width, row: height, gap }, column, component) {
  return { x: left + column * width, y: top + component * height, width: width - gap, height: height - gap };
}

/**
 * A faint band that ties a feature's bars to its samples.
 *
 * @param {Canvas} canvas
 * @param {TableLayout} layout
 * @param {number} column
 */
function drawColumn({ context, theme }, { left, top, column: width, gap, samplesTop, samplesHeight }, column) {
  context.fillStyle = css(theme.text, 0.07);
  context.fillRect(left + column * width - gap / 2, top - gap / 2, width, samplesTop + samplesHeight - top + gap);
}

/**
 * @param {Canvas} canvas
 * @param {TableLayout} layout
 * @param {Drawing} drawing
 * @param {Shape} shape
 * @param {number} component
 */
function drawComponent(canvas, layout, drawing, { mean, weight, layers }, component) {
  const { context, ratio, theme } = canvas;
  const color = drawing.palette[component];
  const strength = prominence(drawing, component);
  const before = drawing.snapshot.style.trails ? drawing.snapshot.previous : null;
  const past = before && drawing.snapshot.model.centers(before.parameters)[component];
  mean.forEach((unit, column) => {
    const { x, y, width, height } = cellBox(layout, column, component);
    const bar = height * Math.min(1, unit);
    context.fillStyle = css(theme.text, 0.055);
    context.fillRect(x, y, width, height);
    let edge = y;
    layers?.[column].slice(0, -1).forEach((share, level) => {
      context.fillStyle = css(color, (LAYERS * strength * level) / (layers[column].length - 1));
      context.fillRect(x, edge, width, height * share);
      edge += height * share;
    });
    context.fillStyle = css(color, (layout.gap > 0 ? 0.82 : 0.9) * strength);
    context.fillRect(x, y + height - bar, width, bar);
    if (layout.gap === 0) return;
    context.fillStyle = css(outlineOf(canvas, color), strength);
    context.fillRect(x, y + height - bar - ratio / 2, width, 1.5 * ratio);
    const last = past && Math.min(1, toUnit(drawing.scale, column, past[column]));
    if (last !== null && Math.abs(last - unit) * height > ratio) {
      context.fillStyle = css(theme.text, 0.35 * strength);
      context.fillRect(x, y + height * (1 - last) - ratio / 2, width, ratio);
    }
    if (width < NUMBERED.width * ratio || height < NUMBERED.height * ratio) return;
    const value = fromUnit(drawing.scale, column, unit);
    drawNumber(canvas, value, x + width / 2, y + height - bar, { top: y, color, strength });
  });
  drawRowName(canvas, layout, drawing, weight, component);
}

/**
 * A value above its bar, or in it where there is no room above.
 *
 * @param {Canvas} canvas
 * @param {number} value
 * @param {number} x
 * @param {number} y of the bar's end
 * @param {{top: number, color: Color, strength: number}} cell
 */
function drawNumber(canvas, value, x, y, { top, color, strength }) {
  const { context, ratio, theme } = canvas;
  const isAbove = y - top >= 14 * ratio;
  setFont(canvas, 10.5, 500);
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  const onBar = luminance(color) > 0.36 ? "rgb(0 0 0 / 0.85)" : "rgb(255 255 255 / 0.95)";
  context.fillStyle = isAbove ? css(theme.text, 0.75 * strength) : onBar;
  context.globalAlpha = isAbove ? 1 : strength;
  // Two digits after the point of what is below ten, then fewer.
  const decimals = Math.max(0, DECIMALS + 1 - Math.max(1, Math.floor(value).toString().length));
  context.fillText(value.toFixed(decimals), x, isAbove ? y - 4 * ratio : y + 12 * ratio);
  context.globalAlpha = 1;
}

/**
 * The component's number and weight to the left of its row.
 *
 * @param {Canvas} canvas
 * @param {TableLayout} layout
 * @param {Drawing} drawing
 * @param {number} weight
 * @param {number} component
 */
function drawRowName(canvas, layout, drawing, weight, component) {
  const { context, ratio, theme } = canvas;
  const { y, height } = cellBox(layout, 0, component);
  const middle = y + height / 2;
  if (height < 2 * MEAN * ratio) {
    context.fillStyle = css(drawing.palette[component], prominence(drawing, component));
    context.fillRect(layout.left - 14 * ratio, y, 6 * ratio, Math.max(1, height));
    return;
  }
  drawMean(canvas, drawing, component, [20 * ratio, middle]);
  if (isDegenerate(drawing, component)) {
    context.strokeStyle = css(theme.text, 0.7);
    context.setLineDash([DASH * ratio, DASH * ratio]);
    context.strokeRect(
      layout.left - ratio,
      y - ratio,
      layout.right - layout.left - layout.gap + 2 * ratio,
      height + 2 * ratio,
    );
    context.setLineDash([]);
  }
  write(canvas, weight.toFixed(DECIMALS), layout.left - 14 * ratio, middle, "right", "middle");
}

/**
 * @param {Canvas} canvas
 * @param {TableLayout} layout
 * @param {string[]} names
 * @param {number | null} pointed column
 */
function drawNames(canvas, { left, top, column, gap, names: way }, names, pointed) {
  const { context, ratio } = canvas;
  names.forEach((name, i) => {
    if (way === "none" && i !== pointed) return;
    const x = left + i * column + (column - gap) / 2;
    context.save();
    context.globalAlpha = pointed === null || i === pointed ? 1 : 0.6;
    context.translate(x, top - 9 * ratio);
    if (way === "askew") context.rotate(-Math.PI / 4);
    write(
      canvas,
      way === "askew" ? shorten(canvas, name, LONGEST_NAME * ratio) : name,
      0,
      0,
      way === "askew" ? "left" : "center",
      "alphabetic",
    );
    context.restore();
  });
}
