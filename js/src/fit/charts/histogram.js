import { css } from "../../widget/math/color.js";
import { drawAxes, drawGrid, ruler } from "../draw/axes.js";
import { line } from "../draw/canvas.js";
import { fromUnit, toUnit } from "../draw/data_scale.js";
import { isDegenerate, prominence } from "../draw/drawing.js";
import { drawMean, outlineOf } from "../draw/marks.js";
import { NEUTRAL } from "../draw/theme.js";
import { logNorm } from "../models/spatial/student_density.js";
import { binsOf, suitableCount } from "./bins.js";
import { Camera2D } from "./camera/camera2d.js";
import { boxOf, pixelAt, unitAt } from "./camera/viewport.js";
import { bordersOf } from "./cells.js";
import { pickMean } from "./pick.js";

/** @import { Bins } from "./bins.js" */
/** @import { Drawing, Pointed } from "../draw/drawing.js" */
/** @import { Canvas } from "../draw/canvas.js" */
/** @import { Shape } from "../models/model.js" */
/** @import { DataScale } from "../draw/data_scale.js" */

/** CSS pixels below the bars, for the axis. */
const FOOT = 44;
/** Height of the canvas over that of the highest bar; and over that of the curves, if higher, not by far. */
const HEADROOM = 1.25;
const ABOVE = 1.05;
const HIGHEST = 2.5;
/** A bar that is wider than this, in CSS pixels, is halved; at most this many times. */
const WIDEST = 28;
const MOST_HALVINGS = 5;
/** CSS pixels between the points of a curve. */
const STEP = 1.5;
const DASH = 4;
/** Opacity of a bar. */
const BAR = 0.55;

/**
 * One dimension: a histogram whose bars are shared out among the components, their curves and the curves' sum.
 */
export class Histogram {
  camera;
  /** @type {{places: Float64Array, count: number} | null} */
  #suitable = null;
  /** @type {{places: Float64Array, shares: Float64Array | null, whole: boolean, bins: Bins} | null} */
  #kept = null;
  #height = 1;
  #ratio = 1;
  #scale;

  /** @param {DataScale} scale */
  constructor(scale) {
    this.#scale = scale;
    this.camera = new Camera2D(scale.span);
  }

  /**
   * Draw bars, curves and axis.
   *
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   */
  draw(canvas, drawing) {
    [this.#height, this.#ratio] = [canvas.height, canvas.ratio];
    const { snapshot, shapes, scale } = drawing;
    const [left, right] = boxOf(this.camera.shown);
    const rulers = [ruler(canvas, "x", scale, 0, [left, right], snapshot.axisNames[snapshot.dims[0]] ?? "")];
    drawGrid(canvas, rulers);
    const bins = this.#bins(drawing);
    const { curves, sum } = this.#curves(canvas, shapes);
    const peak = Math.min(ABOVE * Math.max(...sum), HIGHEST * bins.highest);
    const unit = this.#baseline / (Math.max(bins.highest * HEADROOM, peak) || 1);
    this.#drawBars(canvas, drawing, bins, unit);
    if (snapshot.model.hasCells && snapshot.points.d === 1) this.#drawBorders(canvas, drawing);
    curves.forEach((curve, component) => curve && this.#drawCurve(canvas, drawing, component, curve, unit));
    if (sum.some((density) => density > 0)) line(canvas, this.#path(sum, unit), canvas.theme.text, 0.85, 1.5);
    canvas.context.fillStyle = css(canvas.theme.text, 0.3);
    canvas.context.fillRect(0, Math.round(this.#baseline), canvas.width, Math.max(1, Math.round(canvas.ratio)));
    drawAxes(canvas, rulers);
    shapes.forEach((shape, component) => {
      if (shape) drawMean(canvas, drawing, component, this.place(shape.mean));
    });
  }

  /**
   * Where a value is on the baseline.
   *
   * @param {ArrayLike<number>} unit
   * @param {number} [at] where in the array
   * @returns {[number, number]} device pixels
   */
  place(unit, at = 0) {
    return [pixelAt(this.camera.shown, unit[at], 0)[0], this.#baseline];
  }

  /**
   * Find the mean at a place.
   *
   * @param {Drawing} drawing
   * @param {[number, number]} at device pixels
   * @param {number} ratio
   * @returns {Pointed | null}
   */
  pick(drawing, at, ratio) {
    return pickMean((unit) => this.place(unit), drawing, at, ratio);
  }

  /**
   * Move a mean with a pointer.
   *
   * @param {readonly number[]} unit
   * @param {number} dx device pixels
   * @returns {number[]} the place moved by so much
   */
  shift([x], dx) {
    return [x + dx / this.camera.shown.scaleX];
  }

  /**
   * What value is at a place.
   *
   * @param {number} px device pixels
   * @param {number} py
   * @returns {number[]} units
   */
  unitAt(px, py) {
    return [unitAt(this.camera.shown, px, py)[0]];
  }

  /**
   * What part of the data is shown.
   *
   * @returns {number[]} left, right
   */
  box() {
    const [left, right] = boxOf(this.camera.shown);
    return [fromUnit(this.#scale, 0, left), fromUnit(this.#scale, 0, right)];
  }

  /**
   * Show a part of the data.
   *
   * @param {number[]} box left, right
   * @param {boolean} eased
   */
  look([left, right], eased) {
    const [from, to] = [left, right].map((value) => this.place([toUnit(this.#scale, 0, value)])[0]);
    const { width, height } = this.camera.shown;
    // The height takes no part: it is as that of the canvas.
    const half = (((to - from) / width) * height) / 2;
    this.camera.zoomToBox({ left: from, right: to, top: height / 2 - half, bottom: height / 2 + half }, eased);
  }

  get #baseline() {
    return this.#height - Math.min(FOOT * this.#ratio, this.#height / 3);
  }

  /**
   * @param {Drawing} drawing
   * @returns {Bins}
   */
  #bins({ places, shares: sharesOf, snapshot }) {
    const shares = sharesOf();
    if (this.#suitable?.places !== places) this.#suitable = { places, count: suitableCount(places) };
    const { scaleX } = this.camera.shown;
    const excess = Math.log2(scaleX / this.#suitable.count / (WIDEST * this.#ratio));
    const count = this.#suitable.count * 2 ** Math.max(0, Math.min(MOST_HALVINGS, Math.ceil(excess)));
    const whole = snapshot.style.colors === "argmax";
    const kept = this.#kept;
    if (kept && kept.places === places && kept.shares === shares && kept.whole === whole && kept.bins.count === count)
      return kept.bins;
    const bins = binsOf(places, count, shares, whole, snapshot.points.weights);
    this.#kept = { places, shares, whole, bins };
    return bins;
  }

  /**
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   * @param {Bins} bins
   * @param {number} unit device pixels per density
   */
  #drawBars({ context, ratio, width }, drawing, bins, unit) {
    const first = this.place([-0.5])[0];
    const wide = bins.width * this.camera.shown.scaleX;
    const gap = wide > 5 * ratio ? Math.max(1, Math.round(ratio)) : 0;
    for (let c = 0; c < bins.k; c++) {
      const path = new Path2D();
      for (let bin = 0; bin < bins.count; bin++) {
        const left = Math.round(first + bin * wide);
        const right = Math.round(first + (bin + 1) * wide) - gap;
        if (right < 0 || left > width) continue;
        let below = 0;
        for (let under = 0; under < c; under++) below += bins.densities[bin * bins.k + under];
        const high = bins.densities[bin * bins.k + c] * unit;
        if (high > 0) path.rect(left, this.#baseline - below * unit - high, Math.max(1, right - left), high);
      }
      const isShared = drawing.snapshot.shading !== null;
      context.fillStyle = isShared ? css(drawing.palette[c], BAR * prominence(drawing, c)) : css(NEUTRAL, BAR);
      context.fill(path);
    }
  }

  /**
   * Where the nearest mean changes.
   *
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   */
  #drawBorders(canvas, { shapes }) {
    const path = new Path2D();
    for (const border of bordersOf(shapes.map((shape) => shape && shape.mean[0]))) {
      const [px, py] = this.place([border]);
      path.moveTo(px, 0);
      path.lineTo(px, py);
    }
    line(canvas, path, canvas.theme.text, 0.6, 1.25);
  }

  /**
   * The densities of all components, and their sum, all along the canvas.
   *
   * @param {Canvas} canvas
   * @param {(Shape | null)[]} shapes
   * @returns {{curves: (Float64Array | null)[], sum: Float64Array}} null for a component without width
   */
  #curves({ width, ratio }, shapes) {
    const sum = new Float64Array(Math.ceil(width / (STEP * ratio)) + 1);
    const curves = shapes.map((shape) => {
      if (!shape?.factor) return null;
      const curve = sum.map((_, i) => densityOf(shape, this.unitAt(i * STEP * ratio, 0)[0]));
      curve.forEach((density, i) => (sum[i] += density));
      return curve;
    });
    return { curves, sum };
  }

  /**
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   * @param {number} component
   * @param {Float64Array} curve
   * @param {number} unit device pixels per density
   */
  #drawCurve(canvas, drawing, component, curve, unit) {
    const { context, width, ratio } = canvas;
    const path = this.#path(curve, unit);
    const strength = prominence(drawing, component);
    const inside = new Path2D(path);
    inside.lineTo(width, this.#baseline);
    inside.lineTo(0, this.#baseline);
    context.fillStyle = css(drawing.palette[component], 0.1 * strength);
    context.fill(inside);
    if (isDegenerate(drawing, component)) context.setLineDash([DASH * ratio, DASH * ratio]);
    line(canvas, path, outlineOf(canvas, drawing.palette[component]), strength, 1.75);
    context.setLineDash([]);
  }

  /**
   * @param {Float64Array} curve
   * @param {number} unit device pixels per density
   */
  #path(curve, unit) {
    const path = new Path2D();
    curve.forEach((density, i) =>
      path.lineTo(i * STEP * this.#ratio, this.#baseline - Math.min(density * unit, 2 * this.#height)),
    );
    return path;
  }
}

/**
 * @param {Shape} shape
 * @param {number} x
 * @returns {number} weight times density; nothing for a component without width
 */
function densityOf({ weight, mean, factor, freedom }, x) {
  const deviation = factor?.[0] ?? 0;
  if (!(deviation > 0)) return 0;
  if (freedom) {
    const square = ((x - mean[0]) / deviation) ** 2;
    return (weight / deviation) * Math.exp(logNorm(freedom, 1) - ((freedom + 1) / 2) * Math.log1p(square / freedom));
  }
  return (weight / deviation / Math.sqrt(2 * Math.PI)) * Math.exp(-(((x - mean[0]) / deviation) ** 2) / 2);
}
