import { drawAxes3D } from "../draw/axes3d.js";
import { line } from "../draw/canvas.js";
import { prominence } from "../draw/drawing.js";
import { drawEllipses, drawMean, drawPointed, drawTrail, outlineOf } from "../draw/marks.js";
import { radiusOf, Splats } from "../draw/splats.js";
import { ellipseOf } from "../models/ellipses.js";
import { OrbitCamera } from "./camera/orbit_camera.js";
import { pickMean, pickPoint } from "./pick.js";

/** @import { Drawing, Pointed } from "../draw/drawing.js" */
/** @import { Ellipse } from "../models/ellipses.js" */
/** @import { Vector } from "./camera/orbit_camera.js" */
/** @import { Place } from "./pick.js" */
/** @import { Canvas } from "../draw/canvas.js" */
/** @import { Shape } from "../models/model.js" */
/** @import { DataScale } from "../draw/data_scale.js" */

/** Where the middle is, as a share of the height: numbers and names need room below. */
const MIDDLE = 0.47;
/** Ranges that differ by less than this are drawn to the same scale. */
const ALIKE = 4;
/** Number of layers of depth that points are sorted into, and number of sizes that they are drawn in. */
const LAYERS = 256;
const SIZES = 5;
/** Half the diagonal of the cube. */
const DEEPEST = Math.sqrt(3) / 2;
/** Pieces of half a ring. */
const PIECES = 24;

/**
 * Three dimensions: a cloud that turns, its components as ellipsoids with rings.
 */
export class Space {
  camera;
  #splats = new Splats();
  #extent;
  #order = new Uint32Array();

  /** @param {DataScale} scale */
  constructor({ span }) {
    const [least, largest] = [Math.min(...span), Math.max(...span)];
    const [x = 1, y = 1, z = 1] = span.map((side) => (largest / least < ALIKE ? side / largest : 1));
    this.#extent = [x, y, z];
    this.camera = new OrbitCamera([x, y, z]);
  }

  /**
   * Draw the box, the components and the points, from the farthest to the nearest.
   *
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   */
  draw(canvas, drawing) {
    const { shapes } = drawing;
    const { towards } = this.camera.basis;
    drawAxes3D(canvas, drawing, towards, (unit) => this.place(unit));
    const order = shapes
      .map((shape, component) => ({ shape, component, depth: shape ? this.#depth(shape.mean) : 0 }))
      .sort((a, b) => a.depth - b.depth);
    for (const { shape, component } of order) {
      if (!shape?.factor) continue;
      drawEllipses(canvas, drawing, component, this.place(shape.mean), this.#outline(shape.factor));
      this.#drawRings(canvas, drawing, component, shape, false);
    }
    this.#drawPoints(canvas, drawing);
    for (const { shape, component } of order) {
      if (shape?.factor) this.#drawRings(canvas, drawing, component, shape, true);
    }
    this.drawComponents(canvas, drawing, order);
    if (drawing.pointed && drawing.pointed.row !== null) drawPointed(canvas, drawing.pointed.at);
  }

  /**
   * Draw the components above the points.
   *
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   * @param {readonly {shape: Shape | null, component: number}[]} order from the farthest to the nearest
   */
  drawComponents(canvas, drawing, order) {
    if (drawing.snapshot.style.trails) {
      for (const { component } of order) drawTrail(canvas, drawing, component, (mean) => this.place(mean));
    }
    for (const { shape, component } of order) {
      if (shape) drawMean(canvas, drawing, component, this.place(shape.mean));
    }
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
    return pickMean(place, drawing, at, ratio) ?? pickPoint(place, drawing, at, ratio);
  }

  /**
   * Where a place in units is on the canvas.
   *
   * @param {ArrayLike<number>} unit
   * @param {number} [at] where in the array
   * @returns {[number, number]} device pixels
   */
  place(unit, at = 0) {
    const { width, height } = this.camera.shown;
    const { right, up, scale } = this.camera.basis;
    return [width / 2 + scale * this.#along(right, unit, at), MIDDLE * height - scale * this.#along(up, unit, at)];
  }

  /**
   * Move a mean with a pointer, at its depth.
   *
   * @param {readonly number[]} unit
   * @param {number} dx device pixels
   * @param {number} dy
   * @returns {number[]} the place moved by so much, at the same depth
   */
  shift(unit, dx, dy) {
    const { right, up, scale } = this.camera.basis;
    return unit.map((value, axis) => value + (right[axis] * dx - up[axis] * dy) / scale / this.#extent[axis]);
  }

  /**
   * @param {Vector} direction
   * @param {ArrayLike<number>} unit
   * @param {number} at
   */
  #along([x, y, z], unit, at) {
    const [width, depth, height] = this.#extent;
    return x * width * unit[at] + y * depth * unit[at + 1] + z * height * unit[at + 2];
  }

  /** @param {ArrayLike<number>} unit */
  #depth(unit) {
    return this.#along(this.camera.basis.towards, unit, 0);
  }

  /**
   * The columns of a factor along a direction of viewpoint.
   *
   * @param {Float64Array} factor
   * @param {Vector} direction
   * @returns {[number, number, number]}
   */
  #columns([a, b, c, d, e, f], direction) {
    return [
      this.#along(direction, [a, b, d], 0),
      this.#along(direction, [0, c, e], 0),
      this.#along(direction, [0, 0, f], 0),
    ];
  }

  /**
   * What is seen of an ellipsoid from afar.
   *
   * @param {Float64Array} factor
   * @returns {Ellipse}
   */
  #outline(factor) {
    const { right, up, scale } = this.camera.basis;
    const [x, y] = [this.#columns(factor, right), this.#columns(factor, up)];
    /** @type {(a: number[], b: number[]) => number} */
    const dot = (a, b) => scale * scale * a.reduce((sum, value, i) => sum + value * b[i], 0);
    return ellipseOf(dot(x, x), -dot(x, y), dot(y, y));
  }

  /**
   * Three rings around an ellipsoid, their halves on this side or on the other.
   *
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   * @param {number} component
   * @param {Shape} shape
   * @param {boolean} near
   */
  #drawRings(canvas, drawing, component, { mean, factor }, near) {
    if (!factor) return;
    const { right, up, towards, scale } = this.camera.basis;
    const { sigmas } = drawing.snapshot.style;
    const size = scale * ([...sigmas].sort((a, b) => a - b)[Math.floor(sigmas.length / 2)] ?? 1);
    const [x, y, depth] = [right, up, towards].map((direction) => this.#columns(factor, direction));
    const [middleX, middleY] = this.place(mean);
    const rings = new Path2D();
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ]) {
      const start = Math.atan2(depth[j], depth[i]) + (near ? -Math.PI / 2 : Math.PI / 2);
      for (let piece = 0; piece <= PIECES; piece++) {
        const angle = start + (Math.PI * piece) / PIECES;
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        const [px, py] = [middleX + size * (x[i] * cos + x[j] * sin), middleY - size * (y[i] * cos + y[j] * sin)];
        if (piece === 0) rings.moveTo(px, py);
        else rings.lineTo(px, py);
      }
    }
    line(
      canvas,
      rings,
      outlineOf(canvas, drawing.palette[component]),
      (near ? 0.7 : 0.3) * prominence(drawing, component),
      1,
    );
  }

  /**
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   */
  #drawPoints({ context, width, height, ratio }, { places, colors: colorsOf }) {
    const colors = colorsOf();
    const { right, up, towards, scale } = this.camera.basis;
    const n = places.length / 3;
    const radius = ratio * radiusOf(n);
    const layers = Uint8Array.from({ length: n }, (_, i) => layerOf(this.#along(towards, places, 3 * i)));
    this.#splats.begin(width, height);
    for (const i of this.#sort(layers)) {
      const near = layers[i] / (LAYERS - 1);
      const size = radius * (0.75 + (0.5 * Math.round(near * SIZES)) / SIZES);
      const x = width / 2 + scale * this.#along(right, places, 3 * i);
      const y = MIDDLE * height - scale * this.#along(up, places, 3 * i);
      this.#splats.set(x, y, size, colors, 4 * i, 0.35 + 0.6 * near);
    }
    this.#splats.end(context);
  }

  /**
   * @param {Uint8Array} layers
   * @returns {Uint32Array} from the farthest to the nearest
   */
  #sort(layers) {
    if (this.#order.length !== layers.length) this.#order = new Uint32Array(layers.length);
    const starts = new Uint32Array(LAYERS + 1);
    for (const layer of layers) starts[layer + 1]++;
    for (let layer = 0; layer < LAYERS; layer++) starts[layer + 1] += starts[layer];
    layers.forEach((layer, i) => (this.#order[starts[layer]++] = i));
    return this.#order;
  }
}

/** @param {number} depth */
function layerOf(depth) {
  return Math.max(0, Math.min(LAYERS - 1, Math.floor(((depth / DEEPEST + 1) / 2) * LAYERS)));
}
