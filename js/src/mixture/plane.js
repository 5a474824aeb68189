import { drawAxes, drawGrid, ruler } from "./axes.js";
import { boxOf, pixelAt, unitAt } from "./camera.js";
import { imageOfCircle } from "./ellipses.js";
import { Lens } from "./lens.js";
import { circle, drawEllipses, drawMean, drawTrail } from "./marks.js";
import { css } from "./palette.js";
import { Splats } from "./splats.js";

/** @import { Drawing } from "./drawing.js" */
/** @import { Layers } from "./layers.js" */
/** @import { Pen } from "./pen.js" */
/** @import { Units } from "./units.js" */

/** Radius of a point in CSS pixels, of few and of many. */
const LARGEST = 2.6;
const SMALLEST = 1.3;

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
    if (snapshot.look.trails) shapes.forEach((_, component) => drawTrail(pen, drawing, component, (mean) => this.place(mean)));
    shapes.forEach((shape, component) => {
      if (shape) drawMean(pen, drawing, component, this.place(shape.mean));
    });
    this.#drawPointed(pen, drawing);
    drawAxes(pen, rulers);
  }

  /**
   * @param {ArrayLike<number>} unit
   * @returns {[number, number]} device pixels
   */
  place(unit) {
    return pixelAt(this.lens.shown, unit[0], unit[1]);
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
   * @param {Pen} pen
   * @param {Drawing} drawing
   */
  #drawPointed({ context, ratio, theme }, { places, row }) {
    if (row === null) return;
    const [x, y] = pixelAt(this.lens.shown, places[2 * row], places[2 * row + 1]);
    context.strokeStyle = css(theme.surface, 0.9);
    context.lineWidth = 4 * ratio;
    context.stroke(circle(x, y, 5.5 * ratio));
    context.strokeStyle = css(theme.text);
    context.lineWidth = 1.5 * ratio;
    context.stroke(circle(x, y, 5.5 * ratio));
  }
}

/**
 * @param {number} n
 * @returns {number} CSS pixels
 */
export function radiusOf(n) {
  return Math.max(SMALLEST, Math.min(LARGEST, 4.4 - 0.75 * Math.log10(Math.max(1, n))));
}
