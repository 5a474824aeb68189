import { listenToPointers } from "../../widget/input/pointer.js";
import { listenToWheel } from "../../widget/input/wheel.js";
import { css } from "../../widget/math/color.js";
import { circle } from "../draw/canvas.js";
import { fromUnit } from "../draw/data_scale.js";
import { Brush, RADIUS } from "./brush.js";
import { HandleDrag } from "./handle_drag.js";

/** @import { Point } from "../../widget/input/pointer.js" */
/** @import { Canvas } from "../draw/canvas.js" */
/** @import { Pointed } from "../draw/drawing.js" */
/** @import { Handle } from "./handle_drag.js" */
/** @import { Scene } from "./scene.js" */

/** CSS pixels around an ellipse within which its axes' ends stay. */
const BESIDE = 14;

/** @import { Painter } from "./brush.js" */
/** @typedef {"look" | Painter} Tool */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Rectangle CSS pixels */

/**
 * The values of what is under the pointer, for the card beside it.
 *
 * @typedef {object} Hover
 * @property {number | null} row of the points
 * @property {number | null} component
 * @property {number[]} values of all features
 * @property {number[] | null} features that are of interest; null for all
 * @property {number[] | null} responsibilities of the point; null for a component, and before the first E step
 * @property {Point} at CSS pixels
 */

/**
 * @typedef {object} Listener
 * @property {(component: number, dims: number[], at: number[], done: boolean) => void} move a component is dragged;
 *   a value for each of `dims`
 * @property {(component: number, dims: number[], covariance: number[][], done: boolean) => void} reshape a component's
 *   ellipse is stretched; its covariance along `dims`
 * @property {(name: string, place: readonly number[], value: number, done: boolean) => void} adjust a number of the
 *   parameters is dragged
 * @property {(tool: Painter, at: number[][], radius: number[], stroke: number) => void} brush
 * @property {(info: Hover | null) => void} hover
 * @property {() => boolean} takesWheel whether the wheel zooms without Ctrl
 * @property {() => void} decline the page scrolls instead
 */

/**
 * Pointers and wheel on a scene: they pan and zoom, drag components, paint, and point at things.
 */
export class Interaction {
  /** Whether components may be dragged. */
  movable = true;
  /** @type {Tool} */
  #tool = "look";
  /** @type {Point | null} CSS pixels */
  #pointer = null;
  #isDown = false;
  #scene;
  #listener;
  #brush;
  /** @type {HandleDrag | null} */
  #drag = null;
  /** @type {Rectangle | null} */
  #box = null;

  /**
   * @param {Scene} scene
   * @param {Listener} listener
   * @param {AbortSignal} signal
   */
  constructor(scene, listener, signal) {
    this.#scene = scene;
    this.#listener = listener;
    this.#brush = new Brush((tool, places, stroke) => this.#paint(tool, places, stroke));
    scene.overlay = this;
    listenToPointers(
      scene.element,
      {
        touch: (at) => this.#touch(at),
        drag: (dx, dy) => this.#pull(dx * scene.ratio, dy * scene.ratio),
        pinch: (levels, at) => this.#zoom(levels, at, false),
        flick: (vx, vy) => this.#flick(vx * scene.ratio, vy * scene.ratio),
        release: () => this.#release(),
        drawBox: (box) => this.#drawBox(box),
        zoomBox: (box) => this.#zoomBox(box),
        doubleClick: (levels, at) => {
          if (this.#tool === "look") this.#zoom(levels, at, true);
        },
        hover: (at) => this.#hover(at),
      },
      signal,
    );
    listenToWheel(
      scene.element,
      {
        takesWheel: () => !scene.chart?.isStill && listener.takesWheel(),
        decline: () => {
          if (!scene.chart?.isStill) listener.decline();
        },
        zoom: (levels, at) => this.#zoom(levels, at, true),
        move: (dx, dy) => {
          scene.chart?.camera.drag(dx * scene.ratio, dy * scene.ratio);
          scene.touch();
        },
      },
      signal,
    );
  }

  /** All but "look" are brushes, where samples can be painted. */
  get tool() {
    return this.#tool;
  }

  /**
   * Use another tool.
   *
   * @param {Tool} tool
   */
  set tool(tool) {
    this.#tool = tool;
    this.#scene.touch();
  }

  /**
   * What is dragged, or has been until the kernel answers.
   *
   * @returns {Handle | null} what is dragged, or has been until the kernel answers
   */
  get handle() {
    return this.#drag?.handle ?? null;
  }

  /** Whether a component is held by its handle. */
  get isDragging() {
    return this.#drag !== null && !this.#drag.isReleased;
  }

  /** Drop a handle that was let go: another step is shown, with the place that the kernel gives it. */
  answer() {
    if (this.#drag?.isReleased) this.#drag = null;
  }

  /**
   * Send the messages that are due.
   *
   * @param {number} now milliseconds
   * @returns {boolean} whether there is more to do
   */
  advance(now) {
    this.#brush.advance(now);
    if (this.#drag && !this.#drag.advance(now)) this.#drag = null;
    return this.#drag !== null || this.#brush.isDown;
  }

  /**
   * Find what is under the pointer in what is drawn now, and call the listener.
   *
   * @returns {Pointed | null}
   */
  point() {
    const [scene, pointer, before] = [this.#scene, this.#pointer, this.#scene.pointed];
    const isPanning = this.#isDown && !this.#drag;
    const pointed = pointer && this.#tool === "look" && !isPanning ? scene.pick(pointer) : null;
    scene.pointed = pointed;
    if (!this.isDragging) scene.stretchable = this.#stretchable(pointed, pointer);
    scene.element.style.cursor = this.#cursor(pointed);
    if (pointed || before) this.#listener.hover(pointed && !pointed.entry ? this.#describe(pointed) : null);
    return pointed;
  }

  /**
   * Draw the box of a drag with Shift and the disc of a brush.
   *
   * @param {Canvas} canvas
   */
  draw({ context, ratio, theme }) {
    context.lineWidth = 1.5 * ratio;
    if (this.#box) {
      const { left, top, right, bottom } = this.#box;
      const box = /** @type {const} */ ([left * ratio, top * ratio, (right - left) * ratio, (bottom - top) * ratio]);
      context.fillStyle = css(theme.accent, 0.12);
      context.strokeStyle = css(theme.accent);
      context.fillRect(...box);
      context.strokeRect(...box);
    }
    if (this.#tool !== "look" && this.#pointer) {
      const disc = circle(this.#pointer.x * ratio, this.#pointer.y * ratio, RADIUS * ratio);
      context.fillStyle = css(theme.text, 0.07);
      context.fill(disc);
      context.strokeStyle = css(theme.text, 0.8);
      if (this.#tool === "erase" || this.#tool === "lighter") context.setLineDash([4 * ratio, 3 * ratio]);
      context.stroke(disc);
      context.setLineDash([]);
    }
  }

  /**
   * The component whose ellipses can be stretched: that whose mean was pointed at, as long as the pointer stays near.
   *
   * @param {Pointed | null} pointed
   * @param {Point | null} pointer CSS pixels
   * @returns {number | null}
   */
  #stretchable(pointed, pointer) {
    const { snapshot, stretchable, chart } = this.#scene;
    if (!this.movable || !pointer || this.#tool !== "look" || !chart?.stretched || !snapshot) return null;
    const { stretch } = snapshot.model;
    const isAlong = snapshot.dims.every((dim) => dim < snapshot.points.d);
    if (!stretch || (stretch === "axes" && !isAlong) || snapshot.style.sigmas.length === 0) return null;
    const isFrozen = (/** @type {number} */ component) => snapshot.model.frozen?.covariances.includes(component);
    if (pointed && pointed.component !== null) return isFrozen(pointed.component) ? null : pointed.component;
    return stretchable !== null && this.#scene.encloses(stretchable, pointer, BESIDE) ? stretchable : null;
  }

  /** @param {Pointed | null} pointed */
  #cursor(pointed) {
    if (this.#tool !== "look") return "crosshair";
    if (pointed?.end) return "crosshair";
    if (pointed && (pointed.entry || pointed.axes.length > 0) && this.movable) return "move";
    if (this.#scene.chart?.isStill) return "default";
    return this.#isDown ? "grabbing" : "grab";
  }

  /**
   * @param {Pointed} pointed
   * @returns {Hover | null}
   */
  #describe({ row, component, features, at: [x, y] }) {
    const { snapshot, ratio } = this.#scene;
    if (!snapshot) return null;
    const shares = snapshot.model.winners ? null : this.#scene.shares;
    const at = { x: x / ratio, y: y / ratio };
    const { model, points, step } = snapshot;
    if (component !== null && row === null) {
      return {
        row: null,
        component,
        values: model.centers(step.parameters)[component],
        features,
        responsibilities: null,
        at,
      };
    }
    /** @type {(values: Float64Array, length: number) => number[]} */
    const cut = (values, length) => Array.from(values.subarray(Number(row) * length, (Number(row) + 1) * length));
    const responsibilities = shares && cut(shares, shares.length / points.n);
    return { row, component, values: cut(points.data, points.d), features, responsibilities, at };
  }

  /** @param {Point} at CSS pixels */
  #touch(at) {
    const scene = this.#scene;
    this.#pointer = at;
    this.#isDown = true;
    scene.chart?.camera.stop();
    if (this.#tool !== "look") this.#brush.press(this.#tool, at);
    else if (this.movable) {
      const pointed = scene.pick(at);
      const shape = pointed && pointed.component !== null ? scene.shapes[pointed.component] : null;
      if (pointed?.entry) {
        const handle = { component: pointed.component ?? 0, axes: [], place: pointed.at, entry: pointed.entry };
        this.#drag = new HandleDrag(handle, (moved, done) => this.#move(moved, done));
      } else if (pointed && pointed.component !== null && pointed.axes.length > 0 && shape) {
        const { component, axes, end } = pointed;
        const place = end && scene.chart?.unitAt?.(...pointed.at);
        const handle = place
          ? { component, axes, place, stretch: { end, from: shape } }
          : { component, axes, place: axes.map((axis) => shape.mean[axis]) };
        this.#drag = new HandleDrag(handle, (moved, done) => this.#move(moved, done));
      }
    }
    scene.touch();
  }

  /**
   * @param {number} dx device pixels
   * @param {number} dy
   */
  #pull(dx, dy) {
    const { chart } = this.#scene;
    if (!chart || this.#brush.isDown) return;
    const handle = this.#drag && !this.#drag.isReleased ? this.#drag.handle : null;
    if (handle?.entry) this.#drag?.move([(handle.place[0] ?? 0) + dx, (handle.place[1] ?? 0) + dy]);
    else if (handle) this.#drag?.move(chart.shift(handle.place, dx, dy));
    else chart.camera.drag(dx, dy);
    this.#scene.touch();
  }

  /**
   * @param {number} vx device pixels per millisecond
   * @param {number} vy
   */
  #flick(vx, vy) {
    if (this.#drag || this.#tool !== "look" || !this.#scene.isEased) return;
    this.#scene.chart?.camera.flick(vx, vy);
    this.#scene.touch();
  }

  #release() {
    this.#isDown = false;
    this.#brush.lift();
    // What was dragged stands out no longer, until the pointer moves again.
    if (this.#drag && !this.#drag.isReleased) this.#pointer = null;
    if (this.#drag && !this.#drag.isReleased && !this.#drag.release(performance.now())) this.#drag = null;
    this.#scene.touch();
  }

  /**
   * @param {number} levels
   * @param {Point} at CSS pixels
   * @param {boolean} eased
   */
  #zoom(levels, at, eased) {
    this.#scene.zoom(levels, at, eased);
  }

  /** @param {Rectangle | null} box */
  #drawBox(box) {
    this.#box = box;
    this.#scene.touch();
  }

  /** @param {Rectangle} box */
  #zoomBox({ left, top, right, bottom }) {
    const { chart, ratio, isEased } = this.#scene;
    chart?.camera.zoomToBox(
      { left: left * ratio, top: top * ratio, right: right * ratio, bottom: bottom * ratio },
      isEased,
    );
    this.#scene.touch();
  }

  /** @param {Point | null} at CSS pixels */
  #hover(at) {
    this.#pointer = at;
    const { ratio } = this.#scene;
    this.#scene.pointer = at && [at.x * ratio, at.y * ratio];
    if (at) this.#brush.move(at);
    this.#scene.touch();
  }

  /**
   * @param {Handle} handle
   * @param {boolean} done
   */
  #move({ component, axes, place, stretch, entry }, done) {
    const { scale, shapes, chart } = this.#scene;
    if (entry) {
      const value = chart?.valueAt?.(entry, place);
      if (value !== undefined) this.#listener.adjust(entry.name, entry.place, value, done);
      return;
    }
    const dims = axes.map((axis) => scale.dims[axis]);
    if (stretch) {
      const [a, b, c] = shapes[component]?.factor ?? stretch.from.factor ?? [];
      const [x, y] = scale.span;
      const xy = a * b * x * y;
      this.#listener.reshape(
        component,
        dims,
        [
          [a * a * x * x, xy],
          [xy, (b * b + c * c) * y * y],
        ],
        done,
      );
      return;
    }
    this.#listener.move(
      component,
      dims,
      place.map((unit, i) => fromUnit(scale, axes[i], unit)),
      done,
    );
  }

  /**
   * @param {Painter} tool
   * @param {Point[]} places CSS pixels
   * @param {number} stroke its number
   */
  #paint(tool, places, stroke) {
    const { chart, ratio, scale } = this.#scene;
    const unitAt = chart?.unitAt?.bind(chart);
    if (!unitAt) return;
    const at = places.map(({ x, y }) => unitAt(x * ratio, y * ratio).map((unit, axis) => fromUnit(scale, axis, unit)));
    const [center, edge] = [0, RADIUS * ratio].map((offset) => unitAt(offset, offset));
    const radius = center.map((unit, axis) => Math.abs(edge[axis] - unit) * scale.span[axis]);
    this.#listener.brush(tool, at, radius, stroke);
  }
}
