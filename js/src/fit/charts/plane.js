import { drawAxes, drawGrid, ruler } from "../draw/axes.js";
import { boxOf, pixelAt, unitAt } from "./viewport.js";
import { imageOfCircle } from "../models/ellipses.js";
import { Lens } from "./camera2d.js";
import { drawEllipses, drawMean, drawPointed, drawTrail } from "../draw/marks.js";
import { css } from "../draw/palette.js";
import { line } from "../draw/canvas.js";
import { regress } from "../models/regression.js";
import { radiusOf, Splats } from "../draw/splats.js";

/** @import { Drawing } from "../draw/drawing.js" */
/** @import { Layers } from "../scene/layers.js" */
/** @import { Pen } from "../draw/canvas.js" */
/** @import { Units } from "../draw/data_scale.js" */

/** CSS pixels between the points of a curve. */
const STEP = 2;
/** How far from the middle of the data a regression is drawn, in units: further out only the tails decide. */
const FARTHEST = 0.62;

/**
 * Two dimensions: points, ellipses, means.
 */
export class Plane {
  lens;
  #splats = new Splats();
  #layers;

  /**
   * @param {Units} units
   * @param {Layers} layers pictures drawn by the kernel
   */
  constructor(units, layers) {
    this.lens = new Lens(units.span);
    this.#layers = layers;
  }

  /**
   * @param {Pen} pen
   * @param {Drawing} drawing
   */
  draw(pen, drawing) {
    const { snapshot, shapes, units } = drawing;
    const [left, right, bottom, top] = boxOf(this.lens.shown);
    const [nameX, nameY] = snapshot.dims.map((dim) => snapshot.featureNames[dim] ?? "");
    const rulers = [ruler(pen, "x", units, 0, [left, right], nameX), ruler(pen, "y", units, 1, [bottom, top], nameY)];
    drawGrid(pen, rulers);
    if (snapshot.look.density !== "none") this.#layers.draw(pen, "density", units, this.lens.shown);
    const { n, total } = drawing.points;
    const drawnByKernel = n < total && this.#layers.draw(pen, "samples", units, this.lens.shown);
    if (!drawnByKernel) this.#drawPoints(pen, drawing);
    shapes.forEach((shape, component) => {
      if (!shape?.factor) return;
      const { scaleX, scaleY } = this.lens.shown;
      const [a, b, c] = shape.factor;
      drawEllipses(pen, drawing, component, this.place(shape.mean), imageOfCircle(a * scaleX, 0, -b * scaleY, -c * scaleY));
    });
    if (snapshot.look.regression) this.#drawRegression(pen, drawing);
    if (snapshot.look.trails) shapes.forEach((_, component) => drawTrail(pen, drawing, component, (mean) => this.place(mean)));
    shapes.forEach((shape, component) => {
      if (shape) drawMean(pen, drawing, component, this.place(shape.mean));
    });
    if (drawing.row !== null) drawPointed(pen, this.place(drawing.places, 2 * drawing.row));
    drawAxes(pen, rulers);
  }

  /**
   * @param {ArrayLike<number>} unit
   * @param {number} [at] where in the array
   * @returns {[number, number]} device pixels
   */
  place(unit, at = 0) {
    return pixelAt(this.lens.shown, unit[at], unit[at + 1]);
  }

  /**
   * @param {ArrayLike<number>} unit
   * @param {number} dx device pixels
   * @param {number} dy
   * @returns {number[]} the place moved by so much
   */
  shift(unit, dx, dy) {
    const { scaleX, scaleY } = this.lens.shown;
    return [unit[0] + dx / scaleX, unit[1] - dy / scaleY];
  }

  /**
   * @param {number} px device pixels
   * @param {number} py
   * @returns {number[]} units
   */
  unitAt(px, py) {
    return unitAt(this.lens.shown, px, py);
  }

  /**
   * @param {Pen} pen
   * @param {Drawing} drawing
   */
  #drawPoints({ context, width, height, ratio }, { places, colours }) {
    const { x, y, scaleX, scaleY } = this.lens.shown;
    const n = places.length / 2;
    const radius = ratio * radiusOf(n);
    this.#splats.begin(width, height);
    for (let i = 0; i < n; i++) {
      const px = width / 2 + (places[2 * i] - x) * scaleX;
      const py = height / 2 - (places[2 * i + 1] - y) * scaleY;
      this.#splats.set(px, py, radius, colours, 4 * i, 0.85);
    }
    this.#splats.end(context);
  }

  /**
   * The conditional mean, and one deviation to both sides of it.
   *
   * @param {Pen} pen
   * @param {Drawing} drawing
   */
  #drawRegression(pen, { shapes }) {
    const { context, width, ratio, theme } = pen;
    const camera = this.lens.shown;
    /** @type {{px: number, mean: number, deviation: number}[]} device pixels */
    const curve = [];
    for (let px = 0; px <= width + STEP * ratio; px += STEP * ratio) {
      const x = unitAt(camera, px, 0)[0];
      const value = Math.abs(x) > FARTHEST ? null : regress(shapes, x);
      if (value) curve.push({ px, mean: pixelAt(camera, 0, value.mean)[1], deviation: value.deviation * camera.scaleY });
    }
    const [band, middle] = [new Path2D(), new Path2D()];
    for (const { px, mean, deviation } of curve) band.lineTo(px, mean - deviation);
    for (const { px, mean, deviation } of [...curve].reverse()) band.lineTo(px, mean + deviation);
    for (const { px, mean } of curve) middle.lineTo(px, mean);
    context.fillStyle = css(theme.text, 0.1);
    context.fill(band);
    line(pen, middle, theme.text, 0.9, 2);
  }
}
