import { drawAxes, drawGrid, ruler } from "../draw/axes.js";
import { binsOf, suitableCount } from "./bins.js";
import { boxOf, pixelAt, unitAt } from "./viewport.js";
import { isDegenerate, prominence } from "../draw/drawing.js";
import { Lens } from "./camera2d.js";
import { drawMean, outlineOf } from "../draw/marks.js";
import { css, NEUTRAL } from "../draw/palette.js";
import { line } from "../draw/canvas.js";

/** @import { Bins } from "./bins.js" */
/** @import { Drawing } from "../draw/drawing.js" */
/** @import { Pen } from "../draw/canvas.js" */
/** @import { Shape } from "../models/shapes.js" */
/** @import { Units } from "../draw/data_scale.js" */

/** CSS pixels below the bars, for the axis. */
const FOOT = 44;
/** How far the canvas goes beyond the highest bar. */
const HEADROOM = 1.25;
/** A bar that is wider than this, in CSS pixels, is divided; at most so many times. */
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
  lens;
  /** @type {{places: Float64Array, count: number} | null} */
  #suitable = null;
  /** @type {{places: Float64Array, shares: Float64Array | null, whole: boolean, bins: Bins} | null} */
  #kept = null;
  #height = 1;
  #ratio = 1;

  /** @param {Units} units */
  constructor(units) {
    this.lens = new Lens(units.span);
  }

  /**
   * @param {Pen} pen
   * @param {Drawing} drawing
   */
  draw(pen, drawing) {
    [this.#height, this.#ratio] = [pen.height, pen.ratio];
    const { snapshot, shapes, units } = drawing;
    const [left, right] = boxOf(this.lens.shown);
    const rulers = [ruler(pen, "x", units, 0, [left, right], snapshot.featureNames[snapshot.dims[0]] ?? "")];
    drawGrid(pen, rulers);
    const bins = this.#bins(drawing);
    const unit = this.#baseline / (bins.highest * HEADROOM || 1);
    this.#drawBars(pen, drawing, bins, unit);
    this.#drawCurves(pen, drawing, unit);
    pen.context.fillStyle = css(pen.theme.text, 0.3);
    pen.context.fillRect(0, Math.round(this.#baseline), pen.width, Math.max(1, Math.round(pen.ratio)));
    drawAxes(pen, rulers);
    shapes.forEach((shape, component) => {
      if (shape) drawMean(pen, drawing, component, this.place(shape.mean));
    });
  }

  /**
   * @param {ArrayLike<number>} unit
   * @param {number} [at] where in the array
   * @returns {[number, number]} device pixels
   */
  place(unit, at = 0) {
    return [pixelAt(this.lens.shown, unit[at], 0)[0], this.#baseline];
  }

  /**
   * @param {readonly number[]} unit
   * @param {number} dx device pixels
   * @returns {number[]} the place moved by so much
   */
  shift([x], dx) {
    return [x + dx / this.lens.shown.scaleX];
  }

  /**
   * @param {number} px device pixels
   * @param {number} py
   * @returns {number[]} units
   */
  unitAt(px, py) {
    return [unitAt(this.lens.shown, px, py)[0]];
  }

  get #baseline() {
    return this.#height - FOOT * this.#ratio;
  }

  /**
   * @param {Drawing} drawing
   * @returns {Bins}
   */
  #bins({ places, shares: sharesOf, snapshot }) {
    const shares = sharesOf();
    if (this.#suitable?.places !== places) this.#suitable = { places, count: suitableCount(places) };
    const { scaleX } = this.lens.shown;
    const excess = Math.log2(scaleX / this.#suitable.count / (WIDEST * this.#ratio));
    const count = this.#suitable.count * 2 ** Math.max(0, Math.min(MOST_HALVINGS, Math.ceil(excess)));
    const whole = snapshot.look.colours === "argmax";
    const kept = this.#kept;
    if (kept && kept.places === places && kept.shares === shares && kept.whole === whole && kept.bins.count === count) return kept.bins;
    const bins = binsOf(places, count, shares, whole);
    this.#kept = { places, shares, whole, bins };
    return bins;
  }

  /**
   * @param {Pen} pen
   * @param {Drawing} drawing
   * @param {Bins} bins
   * @param {number} unit device pixels per density
   */
  #drawBars({ context, ratio, width }, drawing, bins, unit) {
    const first = this.place([-0.5])[0];
    const wide = bins.width * this.lens.shown.scaleX;
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
   * @param {Pen} pen
   * @param {Drawing} drawing
   * @param {number} unit device pixels per density
   */
  #drawCurves(pen, drawing, unit) {
    const { context, width, ratio, theme } = pen;
    const count = Math.ceil(width / (STEP * ratio)) + 1;
    const sum = new Float64Array(count);
    drawing.shapes.forEach((shape, component) => {
      if (!shape?.factor) return;
      const path = new Path2D();
      for (let i = 0; i < count; i++) {
        const px = i * STEP * ratio;
        const density = densityOf(shape, this.unitAt(px, 0)[0]);
        sum[i] += density;
        path.lineTo(px, this.#baseline - Math.min(density * unit, 2 * this.#height));
      }
      const strength = prominence(drawing, component);
      const inside = new Path2D(path);
      inside.lineTo(width, this.#baseline);
      inside.lineTo(0, this.#baseline);
      context.fillStyle = css(drawing.palette[component], 0.1 * strength);
      context.fill(inside);
      if (isDegenerate(drawing.snapshot.step, component)) context.setLineDash([DASH * ratio, DASH * ratio]);
      line(pen, path, outlineOf(pen, drawing.palette[component]), strength, 1.75);
      context.setLineDash([]);
    });
    const total = new Path2D();
    sum.forEach((density, i) => total.lineTo(i * STEP * ratio, this.#baseline - Math.min(density * unit, 2 * this.#height)));
    if (sum.some((density) => density > 0)) line(pen, total, theme.text, 0.85, 1.5);
  }
}

/**
 * @param {Shape} shape
 * @param {number} x
 * @returns {number} weight times density; nothing for a component without width
 */
function densityOf({ weight, mean, factor }, x) {
  const deviation = factor?.[0] ?? 0;
  if (!(deviation > 0)) return 0;
  return (weight / deviation / Math.sqrt(2 * Math.PI)) * Math.exp(-(((x - mean[0]) / deviation) ** 2) / 2);
}
