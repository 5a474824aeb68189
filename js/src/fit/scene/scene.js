import { css, parseColor } from "../../widget/math/color.js";
import { chartOf } from "../charts/chart.js";
import { Layers } from "../charts/layers.js";
import { fromUnit, project } from "../draw/data_scale.js";
import { degenerateOf } from "../draw/drawing.js";
import { NEUTRAL, readTheme, watchTheme } from "../draw/theme.js";
import { Pulses } from "./pulses.js";
import { Shades } from "./shades.js";
import { ShownBox } from "./shown_box.js";
import { DURATION, Tween } from "./tween.js";

/** @import { Point } from "../../widget/input/pointer.js" */
/** @import { Color } from "../../widget/math/color.js" */
/** @import { Camera, Chart } from "../charts/chart.js" */
/** @import { Canvas } from "../draw/canvas.js" */
/** @import { DataScale } from "../draw/data_scale.js" */
/** @import { Drawing, Pointed, Snapshot } from "../draw/drawing.js" */
/** @import { Shape } from "../models/model.js" */
/** @import { Picture } from "../messages.js" */
/** @import { Box, Layer } from "../protocol.js" */
/** @import { Handle } from "./handle_drag.js" */

/**
 * An overlay that lies over a scene and takes part in its animation frames.
 *
 * @typedef {object} Overlay
 * @property {Handle | null} handle what is dragged: it is drawn there
 * @property {boolean} movable whether anything may be dragged
 * @property {(now: number) => boolean} advance to a time in milliseconds; whether there is more to do
 * @property {() => void} answer another step is shown
 * @property {() => void} point what is under the pointer may have changed
 * @property {(canvas: Canvas) => void} draw over the chart
 */

/**
 * The picture of a fit on a canvas.
 */
export class Scene {
  /** @type {Overlay | null} */
  overlay = null;
  /** @type {Pointed | null} what is pointed at */
  pointed = null;
  /** Where the pointer is, in device pixels. @type {[number, number] | null} */
  pointer = null;
  /** The component whose ellipses can be stretched now. @type {number | null} */
  stretchable = null;
  /** @type {Snapshot | null} */
  snapshot = null;
  /** @type {Chart | null} */
  chart = null;
  /** @type {DataScale} */
  scale = { dims: [], directions: [], origin: [], span: [] };
  /** Device pixels per CSS pixel; 0 until the canvas has a size. */
  ratio = 0;
  #context;
  #layers;
  #theme;
  #stillness = matchMedia("(prefers-reduced-motion: reduce)");
  #frame = 0;
  /** @type {Float64Array} of the points, in units */
  #places = new Float64Array();
  /** @type {Color[]} */
  #palette = [];
  /** @type {Shades | null} */
  #shades = null;
  /** @type {Tween | null} */
  #tween = null;
  #pulses = new Pulses();
  #box;
  #lead;
  /** What the camera has shown last. @type {object | undefined} */
  #seen;

  /**
   * @param {HTMLCanvasElement} element
   * @param {AbortSignal} signal
   * @param {(layer: Layer, box: Box, width: number, height: number) => void} [askForPicture] of what the kernel draws
   * @param {(box: number[] | null) => void} [report] the part of the data that is shown, once the camera rests; null is
   *   all of it
   * @param {(camera: Camera) => void} [lead] the camera has moved: others may follow
   */
  constructor(element, signal, askForPicture = () => {}, report = () => {}, lead = () => {}) {
    this.element = element;
    this.#box = new ShownBox(report);
    this.#lead = lead;
    this.#context = /** @type {CanvasRenderingContext2D} */ (element.getContext("2d", { alpha: false }));
    this.#theme = readTheme(element);
    this.#layers = new Layers(askForPicture, () => this.#schedule());
    const retint = () => {
      this.#theme = readTheme(element);
      this.#schedule();
    };
    watchTheme(retint, signal);
  }

  /** Whether motion is wanted. */
  get isEased() {
    return !this.#stillness.matches;
  }

  /** The components as they are shown now. */
  get shapes() {
    return this.#displaced(this.#tween?.shapes(performance.now()) ?? []);
  }

  /** The components' shares of the points; null before the first E step. @returns {Float64Array | null} */
  get shares() {
    const { snapshot } = this;
    return snapshot?.shading && this.#shades ? this.#shades.shares(snapshot.shading, snapshot.model) : null;
  }

  /**
   * How much the points count in the estimates.
   *
   * @returns {Float64Array | null} from 0 to 1; null before the first E step, and where all count alike
   */
  get pulls() {
    const { snapshot } = this;
    return snapshot?.shading && this.#shades ? this.#shades.pulls(snapshot.shading, snapshot.model) : null;
  }

  /**
   * Follow the size of the element.
   *
   * @param {number} width device pixels
   * @param {number} height
   * @param {number} ratio device pixels per CSS pixel
   */
  resize(width, height, ratio) {
    this.ratio = ratio;
    this.#theme = readTheme(this.element);
    if (this.element.width !== width || this.element.height !== height) {
      this.element.width = width;
      this.element.height = height;
    }
    this.chart?.camera.resize(width, height, ratio);
    // A canvas of a new size is empty: no frame may show that.
    this.#draw(performance.now());
    this.overlay?.point();
  }

  /**
   * Show a snapshot.
   *
   * @param {Snapshot} snapshot
   * @param {{eased: boolean}} options eased: on a way that the eye can follow
   */
  show(snapshot, { eased }) {
    const [before, now] = [this.snapshot, performance.now()];
    const still = this.#tween && { shapes: this.#tween.shapes(now), colors: this.#tween.colors(now) };
    const { model, step, points } = snapshot;
    this.snapshot = snapshot;
    // For a moment the palette may be that of another number of components.
    this.#palette = model
      .weights(step.parameters)
      .map((_, component) => parseColor(snapshot.palette[component]) ?? NEUTRAL);
    const isNewChart = this.#orient(snapshot, before);
    const { colors, fade } = snapshot.style;
    const style = { colors, fade, palette: this.#palette, hovered: snapshot.hovered };
    if (!this.#shades || before?.points !== points) this.#shades = new Shades(points, style);
    this.#shades.restyle(style);
    if (before?.step !== step) {
      this.overlay?.answer();
      this.#pulses.follow(degenerateOf(snapshot), this.isEased ? now : -Infinity);
    }
    const goal = {
      shapes: model.shapes(step.parameters, this.scale),
      colors: this.#shades.colors(snapshot.shading, model),
    };
    const duration = eased && still && !isNewChart && this.isEased ? (this.chart?.duration ?? DURATION) : 0;
    this.#tween = new Tween(still ?? goal, goal, now, duration);
    this.touch();
  }

  /**
   * Show a picture that the kernel has drawn.
   *
   * @param {Picture} picture
   */
  setPicture(picture) {
    void this.#layers.take(picture);
  }

  /**
   * Zoom about a place.
   *
   * @param {number} levels positive goes in
   * @param {Point | null} at CSS pixels; null is the middle
   * @param {boolean} [eased]
   */
  zoom(levels, at, eased = true) {
    const [x, y] = at ? [at.x * this.ratio, at.y * this.ratio] : [this.element.width / 2, this.element.height / 2];
    this.chart?.camera.zoom(levels, x, y, eased && this.isEased);
    this.touch();
  }

  /**
   * Show the same part as another scene of the same data.
   *
   * @param {Camera} camera of the other
   */
  follow(camera) {
    if (!this.chart?.camera.match) return;
    this.chart.camera.match(camera);
    this.#seen = this.chart.camera.shown;
    this.touch();
  }

  /**
   * Show a part of the data that somebody else has chosen, who needs no report of it.
   *
   * @param {number[] | null} box as charts give them; null is all of it
   */
  look(box) {
    this.#box.look(box);
    this.touch();
  }

  /** Show all of the data. */
  home() {
    this.chart?.camera.home(this.isEased);
    this.touch();
  }

  /**
   * Find what is at a place.
   *
   * @param {Point} at CSS pixels
   */
  pick({ x, y }) {
    const { chart, snapshot, ratio } = this;
    if (!chart || !snapshot || !this.#tween) return null;
    return chart.pick(this.#drawing(snapshot, this.#tween, performance.now()), [x * ratio, y * ratio], ratio);
  }

  /**
   * Whether a place is within the largest ellipse of a component, or just beside it.
   *
   * @param {number} component
   * @param {Point} at CSS pixels
   * @param {number} beside CSS pixels
   */
  encloses(component, { x, y }, beside) {
    const { chart, snapshot, ratio } = this;
    if (!chart?.encloses || !snapshot || !this.#tween) return false;
    const drawing = this.#drawing(snapshot, this.#tween, performance.now());
    return chart.encloses(drawing, component, [x * ratio, y * ratio], beside * ratio);
  }

  /**
   * The values at a place.
   *
   * @param {readonly [number, number]} share of the width and the height
   * @param {readonly number[]} dims along which they are wanted
   * @returns {number[]} NaN where there is none
   */
  placeAt([x, y], dims) {
    const units = this.chart?.unitAt?.(x * this.element.width, y * this.element.height) ?? [];
    const axes = dims.map((dim) => this.scale.dims.indexOf(dim));
    return axes.map((axis) => fromUnit(this.scale, axis, units[axis] ?? NaN));
  }

  /** Draw with the next frame: something has changed. */
  touch() {
    this.overlay?.point();
    this.#schedule();
  }

  /** Save what is shown as a PNG file. @returns {Promise<Blob>} */
  save() {
    this.#draw(performance.now());
    return new Promise((resolve, reject) => {
      this.element.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error("The picture cannot be saved."))),
        "image/png",
      );
    });
  }

  /** Stop drawing and forget what was shown. */
  close() {
    cancelAnimationFrame(this.#frame);
    this.ratio = 0;
    this.#layers.close();
    this.snapshot = this.#tween = this.#shades = this.chart = null;
    this.#places = new Float64Array();
  }

  /**
   * Choose the chart and its scale.
   *
   * @param {Snapshot} snapshot
   * @param {Snapshot | null} before
   * @returns {boolean} whether the picture is not to be compared with the one before
   */
  #orient(snapshot, before) {
    const { model, points, dims } = snapshot;
    const { scale, make } = chartOf(snapshot, this.#layers);
    const isNewView = !this.chart || String(dims) !== String(before?.dims) || model.view !== before?.model.view;
    const isNewData = points !== before?.points;
    // A view that one has gone into keeps its place when samples are added or erased.
    const refits =
      this.chart?.camera.isHome && String([scale.origin, scale.span]) !== String([this.scale.origin, this.scale.span]);
    if (isNewView || refits || (isNewData && model.isSequential)) {
      this.scale = scale;
      this.chart = make();
      this.chart.camera.resize(this.element.width, this.element.height, this.ratio || 1);
    }
    if (isNewView) this.#box.renew();
    if (isNewData) this.#layers.renew();
    if (isNewView || isNewData) this.#places = project(this.scale, points.data, points.d);
    return Boolean(isNewView || refits);
  }

  #schedule() {
    if (this.#frame === 0 && this.ratio > 0) this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }

  /** @param {number} now */
  #draw(now) {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { width, height } = this.element;
    this.#context.fillStyle = css(this.#theme.surface);
    this.#context.fillRect(0, 0, width, height);
    const { snapshot, chart, overlay } = this;
    if (!snapshot || !chart || !this.#tween || this.ratio === 0) return;
    this.#box.lead(chart, this.isEased);
    const isBusy = overlay?.advance(now) ?? false;
    if (chart.camera.advance(now)) overlay?.point();
    /** @type {Canvas} */
    const canvas = { context: this.#context, width, height, ratio: this.ratio, theme: this.#theme };
    chart.draw(canvas, this.#drawing(snapshot, this.#tween, now));
    this.#box.tell(chart, this.element);
    if (chart.camera.shown !== this.#seen) {
      this.#seen = chart.camera.shown;
      this.#lead(chart.camera);
    }
    overlay?.draw(canvas);
    const waits = chart.want?.(snapshot, now) ?? false;
    if (isBusy || waits || chart.camera.moving || this.#tween.moves(now) || this.#pulses.moves(now)) this.#schedule();
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
      scale: this.scale,
      places: this.#places,
      colors: () => tween.colors(now),
      pulls: () => this.pulls,
      shares: () => this.shares,
      shapes: this.#displaced(tween.shapes(now)),
      palette: this.#palette,
      pointed: this.pointed,
      pointer: this.pointer,
      stretchable: this.stretchable,
      adjusted: this.#adjusted(),
      isDragged: Boolean(this.overlay?.handle),
      isMovable: Boolean(this.overlay?.movable),
      isEased: this.isEased,
      way: tween.way(now),
      pulse: (component) => this.#pulses.at(component, now),
    };
  }

  /** The number of the parameters that is dragged. */
  #adjusted() {
    const handle = this.overlay?.handle;
    const value = handle?.entry && this.chart?.valueAt?.(handle.entry, handle.place);
    return handle?.entry && value !== undefined ? { ...handle.entry, value } : null;
  }

  /**
   * A component that is dragged is where the pointer is, or as the pointer stretches it.
   *
   * @param {(Shape | null)[]} shapes
   */
  #displaced(shapes) {
    const [handle, model] = [this.overlay?.handle, this.snapshot?.model];
    if (!handle || handle.entry) return shapes;
    if (handle.stretch && model?.stretch) {
      const { end, from } = handle.stretch;
      const factor = this.chart?.stretched?.(from, end, handle.place, model.stretch).factor;
      const isOwn = (/** @type {number} */ component) => model.isShared || component === handle.component;
      return shapes.map((shape, component) => (shape && factor && isOwn(component) ? { ...shape, factor } : shape));
    }
    return shapes.map((shape, component) => {
      if (!shape || component !== handle.component) return shape;
      const mean = [...shape.mean];
      handle.axes.forEach((axis, i) => (mean[axis] = handle.place[i]));
      return { ...shape, mean };
    });
  }
}
