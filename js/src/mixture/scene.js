import { listenToPointers } from "../common/pointer.js";
import { listenToWheel } from "../common/wheel.js";
import { Brush, RADIUS } from "./brush.js";
import { Hold } from "./hold.js";
import { Layers } from "./layers.js";
import { circle, MEAN } from "./marks.js";
import { css, parseColour } from "./palette.js";
import { Plane } from "./plane.js";
import { Shades } from "./shades.js";
import { shapesOf } from "./shapes.js";
import { readTheme, watchTheme } from "./theme.js";
import { DURATION, Tween } from "./tween.js";
import { fromUnit, project, unitsOf } from "./units.js";

/** @import { Point } from "../common/pointer.js" */
/** @import { Drawing } from "./drawing.js" */
/** @import { Pen } from "./pen.js" */
/** @import { DecodedPoints } from "./points.js" */
/** @import { Algorithm, Box, CovarianceType, Layer, Picture, Step } from "./protocol.js" */
/** @import { Shape } from "./shapes.js" */
/** @import { Units } from "./units.js" */

/**
 * What is to be shown of a recording at a step.
 *
 * @typedef {object} Snapshot
 * @property {DecodedPoints} points
 * @property {Step} step
 * @property {{step: Step, covarianceType: CovarianceType} | null} shading parameters that the last E step used
 * @property {Step | null} previous
 * @property {CovarianceType} covarianceType
 * @property {Algorithm} algorithm
 * @property {Step[]} trail earlier steps of the run, in their order
 * @property {number[]} dims one: histogram; two: plane; three: cloud
 * @property {Look} look
 * @property {string[]} palette `#rrggbb` of each component
 * @property {string[]} featureNames
 * @property {number | null} hovered the component that stands out
 */

/**
 * @typedef {{colours: "blend" | "argmax", fade: boolean, sigmas: number[], trails: boolean,
 *   density: "none" | "heat" | "contours", regression: boolean}} Look
 */

/**
 * What is under the pointer: a point, or the mean of a component.
 *
 * @typedef {object} Hover
 * @property {number | null} row of the points
 * @property {number | null} component
 * @property {number[]} values of all features
 * @property {number[] | null} responsibilities of the point; null for a mean, and before the first E step
 * @property {Point} at CSS pixels
 */

/**
 * @typedef {object} Listener
 * @property {(component: number, at: number[], done: boolean) => void} move a mean is dragged; one value for each of `dims`
 * @property {(tool: "add" | "erase", at: number[][], radius: number[]) => void} brush
 * @property {(info: Hover | null) => void} hover
 * @property {(layer: Layer, box: Box, width: number, height: number) => void} wantPicture
 * @property {() => void} changed what part of the data is seen
 * @property {() => boolean} takesWheel whether the wheel zooms without Ctrl
 * @property {() => void} decline the page scrolls instead
 */

/** How near the pointer has to come, in CSS pixels. */
const NEAR_POINT = 8;
const NEAR_MEAN = MEAN + 4;
/** How long a degenerate component pulses, in milliseconds. */
const PULSE = 900;

/**
 * The picture of a mixture on a canvas, and the hands on it.
 */
export class Scene {
  #canvas;
  #context;
  #listener;
  #stillness = matchMedia("(prefers-reduced-motion: reduce)");
  #theme;
  #ratio = 0;
  #frame = 0;
  /** @type {Snapshot | null} */
  #snapshot = null;
  /** @type {Plane | null} */
  #view = null;
  /** @type {Units} */
  #units = { dims: [], origin: [], span: [] };
  /** @type {Float64Array} of the points, in units */
  #places = new Float64Array();
  /** @type {Shades | null} */
  #shades = null;
  /** @type {Tween | null} */
  #tween = null;
  #layers;
  #brush;
  /** @type {Hold | null} */
  #hold = null;
  /** @type {Map<number, number>} when a component has degenerated, in milliseconds */
  #pulses = new Map();
  /** @type {"look" | "add" | "erase"} */
  #tool = "look";
  /** @type {Point | null} CSS pixels */
  #pointer = null;
  /** @type {{row: number | null, component: number | null}} */
  #pointed = { row: null, component: null };
  #isTouched = false;
  /** @type {{left: number, top: number, right: number, bottom: number} | null} CSS pixels */
  #box = null;
  /** Whether means may be dragged. */
  movable = true;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Listener} listener
   * @param {AbortSignal} signal
   */
  constructor(canvas, listener, signal) {
    this.#canvas = canvas;
    this.#context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
    this.#listener = listener;
    this.#theme = readTheme(canvas);
    this.#layers = new Layers(listener.wantPicture, () => this.#schedule());
    this.#brush = new Brush((tool, places) => this.#paint(tool, places));
    watchTheme(() => {
      this.#theme = readTheme(canvas);
      this.#schedule();
    }, signal);
    this.#listen(signal);
  }

  /**
   * @param {number} width device pixels
   * @param {number} height
   * @param {number} ratio device pixels per CSS pixel
   */
  resize(width, height, ratio) {
    this.#ratio = ratio;
    this.#theme = readTheme(this.#canvas);
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    this.#view?.lens.resize(width, height);
    // A canvas of a new size is empty: no frame may show that.
    this.#draw(performance.now());
  }

  /**
   * @param {Snapshot} snapshot
   * @param {{eased: boolean}} options
   */
  show(snapshot, { eased }) {
    const before = this.#snapshot;
    const now = performance.now();
    const still = this.#tween?.at(now);
    this.#snapshot = snapshot;
    const isNewView = this.#orient(snapshot, before);
    const style = { ...snapshot.look, palette: snapshot.palette.map(parseColour), hovered: snapshot.hovered };
    if (!this.#shades || before?.points !== snapshot.points) this.#shades = new Shades(snapshot.points, style);
    this.#shades.restyle(style);
    if (before?.step !== snapshot.step) {
      if (this.#hold?.isReleased) this.#hold = null;
      this.#pulse(snapshot.step, before?.step ?? null, now);
    }
    const goal = {
      shapes: shapesOf(snapshot.step, snapshot.covarianceType, this.#units),
      colours: this.#shades.colours(snapshot.shading, snapshot.algorithm),
    };
    const duration = eased && still && !isNewView && this.#isEased ? DURATION : 0;
    this.#tween = new Tween(still ?? goal, goal, now, duration);
    this.#point();
    this.#schedule();
  }

  /** @param {Picture} picture */
  setPicture(picture) {
    void this.#layers.take(picture);
  }

  get tool() {
    return this.#tool;
  }

  set tool(tool) {
    this.#tool = tool;
    this.#point();
    this.#schedule();
  }

  /**
   * @param {number} levels positive goes in
   * @param {Point | null} at CSS pixels; null is the middle
   * @param {boolean} [eased]
   */
  zoom(levels, at, eased = true) {
    const [x, y] = at ? [at.x * this.#ratio, at.y * this.#ratio] : [this.#canvas.width / 2, this.#canvas.height / 2];
    this.#view?.lens.zoom(levels, x, y, eased && this.#isEased);
    this.#moved();
  }

  /**
   * @param {number} dx CSS pixels that the picture moves
   * @param {number} dy
   */
  step(dx, dy) {
    this.#view?.lens.step(dx * this.#ratio, dy * this.#ratio, this.#isEased);
    this.#moved();
  }

  /** Show all of the data. */
  home() {
    this.#view?.lens.home(this.#isEased);
    this.#moved();
  }

  /** @returns {Promise<Blob>} a PNG file of what is shown */
  save() {
    this.#draw(performance.now());
    return new Promise((resolve, reject) => {
      this.#canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture cannot be saved."))), "image/png");
    });
  }

  close() {
    cancelAnimationFrame(this.#frame);
    this.#ratio = 0;
    this.#layers.close();
    this.#snapshot = this.#tween = this.#shades = this.#view = null;
    this.#places = new Float64Array();
  }

  get #isEased() {
    return !this.#stillness.matches;
  }

  /** @param {AbortSignal} signal */
  #listen(signal) {
    const canvas = this.#canvas;
    listenToPointers(
      canvas,
      {
        touch: (at) => this.#touch(at),
        drag: (dx, dy) => this.#drag(dx, dy),
        pinch: (levels, at) => this.zoom(levels, at, false),
        flick: (vx, vy) => this.#flick(vx, vy),
        release: () => this.#release(),
        drawBox: (box) => {
          this.#box = box;
          this.#schedule();
        },
        zoomBox: ({ left, top, right, bottom }) => {
          const ratio = this.#ratio;
          const box = { left: left * ratio, top: top * ratio, right: right * ratio, bottom: bottom * ratio };
          this.#view?.lens.frame(box, this.#isEased);
          this.#moved();
        },
        doubleClick: (levels, at) => {
          if (this.#tool === "look") this.zoom(levels, at);
        },
        hover: (at) => {
          this.#pointer = at;
          if (at) this.#brush.move(at);
          this.#point();
          if (this.#tool !== "look") this.#schedule();
        },
      },
      signal,
    );
    listenToWheel(
      canvas,
      {
        takesWheel: () => this.#listener.takesWheel(),
        decline: () => this.#listener.decline(),
        zoom: (levels, at) => this.zoom(levels, at),
      },
      signal,
    );
  }

  /** @param {Point} at CSS pixels */
  #touch(at) {
    this.#pointer = at;
    this.#isTouched = true;
    this.#view?.lens.stop();
    if (this.#tool !== "look") this.#brush.press(this.#tool, at);
    const component = this.#tool === "look" && this.movable ? this.#meanAt(at) : null;
    const shape = component === null ? null : this.#shapes(performance.now())[component];
    if (component !== null && shape) {
      this.#hold = new Hold(component, shape.mean, (held, mean, done) => this.#listener.move(held, this.#valuesAt(mean), done));
    }
    this.#point();
    this.#schedule();
  }

  /**
   * @param {number} dx CSS pixels
   * @param {number} dy
   */
  #drag(dx, dy) {
    const [x, y] = [dx * this.#ratio, dy * this.#ratio];
    if (this.#hold && !this.#hold.isReleased && this.#view) {
      this.#hold.move(this.#view.shift(this.#hold.mean, x, y));
      this.#hold.advance(performance.now());
      this.#schedule();
    } else if (!this.#brush.isDown) {
      this.#view?.lens.drag(x, y);
      this.#moved();
    }
  }

  /**
   * @param {number} vx CSS pixels per millisecond
   * @param {number} vy
   */
  #flick(vx, vy) {
    if (this.#hold || this.#tool !== "look" || !this.#isEased) return;
    this.#view?.lens.flick(vx * this.#ratio, vy * this.#ratio);
    this.#moved();
  }

  #release() {
    this.#isTouched = false;
    this.#brush.lift();
    if (this.#hold && !this.#hold.isReleased && !this.#hold.release(performance.now())) this.#hold = null;
    this.#point();
    this.#schedule();
  }

  /**
   * Choose the view and its units.
   *
   * @param {Snapshot} snapshot
   * @param {Snapshot | null} before
   * @returns {boolean} whether the view is a new one
   */
  #orient({ points, dims }, before) {
    const isNewView = !this.#view || String(dims) !== String(before?.dims);
    const isNewData = points !== before?.points;
    const units = unitsOf(dims, points.low, points.high);
    // A view that one has gone into keeps its place when samples are added or erased.
    if (!this.#view || isNewView || (this.#view.lens.isHome && String(units.span) !== String(this.#units.span))) {
      this.#units = units;
      this.#view = new Plane(units, this.#layers);
      this.#view.lens.resize(this.#canvas.width, this.#canvas.height);
    }
    if (isNewData) this.#layers.renew();
    if (isNewView || isNewData) this.#places = project(this.#units, points.data, points.d);
    return isNewView;
  }

  /**
   * @param {Step} step
   * @param {Step | null} before
   * @param {number} now
   */
  #pulse({ degenerate }, before, now) {
    for (const component of this.#pulses.keys()) if (!degenerate.includes(component)) this.#pulses.delete(component);
    if (!this.#isEased) return;
    for (const component of degenerate) if (!before?.degenerate.includes(component)) this.#pulses.set(component, now);
  }

  #schedule() {
    if (this.#frame === 0 && this.#ratio > 0) this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }

  #moved() {
    this.#point();
    this.#schedule();
    this.#listener.changed();
  }

  /** @param {number} now */
  #draw(now) {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { width, height } = this.#canvas;
    this.#context.fillStyle = css(this.#theme.surface);
    this.#context.fillRect(0, 0, width, height);
    const [snapshot, view, tween] = [this.#snapshot, this.#view, this.#tween];
    if (!snapshot || !view || !tween || this.#ratio === 0) return;
    this.#brush.advance(now);
    if (this.#hold && !this.#hold.advance(now)) this.#hold = null;
    if (view.lens.advance(now)) {
      this.#point();
      this.#listener.changed();
    }
    /** @type {Pen} */
    const pen = { context: this.#context, width, height, ratio: this.#ratio, theme: this.#theme };
    view.draw(pen, this.#drawing(snapshot, now));
    this.#drawTools(pen);
    const waits = this.#want(snapshot, now);
    const pulses = [...this.#pulses.values()].some((start) => now < start + PULSE);
    if (view.lens.moving || tween.moves(now) || pulses || waits || this.#hold || this.#brush.isDown) this.#schedule();
  }

  /**
   * @param {Snapshot} snapshot
   * @param {number} now
   * @returns {Drawing}
   */
  #drawing(snapshot, now) {
    return {
      snapshot,
      points: snapshot.points,
      units: this.#units,
      places: this.#places,
      colours: this.#tween?.at(now).colours ?? new Uint8ClampedArray(),
      shares: this.#shares,
      shapes: this.#shapes(now),
      palette: snapshot.palette.map(parseColour),
      row: this.#pointed.row,
      pulse: (component) => Math.min(1, (now - (this.#pulses.get(component) ?? -Infinity)) / PULSE),
    };
  }

  get #shares() {
    const { shading = null, algorithm = "em" } = this.#snapshot ?? {};
    return shading && this.#shades ? this.#shades.shares(shading.step, shading.covarianceType, algorithm) : null;
  }

  /**
   * The components as they are shown: a mean in the hand is where the hand is.
   *
   * @param {number} now
   * @returns {(Shape | null)[]}
   */
  #shapes(now) {
    const shapes = this.#tween?.at(now).shapes ?? [];
    const hold = this.#hold;
    if (!hold) return shapes;
    return shapes.map((shape, component) => (shape && component === hold.component ? { ...shape, mean: hold.mean } : shape));
  }

  /**
   * @param {Snapshot} snapshot
   * @param {number} now
   * @returns {boolean} whether something is still to be asked for
   */
  #want({ dims, look, points, step }, now) {
    if (dims.length !== 2 || !this.#view) return false;
    const camera = this.#view.lens.goal;
    const samples = points.n < points.total && this.#layers.want("samples", this.#units, camera, step, "", now);
    const density = look.density !== "none" && this.#layers.want("density", this.#units, camera, step, look.density, now);
    return samples || density;
  }

  /** @param {Pen} pen */
  #drawTools({ context, ratio, theme }) {
    context.lineWidth = 1.5 * ratio;
    if (this.#box) {
      const { left, top, right, bottom } = this.#box;
      context.fillStyle = css(theme.accent, 0.12);
      context.strokeStyle = css(theme.accent);
      context.fillRect(left * ratio, top * ratio, (right - left) * ratio, (bottom - top) * ratio);
      context.strokeRect(left * ratio, top * ratio, (right - left) * ratio, (bottom - top) * ratio);
    }
    if (this.#tool !== "look" && this.#pointer) {
      const disc = circle(this.#pointer.x * ratio, this.#pointer.y * ratio, RADIUS * ratio);
      context.fillStyle = css(theme.text, 0.07);
      context.fill(disc);
      context.strokeStyle = css(theme.text, 0.8);
      if (this.#tool === "erase") context.setLineDash([4 * ratio, 3 * ratio]);
      context.stroke(disc);
      context.setLineDash([]);
    }
  }

  /**
   * @param {"add" | "erase"} tool
   * @param {Point[]} places CSS pixels
   */
  #paint(tool, places) {
    const view = this.#view;
    if (!view) return;
    const at = places.map(({ x, y }) => this.#valuesAt(view.unitAt(x * this.#ratio, y * this.#ratio)));
    const [center, edge] = [0, RADIUS * this.#ratio].map((offset) => view.unitAt(offset, offset));
    const radius = center.map((unit, axis) => Math.abs(edge[axis] - unit) * this.#units.span[axis]);
    this.#listener.brush(tool, at, radius);
  }

  /** @param {readonly number[]} place units */
  #valuesAt(place) {
    return place.map((unit, axis) => fromUnit(this.#units, axis, unit));
  }

  /** Find what is under the pointer, and tell if it is something else than before. */
  #point() {
    const isLooking = this.#tool === "look" && this.#pointer && !(this.#isTouched && !this.#hold);
    const component = isLooking && this.#pointer ? this.#meanAt(this.#pointer) : null;
    const row = isLooking && this.#pointer && component === null ? this.#rowAt(this.#pointer) : null;
    this.#canvas.style.cursor = this.#cursor(component !== null && this.movable);
    if (row === null && component === null && this.#pointed.row === null && this.#pointed.component === null) return;
    if (row !== this.#pointed.row) this.#schedule();
    this.#pointed = { row, component };
    this.#listener.hover(this.#hover(row, component));
  }

  /** @param {boolean} isMean */
  #cursor(isMean) {
    if (this.#tool !== "look") return "crosshair";
    if (isMean) return "move";
    return this.#isTouched ? "grabbing" : "grab";
  }

  /**
   * @param {number | null} row
   * @param {number | null} component
   * @returns {Hover | null}
   */
  #hover(row, component) {
    if (!this.#snapshot || !this.#view) return null;
    const { points, step } = this.#snapshot;
    const axes = this.#units.dims.length;
    if (component !== null) {
      const mean = this.#shapes(performance.now())[component]?.mean ?? [];
      return { row: null, component, values: step.means[component], responsibilities: null, at: this.#placeOf(mean) };
    }
    if (row === null) return null;
    const [shares, k] = [this.#shares, step.means.length];
    const place = [...this.#places.subarray(row * axes, (row + 1) * axes)];
    return {
      row,
      component: null,
      values: [...points.data.subarray(row * points.d, (row + 1) * points.d)],
      responsibilities: shares && [...shares.subarray(row * k, (row + 1) * k)],
      at: this.#placeOf(place),
    };
  }

  /**
   * @param {ArrayLike<number>} place units
   * @returns {Point} CSS pixels
   */
  #placeOf(place) {
    const [x, y] = this.#view?.place(place) ?? [0, 0];
    return { x: x / this.#ratio, y: y / this.#ratio };
  }

  /**
   * @param {Point} at CSS pixels
   * @returns {number | null} the component whose mean is there
   */
  #meanAt(at) {
    let [nearest, least] = [/** @type {number | null} */ (null), NEAR_MEAN];
    this.#shapes(performance.now()).forEach((shape, component) => {
      if (!shape) return;
      const { x, y } = this.#placeOf(shape.mean);
      const distance = Math.hypot(x - at.x, y - at.y);
      if (distance <= least) [nearest, least] = [component, distance];
    });
    return nearest;
  }

  /**
   * @param {Point} at CSS pixels
   * @returns {number | null} the point that is there
   */
  #rowAt(at) {
    const [view, axes] = [this.#view, this.#units.dims.length];
    if (!view || axes < 2) return null;
    const [px, py] = [at.x * this.#ratio, at.y * this.#ratio];
    let [nearest, least] = [/** @type {number | null} */ (null), NEAR_POINT * this.#ratio];
    for (let row = 0; row < this.#places.length / axes; row++) {
      const [x, y] = view.place(this.#places.subarray(row * axes, (row + 1) * axes));
      const distance = Math.hypot(x - px, y - py);
      if (distance <= least) [nearest, least] = [row, distance];
    }
    return nearest;
  }
}
