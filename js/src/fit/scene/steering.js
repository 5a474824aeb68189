import { significant } from "../../widget/math/format.js";
import { fromUnit, placeOf } from "../draw/data_scale.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Chrome } from "../chrome.js" */
/** @import { Traits } from "../messages.js" */
/** @import { FitChannel } from "../playback/channel.js" */
/** @import { Scene } from "./scene.js" */

/**
 * @typedef {object} Parts what it acts on, read when something happens
 * @property {AnyModel<Traits>} model
 * @property {Pick<Chrome, "announce" | "root">} chrome
 * @property {Pick<FitChannel, "number" | "expectSteps">} channel
 * @property {{wantsPlace: boolean, steer: (dx: number, dy: number) => void, settle: () => void}} quiz
 * @property {{panes: {scene: Scene | null, place: {run: number, index: number}},
 *   emphasize: (component: number | null) => void}} view
 */

/** CSS pixels of a step, and of a long one. */
const STEP = 6;
const LONG = 30;
/** Milliseconds without a key after which a mean is let go where it is. */
const PAUSE = 1_000;
/** How much longer or shorter the axes of an ellipse become with one key. */
const STRETCH = 1.1;

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** @type {Record<string, number>} */
const STRETCHES = { "[": 1 / STRETCH, "]": STRETCH };

/**
 * The keyboard instead of a pointer: arrows move a mean that was taken, or the place that a quiz asks for.
 */
export class Steering {
  #parts;
  /** The component that is held. @type {number | null} */
  #held = null;
  /** Where it is, in units; null where no drag is under way. @type {readonly number[] | null} */
  #place = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  /**
   * @param {Parts} parts
   * @param {AbortSignal} signal
   */
  constructor(parts, signal) {
    this.#parts = parts;
    const { root } = parts.chrome;
    root.addEventListener("keydown", (event) => this.#press(event), { signal, capture: true });
    signal.addEventListener("abort", () => clearTimeout(this.#pause));
  }

  /** Take the first component, or the one after that which is held. */
  take() {
    const snapshot = this.#parts.view.panes.scene?.snapshot;
    if (!snapshot) return;
    this.#rest();
    const count = snapshot.model.weights(snapshot.step.parameters).length;
    this.#held = this.#held === null ? 0 : (this.#held + 1) % count;
    this.#parts.view.emphasize(this.#held);
    this.#tell();
  }

  /**
   * Let go.
   *
   * @returns {boolean} whether something was held
   */
  drop() {
    if (this.#held === null) return false;
    this.#rest();
    this.#parts.chrome.announce(`${this.#name} is let go`);
    this.#held = null;
    this.#parts.view.emphasize(null);
    return true;
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { quiz } = this.#parts;
    const { key, shiftKey, ctrlKey, metaKey, altKey, target } = event;
    const isFree = target instanceof Element && !target.matches("input, select, textarea, button");
    if (ctrlKey || metaKey || altKey || !isFree || (this.#held === null && !quiz.wantsPlace)) return;
    const [dx, dy] = (ARROWS[key] ?? [0, 0]).map((side) => side * (shiftKey ? LONG : STEP));
    if (quiz.wantsPlace) {
      if (key === "Enter") quiz.settle();
      else if (ARROWS[key]) quiz.steer(dx, dy);
      else return;
    } else if (key === "Enter") this.drop();
    else if (ARROWS[key]) this.#move(dx, dy);
    else if (STRETCHES[key]) this.#stretch(STRETCHES[key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * @param {number} dx CSS pixels
   * @param {number} dy
   */
  #move(dx, dy) {
    const { scene } = this.#parts.view.panes;
    const place = this.#place ?? this.#shown;
    if (!scene?.chart || !place) return;
    this.#place = scene.chart.shift(place, dx * scene.ratio, dy * scene.ratio);
    this.#send(false);
    this.#tell();
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#rest(), PAUSE);
  }

  /** @param {number} factor of the axes */
  #stretch(factor) {
    this.#rest();
    const { panes } = this.#parts.view;
    if (!panes.scene?.snapshot || this.#held === null) return;
    const { scale, snapshot } = panes.scene;
    const own = snapshot.model.shapes(snapshot.step.parameters, scale)[this.#held]?.factor;
    if (!snapshot.model.stretch || scale.dims.length !== 2 || !own) return;
    const [[a, b, c], [x, y]] = [own.map((value) => value * factor), scale.span];
    const xy = a * b * x * y;
    const covariance = [
      [a * a * x * x, xy],
      [xy, (b * b + c * c) * y * y],
    ];
    const what = { component: this.#held, dims: [...scale.dims], covariance, done: true };
    this.#parts.channel.number({ kind: "reshape", ...panes.place, ...what });
    this.#parts.channel.expectSteps();
  }

  /** End the drag that is under way. */
  #rest() {
    clearTimeout(this.#pause);
    if (this.#place) this.#send(true);
    this.#place = null;
  }

  /** @param {boolean} done */
  #send(done) {
    const { panes } = this.#parts.view;
    const { scene } = panes;
    if (!scene || !this.#place || this.#held === null) return;
    const at = this.#place.map((unit, axis) => fromUnit(scene.scale, axis, unit));
    const dims = [...scene.scale.dims];
    this.#parts.channel.number({ kind: "move", ...panes.place, component: this.#held, dims, at, done });
    if (done) this.#parts.channel.expectSteps();
  }

  #tell() {
    const { scene } = this.#parts.view.panes;
    const place = this.#place ?? this.#shown;
    if (!scene?.snapshot || !place) return;
    const { dims, axisNames } = scene.snapshot;
    const values = place.map((unit, axis) => {
      const name = axisNames[dims[axis] ?? 0] ?? "";
      return `${name} ${significant(fromUnit(scene.scale, axis, unit), 3)}`;
    });
    this.#parts.chrome.announce(`${this.#name}: ${values.join(", ")}`);
  }

  get #name() {
    const handle = this.#parts.view.panes.scene?.snapshot?.model.handle ?? "";
    return `${handle[0]?.toUpperCase() ?? ""}${handle.slice(1)} ${this.#held}`;
  }

  /** Where the step that is shown has the component, in units. @returns {number[] | null} */
  get #shown() {
    const { scene } = this.#parts.view.panes;
    if (!scene?.snapshot || this.#held === null) return null;
    const { model, step } = scene.snapshot;
    const center = model.centers(step.parameters)[this.#held];
    return center ? placeOf(scene.scale, center) : null;
  }
}
