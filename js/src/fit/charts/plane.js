import { css } from "../../widget/math/color.js";
import { drawAxes, drawGrid, ruler } from "../draw/axes.js";
import { line } from "../draw/canvas.js";
import { fromUnit, toUnit } from "../draw/data_scale.js";
import { prominence } from "../draw/drawing.js";
import { drawGaps, gapPlace } from "../draw/gaps.js";
import { drawEllipses, drawFalls, drawLine, drawMean, drawPointed, drawTrail } from "../draw/marks.js";
import { shapeOf } from "../draw/shapes.js";
import { radiusOf, Splats, sizeOf, sizesOf } from "../draw/splats.js";
import { stretched } from "../draw/stretch.js";
import { imageOfCircle } from "../models/ellipses.js";
import { cholesky } from "../models/gaussian_density.js";
import { BasinPicture } from "./basin_picture.js";
import { Camera2D } from "./camera/camera2d.js";
import { boxOf, pixelAt, unitAt } from "./camera/viewport.js";
import { cellsOf } from "./cells.js";
import { classesOf } from "./classes.js";
import { drawConditional, drawRegression } from "./conditional.js";
import { pickEnd, pickMean, pickPoint } from "./pick.js";

/** @import { Drawing, Pointed, Snapshot } from "../draw/drawing.js" */
/** @import { Layers } from "./layers.js" */
/** @import { Place } from "./pick.js" */
/** @import { Canvas } from "../draw/canvas.js" */
/** @import { DataScale } from "../draw/data_scale.js" */
/** @import { End } from "../draw/stretch.js" */
/** @import { Ellipse } from "../models/ellipses.js" */
/** @import { Shape, Stretch } from "../models/model.js" */

/** Opacity of a point, and the part of it that an outlier keeps that pulls nothing. */
const OPACITY = 0.85;
const FAINTEST = 0.3;
/** How much larger points are whose shapes tell something. */
const MARKED = 1.35;
/** Standard deviations of the ellipse of a true class, the length of its dashes in CSS pixels, and its opacity. */
const CLASS = { sigma: 2, dash: 5, opacity: 0.45 };
/** Opacity of the cells of k-means. */
const CELL = 0.1;

/**
 * Two dimensions: points, ellipses, means.
 */
export class Plane {
  camera;
  #splats = new Splats();
  #basins = new BasinPicture();
  /** @type {{weights: Float64Array | null, sizes: Float64Array | null} | undefined} */
  #weighed;
  /** @type {{places: Float64Array, shapes: Shape[]} | undefined} true classes */
  #classes;
  #scale;
  #layers;
  /** Device pixels per CSS pixel. */
  #ratio = 1;

  /**
   * @param {DataScale} scale
   * @param {Layers} layers pictures drawn by the kernel
   */
  constructor(scale, layers) {
    this.camera = new Camera2D(scale.span);
    this.#scale = scale;
    this.#layers = layers;
  }

  /**
   * Draw grid, points, components and axes.
   *
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   */
  draw(canvas, drawing) {
    const { snapshot, scale } = drawing;
    this.#ratio = canvas.ratio;
    if (drawing.isDragged) this.camera.hold();
    else if (drawing.way === 1) this.camera.embrace(reachOf(drawing), drawing.isEased);
    const [left, right, bottom, top] = boxOf(this.camera.shown);
    const [nameX, nameY] = snapshot.dims.map((dim) => snapshot.axisNames[dim] ?? "");
    const rulers = [
      ruler(canvas, "x", scale, 0, [left, right], nameX),
      ruler(canvas, "y", scale, 1, [bottom, top], nameY),
    ];
    drawGrid(canvas, rulers);
    if (snapshot.model.hasCells && snapshot.points.d === 2) this.#drawCells(canvas, drawing);
    if (snapshot.basins && String(snapshot.basins.basins.dims) === String(snapshot.dims))
      this.#basins.draw(canvas, drawing, snapshot.basins, (unit) => this.place(unit));
    if (snapshot.style.density !== "none") this.#layers.draw(canvas, "density", scale, this.camera.shown);
    const drawnByKernel = isThinned(snapshot) && this.#layers.draw(canvas, "samples", scale, this.camera.shown);
    if (!drawnByKernel) drawFalls(canvas, drawing, (units, at) => this.place(units, at));
    if (!drawnByKernel) this.#drawPoints(canvas, drawing);
    if (!drawnByKernel && snapshot.style.classes && snapshot.points.labels)
      this.#drawClasses(canvas, drawing.places, snapshot.points.labels);
    this.drawComponents(canvas, drawing);
    if (drawing.pointed && drawing.pointed.row !== null) drawPointed(canvas, drawing.pointed.at);
    else if (snapshot.example !== null && !drawnByKernel)
      drawPointed(canvas, this.place(drawing.places, 2 * snapshot.example));
    drawAxes(canvas, rulers);
  }

  /**
   * Draw the components above the points.
   *
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   */
  drawComponents(canvas, drawing) {
    const { snapshot, shapes } = drawing;
    shapes.forEach((shape, component) => {
      const ellipse = this.#ellipse(shape);
      if (shape && ellipse) drawEllipses(canvas, drawing, component, this.place(shape.mean), ellipse);
      if (shape?.line) drawLine(canvas, drawing, component, shape.mean, shape.line, (unit) => this.place(unit));
    });
    if (snapshot.style.regression) drawRegression(canvas, drawing, this.camera.shown);
    if (snapshot.style.regression) drawConditional(canvas, drawing, this.camera.shown);
    if (snapshot.style.trails)
      shapes.forEach((_, component) => drawTrail(canvas, drawing, component, (mean) => this.place(mean)));
    shapes.forEach((shape, component) => {
      if (shape) drawMean(canvas, drawing, component, this.place(shape.mean));
    });
  }

  /**
   * Find the mean or the point at a place.
   *
   * @param {Drawing} drawing
   * @param {[number, number]} at device pixels
   * @param {number} ratio
   * @returns {Pointed | null}
   */
  pick(drawing, at, ratio) {
    /** @type {Place} */
    const place = (unit, from) => this.place(unit, from);
    // A mean comes first: in its ring may be the ends of a small ellipse.
    return (
      pickMean(place, drawing, at, ratio) ?? this.#pickEnd(drawing, at, ratio) ?? pickPoint(place, drawing, at, ratio)
    );
  }

  /**
   * Whether a place is within the largest ellipse of a component, or just beside it.
   *
   * @param {Drawing} drawing
   * @param {number} component
   * @param {[number, number]} at device pixels
   * @param {number} beside device pixels
   */
  encloses({ shapes, snapshot }, component, [px, py], beside) {
    const shape = shapes[component];
    const ellipse = this.#ellipse(shape);
    if (!shape || !ellipse) return false;
    const [x, y] = this.place(shape.mean);
    const [cos, sin] = [Math.cos(ellipse.angle), Math.sin(ellipse.angle)];
    const [along, across] = [cos * (px - x) + sin * (py - y), cos * (py - y) - sin * (px - x)];
    const sigma = Math.max(0, ...snapshot.style.sigmas);
    return Math.hypot(along / (sigma * ellipse.major + beside), across / (sigma * ellipse.minor + beside)) <= 1;
  }

  /**
   * The component with one end of an axis of its ellipse elsewhere.
   *
   * @param {Shape} shape
   * @param {End} end
   * @param {readonly number[]} at where the end is, in units
   * @param {Stretch} stretch
   * @returns {Shape}
   */
  stretched(shape, end, at, stretch) {
    const ellipse = this.#ellipse(shape);
    if (!ellipse) return shape;
    const [[x, y], [px, py]] = [this.place(shape.mean), this.place(at)];
    const [xx, xy, yy] = stretched(ellipse, end, [px - x, py - y], stretch);
    const { scaleX, scaleY } = this.camera.shown;
    const matrix = [[xx / scaleX / scaleX], [-xy / scaleX / scaleY, yy / scaleY / scaleY]];
    return { ...shape, factor: cholesky(2, (i, j) => matrix[i][j]) };
  }

  /**
   * Where a place in units is on the canvas; that of a sample that lacks a coordinate is at an axis.
   *
   * @param {ArrayLike<number>} unit
   * @param {number} [at] where in the array
   * @returns {[number, number]} device pixels
   */
  place(unit, at = 0) {
    const { shown } = this.camera;
    const [px, py] = pixelAt(shown, unit[at], unit[at + 1]);
    return Number.isNaN(px + py) ? gapPlace(px, py, shown, this.#ratio) : [px, py];
  }

  /**
   * Move a mean with a pointer.
   *
   * @param {ArrayLike<number>} unit
   * @param {number} dx device pixels
   * @param {number} dy
   * @returns {number[]} the place moved by so much
   */
  shift(unit, dx, dy) {
    const { scaleX, scaleY } = this.camera.shown;
    return [unit[0] + dx / scaleX, unit[1] - dy / scaleY];
  }

  /**
   * What place in units is at a place of the canvas.
   *
   * @param {number} px device pixels
   * @param {number} py
   * @returns {number[]} units
   */
  unitAt(px, py) {
    return unitAt(this.camera.shown, px, py);
  }

  /**
   * What part of the data is shown.
   *
   * @returns {number[]} left, right, bottom, top
   */
  box() {
    return boxOf(this.camera.shown).map((unit, side) => fromUnit(this.#scale, side < 2 ? 0 : 1, unit));
  }

  /**
   * Show a part of the data.
   *
   * @param {number[]} box left, right, bottom, top
   * @param {boolean} eased
   */
  look([left, right, bottom, top], eased) {
    const [from, above] = this.place([toUnit(this.#scale, 0, left), toUnit(this.#scale, 1, top)]);
    const [to, below] = this.place([toUnit(this.#scale, 0, right), toUnit(this.#scale, 1, bottom)]);
    this.camera.zoomToBox({ left: from, right: to, top: above, bottom: below }, eased);
  }

  /**
   * Ask the kernel for the samples, if they are too many for the page, and for the density.
   *
   * @param {Snapshot} snapshot
   * @param {number} now milliseconds
   * @returns {boolean} whether it is too early to ask
   */
  want(snapshot, now) {
    const [{ style, step }, { goal }] = [snapshot, this.camera];
    const samples = isThinned(snapshot) && this.#layers.want("samples", this.#scale, goal, step, style.colors, now);
    const density =
      style.density !== "none" && this.#layers.want("density", this.#scale, goal, step, style.density, now);
    return samples || density;
  }

  /**
   * @param {Drawing} drawing
   * @param {[number, number]} at device pixels
   * @param {number} ratio
   */
  #pickEnd({ stretchable, shapes, snapshot }, at, ratio) {
    const shape = stretchable === null ? null : shapes[stretchable];
    const ellipse = this.#ellipse(shape);
    if (!shape || !ellipse || stretchable === null) return null;
    return pickEnd(ellipse, Math.max(0, ...snapshot.style.sigmas), stretchable, this.place(shape.mean), at, ratio);
  }

  /**
   * The ellipse of a component at one sigma.
   *
   * @param {Shape | null | undefined} shape
   * @returns {Ellipse | null} in device pixels
   */
  #ellipse(shape) {
    if (!shape?.factor) return null;
    const { scaleX, scaleY } = this.camera.shown;
    const [a, b, c] = shape.factor;
    return imageOfCircle(a * scaleX, 0, -b * scaleY, -c * scaleY);
  }

  /**
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   */
  #drawPoints(canvas, { places, colors: colorsOf, pulls: pullsOf, snapshot: { style, points } }) {
    const { context, width, height, ratio } = canvas;
    const colors = colorsOf();
    const labels = style.classes ? points.labels : null;
    const { x, y, scaleX, scaleY } = this.camera.shown;
    const n = places.length / 2;
    const radius = ratio * radiusOf(n) * (labels ? MARKED : 1);
    const [sizes, pulls] = [this.#sizes(points.weights), pullsOf()];
    this.#splats.begin(width, height);
    for (let i = 0; i < n; i++) {
      const px = width / 2 + (places[2 * i] - x) * scaleX;
      const py = height / 2 - (places[2 * i + 1] - y) * scaleY;
      this.#splats.set(
        px,
        py,
        radius * (sizes ? sizes[i] : 1) * (pulls ? sizeOf(pulls[i]) : 1),
        colors,
        4 * i,
        OPACITY * (pulls ? FAINTEST + (1 - FAINTEST) * pulls[i] : 1),
        labels ? shapeOf(labels[i]) : 0,
      );
    }
    this.#splats.end(context);
    if (points.isIncomplete) drawGaps(canvas, places, (units, at) => this.place(units, at), colors);
  }

  /**
   * @param {Canvas} canvas
   * @param {Float64Array} places
   * @param {ArrayLike<number>} labels
   */
  #drawClasses(canvas, places, labels) {
    if (this.#classes?.places !== places) this.#classes = { places, shapes: classesOf(places, labels) };
    const { sigma, dash, opacity } = CLASS;
    canvas.context.setLineDash([dash * canvas.ratio, dash * canvas.ratio]);
    for (const shape of this.#classes.shapes) {
      const ellipse = this.#ellipse(shape);
      if (!ellipse) continue;
      const path = new Path2D();
      path.ellipse(
        ...this.place(shape.mean),
        sigma * ellipse.major,
        sigma * ellipse.minor,
        ellipse.angle,
        0,
        2 * Math.PI,
      );
      line(canvas, path, canvas.theme.text, opacity, 1.25);
    }
    canvas.context.setLineDash([]);
  }

  /** @param {Float64Array | null} weights */
  #sizes(weights) {
    if (this.#weighed?.weights !== weights) this.#weighed = { weights, sizes: sizesOf(weights) };
    return this.#weighed.sizes;
  }

  /**
   * The cells of the points that are nearest to each mean, and their borders.
   *
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   */
  #drawCells(canvas, drawing) {
    const { shapes, scale, palette } = drawing;
    const [left, right, bottom, top] = boxOf(this.camera.shown);
    const places = shapes.map((shape) => shape && /** @type {[number, number]} */ ([shape.mean[0], shape.mean[1]]));
    const cells = cellsOf(places, { left, right, bottom, top }, [scale.span[0], scale.span[1]]);
    cells.forEach((cell, component) => {
      if (!cell || cell.length === 0) return;
      const path = new Path2D();
      for (const corner of cell) path.lineTo(...this.place(corner));
      path.closePath();
      canvas.context.fillStyle = css(palette[component], CELL * prominence(drawing, component));
      canvas.context.fill(path);
      line(canvas, path, canvas.theme.text, 0.45, 1.25);
    });
  }
}

/**
 * Whether the kernel draws the samples, since the page has not all of them; along principal axes, and where values are
 * missing, it does not.
 *
 * @param {Snapshot} snapshot
 */
function isThinned({ points, dims }) {
  return points.n < points.total && !points.isIncomplete && dims.every((dim) => dim < points.d);
}

/**
 * How far the largest ellipses reach from the middle of the data.
 *
 * @param {Drawing} drawing
 * @returns {[number, number]} units
 */
function reachOf({ shapes, snapshot }) {
  const sigma = Math.max(0, ...snapshot.style.sigmas);
  /** @type {[number, number]} */
  const reach = [0, 0];
  for (const shape of shapes) {
    if (!shape?.factor) continue;
    const [a, b, c] = shape.factor;
    const deviations = [Math.abs(a), Math.hypot(b, c)];
    for (const axis of /** @type {const} */ ([0, 1]))
      reach[axis] = Math.max(reach[axis], Math.abs(shape.mean[axis]) + sigma * deviations[axis]);
  }
  return reach;
}
