import { watchSize } from "../widget/ui/layout.js";
import { axesOf } from "./panels/dims.js";
import { Interaction } from "./scene/interaction.js";
import { Scene } from "./scene/scene.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Camera } from "./charts/chart.js" */
/** @import { BasinMap } from "./charts/basin_picture.js" */
/** @import { Chrome } from "./chrome.js" */
/** @import { Snapshot, View } from "./draw/drawing.js" */
/** @import { FitChannel } from "./playback/channel.js" */
/** @import { DecodedPoints } from "./playback/points.js" */
/** @import { Moment } from "./playback/recording.js" */
/** @import { Picture, Traits } from "./messages.js" */
/** @import { Box, Layer } from "./protocol.js" */
/** @import { Hover, Tool } from "./scene/interaction.js" */

/** @typedef {{scene: Scene, interaction: Interaction, shown: Snapshot | null}} Pane */

/**
 * @typedef {object} Host
 * @property {() => {run: number, index: number}} place of the step that is shown
 * @property {(hover: Hover | null) => void} hover
 */

/**
 * The scenes of a view side by side: one, or two while two models are compared.
 */
export class Panes {
  #model;
  #chrome;
  #channel;
  #host;
  #signal;
  /** @type {Pane[]} */
  #panes = [];
  /** @type {Map<number, Scene>} who has asked for a picture, by the request's number */
  #askers = new Map();
  /** @type {Tool} */
  #tool = "look";
  /** The part of the data that was shown or asked for last. */
  #box = "null";

  /**
   * @param {AnyModel<Traits>} model
   * @param {Chrome} chrome
   * @param {FitChannel} channel
   * @param {Host} host
   * @param {AbortSignal} signal
   */
  constructor(model, chrome, channel, host, signal) {
    this.#model = model;
    this.#chrome = chrome;
    this.#channel = channel;
    this.#host = host;
    this.#signal = signal;
    this.#panes.push(this.#make(0));
    chrome.showTool(this.#tool);
  }

  /**
   * Use a tool in all scenes.
   *
   * @param {Tool} tool
   */
  set tool(tool) {
    this.#tool = tool;
    this.#chrome.showTool(tool);
    for (const { interaction } of this.#panes) interaction.tool = tool;
  }

  /** Whether a component is held by its handle. */
  get isDragging() {
    return this.#panes.some(({ interaction }) => interaction.isDragging);
  }

  /** The scene that leads. */
  get scene() {
    return this.#panes[0]?.scene ?? null;
  }

  /** The step that is shown. */
  get place() {
    return this.#host.place();
  }

  /**
   * Zoom all scenes about their middles: the others follow the first.
   *
   * @param {number} levels positive goes in
   */
  zoom(levels) {
    this.#panes[0]?.scene.zoom(levels, null);
  }

  /** Show all of the data. */
  home() {
    this.#panes[0]?.scene.home();
  }

  /**
   * Save the first scene.
   *
   * @returns {Promise<Blob> | undefined} a PNG file of the first scene
   */
  save() {
    return this.#panes[0]?.scene.save();
  }

  /**
   * Show a picture where it was asked for.
   *
   * @param {Picture} picture
   */
  setPicture(picture) {
    this.#askers.get(picture.seq)?.setPicture(picture);
    this.#askers.delete(picture.seq);
  }

  /**
   * How all scenes are drawn.
   *
   * @param {DecodedPoints} points
   * @returns {Omit<View, "hovered" | "example">}
   */
  view(points) {
    const model = this.#model;
    return {
      points,
      dims: model.get("dims"),
      style: {
        colors: model.get("colors"),
        fade: model.get("fade"),
        sigmas: model.get("sigmas"),
        trails: model.get("trails"),
        density: model.get("density"),
        classes: model.get("classes"),
        regression: model.get("regression"),
      },
      palette: model.get("palette"),
      axisNames: model.get("axis_names"),
    };
  }

  /**
   * Show one moment, or two side by side.
   *
   * @param {Moment} moment of the model that leads
   * @param {Moment | null} beside
   * @param {DecodedPoints} points
   * @param {{hovered: number | null, example: number | null, basins: BasinMap | null, eased: boolean}} options
   */
  show(moment, beside, points, { hovered, example, basins, eased }) {
    this.#chrome.showCompared(beside && [moment.model.algorithm, beside.model.algorithm]);
    const own = this.view(points);
    this.#chrome.pairs.show(this.#model.get("pairs"), moment, own, axesOf(this.#model), hovered);
    const density = moment.model.styleTraits.has("density") ? own.style.density : "none";
    this.#showIn(0, { ...moment, ...own, style: { ...own.style, density }, hovered, example, basins }, eased);
    this.#look();
    if (!beside) return;
    const isNew = this.#panes.length === 1;
    if (isNew) this.#panes.push(this.#make(1));
    const view = this.view({ ...points, total: points.n });
    // The kernel draws the density of the fit that leads: it is not that of the other.
    this.#showIn(1, { ...beside, ...view, style: { ...view.style, density: "none" }, hovered, example }, eased);
    const camera = this.#panes[0]?.scene.chart?.camera;
    if (isNew && camera) this.#panes[1]?.scene.follow(camera);
  }

  /** Go to the part of the data that was asked for elsewhere. */
  #look() {
    const box = this.#model.get("box");
    if (String(box) === this.#box) return;
    this.#box = String(box);
    this.#panes[0]?.scene.look(box);
  }

  /** Stop drawing. */
  close() {
    for (const { scene } of this.#panes) scene.close();
  }

  /**
   * @param {number} index
   * @param {Snapshot} snapshot
   * @param {boolean} eased
   */
  #showIn(index, snapshot, eased) {
    const pane = this.#panes[index];
    if (!pane || (pane.shown && isSame(pane.shown, snapshot))) return;
    pane.scene.show(snapshot, { eased });
    pane.shown = snapshot;
  }

  /**
   * @param {number} index
   * @returns {Pane}
   */
  #make(index) {
    const [chrome, channel, model] = [this.#chrome, this.#channel, this.#model];
    const { canvas, node } = /** @type {typeof chrome.panes[0]} */ (chrome.panes[index]);
    const ask = (
      /** @type {Layer} */ layer,
      /** @type {Box} */ box,
      /** @type {number} */ width,
      /** @type {number} */ height,
    ) => {
      const what = { layer, dims: model.get("dims"), box, width, height };
      this.#askers.set(channel.number({ kind: "picture", ...this.#host.place(), ...what }), scene);
    };
    const report = (/** @type {number[] | null} */ box) => {
      // Rows of a series are the same in all of its features.
      const dims = box ? model.get("dims").slice(0, box.length / 2) : model.get("dims");
      if (index > 0) return;
      this.#box = String(box);
      if (chrome.hasKernel) channel.send({ kind: "camera", dims, box });
    };
    const lead = (/** @type {Camera} */ camera) => {
      for (const pane of this.#panes) if (pane.scene !== scene) pane.scene.follow(camera);
    };
    const scene = new Scene(canvas, this.#signal, ask, report, lead);
    const interaction = new Interaction(
      scene,
      {
        move: (component, dims, at, done) => {
          channel.number({ kind: "move", ...this.#host.place(), component, dims, at, done });
          if (done) channel.expectSteps();
        },
        reshape: (component, dims, covariance, done) => {
          channel.number({ kind: "reshape", ...this.#host.place(), component, dims, covariance, done });
          if (done) channel.expectSteps();
        },
        adjust: (name, place, value, done) => {
          channel.number({ kind: "adjust", ...this.#host.place(), name, place: [...place], value, done });
          if (done) channel.expectSteps();
        },
        brush: (tool, at, radius, stroke) =>
          channel.send({ kind: "brush", tool, dims: model.get("dims"), at, radius, stroke }),
        hover: (hover) =>
          this.#host.hover(
            hover && { ...hover, at: { x: hover.at.x + node.offsetLeft, y: hover.at.y + node.offsetTop } },
          ),
        takesWheel: () => chrome.takesWheel,
        decline: () => chrome.showHint(),
      },
      this.#signal,
    );
    interaction.tool = this.#tool;
    interaction.movable = chrome.hasKernel;
    watchSize(canvas, (width, height, ratio) => scene.resize(width, height, ratio), this.#signal);
    return { scene, interaction, shown: null };
  }
}

/**
 * @param {Snapshot} a
 * @param {Snapshot} b
 */
function isSame(a, b) {
  return (
    a.step === b.step &&
    a.model === b.model &&
    a.points.data === b.points.data &&
    a.hovered === b.hovered &&
    a.example === b.example &&
    a.basins === b.basins &&
    JSON.stringify([a.style, a.dims, a.palette, a.axisNames]) ===
      JSON.stringify([b.style, b.dims, b.palette, b.axisNames])
  );
}
