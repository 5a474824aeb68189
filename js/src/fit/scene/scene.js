import { RADIUS } from "./brush.js";
import { boxOf } from "../charts/viewport.js";
import { Hands } from "./interaction.js";
import { Histogram } from "../charts/histogram.js";
import { Layers } from "./layers.js";
import { css, NEUTRAL, parseColour } from "../draw/palette.js";
import { describe, pickMean, pickRow } from "./pick.js";
import { Plane } from "../charts/plane.js";
import { Pulses } from "./pulses.js";
import { Shades } from "./shades.js";
import { shapesOf } from "../models/shapes.js";
import { Space } from "../charts/space.js";
import { readTheme, watchTheme } from "../draw/theme.js";
import { DURATION, Tween } from "./tween.js";
import { fromUnit, project, unitsOf } from "../draw/data_scale.js";

/** @import { Point } from "../../widget/input/pointer.js" */
/** @import { Drawing, View } from "../draw/drawing.js" */
/** @import { Tool } from "./interaction.js" */
/** @import { Colour } from "../draw/palette.js" */
/** @import { Pen } from "../draw/canvas.js" */
/** @import { Pointed } from "./pick.js" */
/** @import { DecodedPoints } from "./points.js" */
/** @import { Algorithm, Box, CovarianceType, Layer, Picture, Step } from "../protocol.js" */
/** @import { Shape } from "../models/shapes.js" */
/** @import { Units } from "../draw/data_scale.js" */

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

/**
 * The picture of a mixture on a canvas, and the hands on it.
 */
export class Scene {
  /** Whether means may be dragged. */
  movable = true;
  #canvas;
  #context;
  #listener;
  #hands;
  #layers;
  #theme;
  #stillness = matchMedia("(prefers-reduced-motion: reduce)");
  /** Device pixels per CSS pixel; 0 until the canvas has a size. */
  #ratio = 0;
  #frame = 0;
  /** @type {Snapshot | null} */
  #snapshot = null;
  /** @type {View | null} */
  #view = null;
  /** @type {Units} */
  #units = { dims: [], origin: [], span: [] };
  /** @type {Float64Array} of the points, in units */
  #places = new Float64Array();
  /** @type {Colour[]} */
  #palette = [];
  /** @type {Shades | null} */
  #shades = null;
  /** @type {Tween | null} */
  #tween = null;
  #pulses = new Pulses();
  /** @type {Pointed} */
  #pointed = { row: null, component: null };

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
    this.#layers = new Layers(
      (layer, box, width, height) => listener.wantPicture(layer, box, width, height),
      () => this.#schedule(),
    );
    const retint = () => {
      this.#theme = readTheme(canvas);
      this.#schedule();
    };
    watchTheme(retint, signal);
    this.#hands = new Hands(
      canvas,
      {
        view: () => this.#view,
        ratio: () => this.#ratio,
        isEased: () => this.#isEased,
        meanAt: (at) => this.#takeable(at),
        move: (component, mean, done) => listener.move(component, this.#valuesAt(mean), done),
        paint: (tool, places) => this.#paint(tool, places),
        viewed: () => this.#viewed(),
        touched: () => this.#touched(),
        takesWheel: () => listener.takesWheel(),
        decline: () => listener.decline(),
      },
      signal,
    );
  }

  /** "add" and "erase" are brushes, for one and two dimensions. */
  get tool() {
    return this.#hands.tool;
  }

  /** @param {Tool} tool */
  set tool(tool) {
    this.#hands.tool = tool;
    this.#touched();
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
    const [before, now] = [this.#snapshot, performance.now()];
    const still = this.#tween && { shapes: this.#tween.shapes(now), colours: this.#tween.colours(now) };
    this.#snapshot = snapshot;
    // For a moment the palette may be that of another number of components.
    this.#palette = snapshot.step.means.map((_, component) => parseColour(snapshot.palette[component]) ?? NEUTRAL);
    const isNewView = this.#orient(snapshot, before);
    const { colours, fade } = snapshot.look;
    const style = { colours, fade, palette: this.#palette, hovered: snapshot.hovered };
    if (!this.#shades || before?.points !== snapshot.points) this.#shades = new Shades(snapshot.points, style);
    this.#shades.restyle(style);
    if (before?.step !== snapshot.step) {
      this.#hands.answer();
      this.#pulses.follow(snapshot.step.degenerate, this.#isEased ? now : -Infinity);
    }
    const goal = {
      shapes: shapesOf(snapshot.step, snapshot.covarianceType, this.#units),
      colours: this.#shades.colours(snapshot.shading, snapshot.algorithm),
    };
    const duration = eased && still && !isNewView && this.#isEased ? DURATION : 0;
    this.#tween = new Tween(still ?? goal, goal, now, duration);
    this.#touched();
  }

  /** @param {Picture} picture */
  setPicture(picture) {
    void this.#layers.take(picture);
  }

  /**
   * @param {number} levels positive goes in
   * @param {Point | null} at CSS pixels; null is the middle
   */
  zoom(levels, at) {
    const [x, y] = at ? [at.x * this.#ratio, at.y * this.#ratio] : [this.#canvas.width / 2, this.#canvas.height / 2];
    this.#view?.lens.zoom(levels, x, y, this.#isEased);
    this.#viewed();
  }

  /**
   * @param {number} dx CSS pixels that the picture moves
   * @param {number} dy
   */
  step(dx, dy) {
    this.#view?.lens.step(dx * this.#ratio, dy * this.#ratio, this.#isEased);
    this.#viewed();
  }

  /** Show all of the data. */
  home() {
    this.#view?.lens.home(this.#isEased);
    this.#viewed();
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

  /**
   * Choose the view and its units.
   *
   * @param {Snapshot} snapshot
   * @param {Snapshot | null} before
   * @returns {boolean} whether the picture is not to be compared with the one before
   */
  #orient({ points, dims }, before) {
    const isNewView = !this.#view || String(dims) !== String(before?.dims);
    const isNewData = points !== before?.points;
    const units = unitsOf(dims, points.low, points.high);
    // A view that one has gone into keeps its place when samples are added or erased.
    const refits = this.#view?.lens.isHome && String([units.origin, units.span]) !== String([this.#units.origin, this.#units.span]);
    if (isNewView || refits) {
      this.#units = units;
      this.#view = dims.length === 1 ? new Histogram(units) : dims.length === 2 ? new Plane(units, this.#layers) : new Space(units);
      this.#view.lens.resize(this.#canvas.width, this.#canvas.height);
    }
    if (isNewData) this.#layers.renew();
    if (isNewView || isNewData) this.#places = project(this.#units, points.data, points.d);
    return Boolean(isNewView || refits);
  }

  #schedule() {
    if (this.#frame === 0 && this.#ratio > 0) this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }

  #touched() {
    this.#point();
    this.#schedule();
  }

  #viewed() {
    this.#touched();
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
    const isBusy = this.#hands.advance(now);
    if (view.lens.advance(now)) {
      this.#point();
      this.#listener.changed();
    }
    /** @type {Pen} */
    const pen = { context: this.#context, width, height, ratio: this.#ratio, theme: this.#theme };
    view.draw(pen, this.#drawing(snapshot, tween, now));
    this.#tellPlace(view);
    this.#hands.draw(pen);
    const waits = this.#want(snapshot, now);
    if (isBusy || view.lens.moving || tween.moves(now) || this.#pulses.moves(now) || waits) this.#schedule();
  }

  /**
   * Say on the canvas which box of the data it shows: left, right, bottom, top.
   *
   * @param {View} view
   */
  #tellPlace(view) {
    if (!(view instanceof Plane)) return;
    const box = boxOf(view.lens.shown).map((unit, side) => fromUnit(this.#units, side < 2 ? 0 : 1, unit));
    this.#canvas.dataset["itsBox"] = box.join(" ");
  }

  /**
   * @param {Snapshot} snapshot
   * @param {Tween} tween
   * @param {number} now
   * @returns {Drawing}
   */
  #drawing(snapshot, tween, now) {
    return {
      snapshot,
      points: snapshot.points,
      units: this.#units,
      places: this.#places,
      colours: tween.colours(now),
      shares: () => this.#shares,
      shapes: this.#withHeld(tween.shapes(now)),
      palette: this.#palette,
      row: this.#pointed.row,
      pulse: (component) => this.#pulses.at(component, now),
    };
  }

  /** @returns {Float64Array | null} the components' shares of the points; null before the first E step */
  get #shares() {
    const { shading = null, algorithm = "em" } = this.#snapshot ?? {};
    return shading && this.#shades ? this.#shades.shares(shading.step, shading.covarianceType, algorithm) : null;
  }

  /** The components as they are shown now. */
  get #shapes() {
    return this.#withHeld(this.#tween?.shapes(performance.now()) ?? []);
  }

  /**
   * A mean in the hand is where the hand is.
   *
   * @param {(Shape | null)[]} shapes
   */
  #withHeld(shapes) {
    const held = this.#hands.held;
    return held ? shapes.map((shape, component) => (shape && component === held.component ? { ...shape, mean: held.mean } : shape)) : shapes;
  }

  /**
   * @param {Snapshot} snapshot
   * @param {number} now
   * @returns {boolean} whether something is still to be asked for
   */
  #want({ look, points, step }, now) {
    if (!(this.#view instanceof Plane)) return false;
    const camera = this.#view.lens.goal;
    const samples = points.n < points.total && this.#layers.want("samples", this.#units, camera, step, look.colours, now);
    const density = look.density !== "none" && this.#layers.want("density", this.#units, camera, step, look.density, now);
    return samples || density;
  }

  /**
   * @param {"add" | "erase"} tool
   * @param {Point[]} places CSS pixels
   */
  #paint(tool, places) {
    const view = this.#view;
    if (!view || view instanceof Space) return;
    const at = places.map(({ x, y }) => this.#valuesAt(view.unitAt(x * this.#ratio, y * this.#ratio)));
    const [center, edge] = [0, RADIUS * this.#ratio].map((offset) => view.unitAt(offset, offset));
    const radius = center.map((unit, axis) => Math.abs(edge[axis] - unit) * this.#units.span[axis]);
    this.#listener.brush(tool, at, radius);
  }

  /** @param {readonly number[]} place units */
  #valuesAt(place) {
    return place.map((unit, axis) => fromUnit(this.#units, axis, unit));
  }

  /** @param {Point} at CSS pixels */
  #takeable(at) {
    if (!this.movable || !this.#view) return null;
    const shapes = this.#shapes;
    const component = pickMean(this.#view, shapes, [at.x * this.#ratio, at.y * this.#ratio], this.#ratio);
    const mean = component === null ? null : shapes[component]?.mean;
    return component !== null && mean ? { component, mean } : null;
  }

  /** Find what is under the pointer, and tell of it. */
  #point() {
    const { pointer, tool, isOnGround } = this.#hands;
    const [view, before] = [this.#view, this.#pointed];
    this.#pointed = { row: null, component: null };
    if (view && pointer && tool === "look" && !isOnGround) {
      const at = /** @type {[number, number]} */ ([pointer.x * this.#ratio, pointer.y * this.#ratio]);
      const component = pickMean(view, this.#shapes, at, this.#ratio);
      const isCloud = component === null && !(view instanceof Histogram);
      this.#pointed = { component, row: isCloud ? pickRow(view, this.#places, this.#units.dims.length, at, this.#ratio) : null };
    }
    const { row, component } = this.#pointed;
    this.#canvas.style.cursor = this.#hands.cursor(component !== null && this.movable);
    if ([row, component, before.row, before.component].some((index) => index !== null)) this.#listener.hover(this.#hover());
  }

  /** @returns {Hover | null} */
  #hover() {
    const [snapshot, view] = [this.#snapshot, this.#view];
    if (!snapshot || !view) return null;
    const shares = this.#pointed.row === null ? null : this.#shares;
    return describe(this.#pointed, view, snapshot, { shapes: this.#shapes, places: this.#places, shares, ratio: this.#ratio });
  }
}
