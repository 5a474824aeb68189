import { significant } from "../../widget/math/format.js";
import { element, setText } from "../../widget/ui/dom.js";
import { decodeBasins, pointAt, rankedOptima } from "../charts/basin_picture.js";

/** @import { BasinMap } from "../charts/basin_picture.js" */
/** @import { Basins, Failure } from "../messages.js" */
/** @import { FitChannel } from "../playback/channel.js" */
/** @import { Moment } from "../playback/recording.js" */

/**
 * What a fit ends in, but for the mean that a map moves.
 *
 * @typedef {object} State
 * @property {string} kind of the model, and what of it is frozen
 * @property {number} component whose mean is moved
 * @property {string} parameters that begin the fit, without this mean
 * @property {Floor} floor
 */

/** @typedef {number | "relative"} Floor reg_covar */

/** CSS pixels of a point, and most points along a side. */
const CELL = 4;
const MOST = 200;
/** Optima that are listed. */
const LISTED = 6;

/**
 * The basins of a mean: asked for, listed by their optima, and forgotten once they are not true any more.
 */
export class BasinsPanel {
  /** @type {BasinMap | null} */
  map = null;
  #title = element("span");
  #value = element("span", { class: "its-plot-value" });
  #list = element("ul", { class: "its-basins-list" });
  #place = element("p", { class: "its-basins-place" });
  /** The element that holds the list. */
  node = element(
    "figure",
    { class: "its-basins", hidden: "" },
    element("figcaption", {}, this.#title, this.#value),
    this.#place,
    this.#list,
  );
  #seq = -1;
  #sign = 1;
  /** What the map is true of. @type {State | null} */
  #of = null;
  #canvas;

  /**
   * @param {HTMLCanvasElement} canvas of the scene; its data tell what box it shows
   * @param {AbortSignal} signal
   */
  constructor(canvas, signal) {
    this.#canvas = canvas;
    canvas.addEventListener("pointermove", (event) => this.#point(event), { signal });
  }

  /** Whether a map is shown or waited for. */
  get isOpen() {
    return this.#of !== null;
  }

  /**
   * Ask for the basins of a mean in the plane that is shown, or forget them.
   *
   * @param {FitChannel} channel
   * @param {Moment | null} moment
   * @param {number} component
   * @param {{run: number, dims: number[], floor: Floor}} view
   */
  toggle(channel, moment, component, view) {
    if (this.isOpen) this.close(channel);
    else if (moment && view.dims.length === 2) this.ask(channel, moment, component, view);
  }

  /**
   * Ask for the basins of a mean in what is shown.
   *
   * @param {FitChannel} channel
   * @param {Moment} moment
   * @param {number} wanted component; the last one where there are not so many any more
   * @param {{run: number, dims: number[], floor: Floor}} view
   */
  ask(channel, moment, wanted, { run, dims, floor }) {
    const component = Math.min(wanted, moment.model.centers(moment.step.parameters).length - 1);
    const { clientWidth, clientHeight } = this.#canvas;
    const [rows, columns] = [clientHeight, clientWidth].map((side) =>
      Math.max(1, Math.min(MOST, Math.round(side / CELL))),
    );
    const place = { run, index: moment.index, dims, box: this.#box, rows, columns };
    this.#seq = channel.number({ kind: "basins", component, ...place });
    this.#of = stateOf(moment, component, floor);
    this.map = null;
    setText(this.#title, `Basins of mean ${component}, from iteration ${moment.step.iteration}`);
    for (const node of [this.#value, this.#place]) setText(node, "");
    this.#list.replaceChildren();
    this.node.hidden = false;
  }

  /**
   * Forget the map, and tell the kernel so.
   *
   * @param {FitChannel} channel
   */
  close(channel) {
    if (!this.isOpen) return;
    channel.number({
      kind: "basins",
      run: 0,
      index: 0,
      component: null,
      dims: [0, 1],
      box: [0, 1, 0, 1],
      rows: 1,
      columns: 1,
    });
    this.#of = this.map = null;
    this.#seq = -1;
    this.node.hidden = true;
  }

  /**
   * Forget the map unless a fit that begins here differs from its own by the moved mean only.
   *
   * @param {FitChannel} channel
   * @param {Moment | null} start first step of the run that is shown
   * @param {Floor} floor
   */
  check(channel, start, floor) {
    const of = this.#of;
    if (of && JSON.stringify(start && stateOf(start, of.component, floor)) !== JSON.stringify(of)) this.close(channel);
  }

  /**
   * Forget the map if there is none: the kernel has refused it.
   *
   * @param {FitChannel} channel
   * @param {Failure} failure
   */
  fail(channel, { seq }) {
    if (seq === this.#seq) this.close(channel);
  }

  /**
   * Take a message: the answer to what was asked, or the map that a file holds.
   *
   * @param {Basins} basins
   * @param {Pick<FitChannel, "isMine">} channel
   * @param {boolean} hasKernel
   * @param {boolean} hasCells whether what is made larger is minus an inertia
   */
  take(basins, channel, hasKernel, hasCells) {
    if (!hasKernel) {
      setText(this.#title, `Basins of mean ${basins.component}`);
      this.node.hidden = false;
    } else if (!channel.isMine(basins.vid) || basins.seq !== this.#seq) return;
    this.map = decodeBasins(basins);
    this.#sign = hasCells ? -1 : 1;
    setText(this.#value, basins.progress < 1 ? `${Math.floor(100 * basins.progress)}\u2009%` : "");
    const ranked = rankedOptima(this.map);
    const least = ranked.map(({ share }) => share).sort((a, b) => b - a)[LISTED - 1] ?? 0;
    const listed = ranked.filter(({ share }) => share >= least).slice(0, LISTED);
    const rows = listed.map(({ number, value, share }) => {
      const swatch = element("span", { class: "its-swatch" });
      swatch.style.background = basins.colors.length > 1 ? (basins.colors[number] ?? "") : "";
      // Neither none nor all of a map is said of a part.
      const percent = Math.min(Math.round(100 * share), share < 1 ? 99 : 100) || "<\u20091";
      return element("li", {}, swatch, significant(this.#sign * value, 7), element("span", {}, `${percent}\u2009%`));
    });
    const others = ranked.length - listed.length;
    if (others > 0) rows.push(element("li", {}, element("span"), `and ${others} more`));
    const hasGrown = rows.length > this.#list.children.length;
    this.#list.replaceChildren(...rows);
    // Below what else there is to compare it is not seen.
    if (hasGrown) this.node.scrollIntoView({ block: "nearest" });
    if (this.#place.textContent === "") setText(this.#place, `Ends of fits to ${basins.n_samples} samples`);
  }

  /** @param {PointerEvent} event */
  #point({ offsetX, offsetY }) {
    if (!this.map) return;
    const [left, right, bottom, top] = this.#box;
    const { clientWidth, clientHeight } = this.#canvas;
    const [x, y] = [left + (offsetX / clientWidth) * (right - left), top - (offsetY / clientHeight) * (top - bottom)];
    const at = pointAt(this.map.basins, x, y);
    const optimum = at === null ? -1 : this.map.optimum[at];
    const value = this.map.basins.log_likelihoods[optimum];
    if (at !== null && value !== undefined)
      setText(this.#place, `${significant(this.#sign * value, 7)} after ${this.map.iterations[at]} iterations`);
  }

  /** @returns {[number, number, number, number]} */
  get #box() {
    const [left = 0, right = 1, bottom = 0, top = 1] = (this.#canvas.dataset["itsBox"] ?? "").split(" ").map(Number);
    return [left, right, bottom, top];
  }
}

/**
 * @param {Moment} moment
 * @param {number} component
 * @param {Floor} floor
 * @returns {State}
 */
function stateOf({ model, step }, component, floor) {
  const centers = model.centers(step.parameters);
  const others = centers.filter((_, other) => other !== component);
  // Cells begin with their centers alone: the shares follow from these.
  const rest = model.hasCells ? [] : Object.values(step.parameters).filter((values) => values !== centers);
  const parameters = JSON.stringify([others, ...rest]);
  const kind = JSON.stringify([model.kind, model.variant, model.frozen ?? null]);
  return { kind, component, parameters, floor };
}
