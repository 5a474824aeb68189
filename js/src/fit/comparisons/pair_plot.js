import { button, element } from "../../widget/ui/dom.js";
import { watchSize } from "../../widget/ui/layout.js";
import { familyDims } from "../panels/dims.js";
import { Scene } from "../scene/scene.js";

/** @import { View } from "../draw/drawing.js" */
/** @import { Axes } from "../panels/dims.js" */
/** @import { DecodedPoints } from "../playback/points.js" */
/** @import { Moment } from "../playback/recording.js" */

/** Up to so many features all of them are shown; of more so many principal axes, or features of most variance. */
const MOST_FEATURES = 6;
const MOST_AXES = 5;
/** Points of a cell; of more every so many-th. */
const MOST_POINTS = 3_000;

/**
 * All pairs of features at the step that is shown, each in a small plane, and each feature alone on the diagonal. A click
 * shows one of them large.
 */
export class PairPlot {
  /** The element that covers the scene while it is open. */
  node = element("div", { class: "its-pair-plot", role: "group", "aria-label": "All pairs of features", hidden: "" });
  #choose;
  /** @type {{scene: Scene, dims: number[]}[]} */
  #cells = [];
  /** What the cells are made for. */
  #made = "";
  #stop = new AbortController();
  /** @type {{points: DecodedPoints, few: DecodedPoints} | null} */
  #thinned = null;

  /**
   * @param {(dims: number[]) => void} choose
   * @param {AbortSignal} signal
   */
  constructor(choose, signal) {
    this.#choose = choose;
    signal.addEventListener("abort", () => this.#stop.abort());
  }

  /**
   * Show a step, or close.
   *
   * @param {boolean} isOpen
   * @param {Moment} moment
   * @param {Omit<View, "hovered" | "example">} view
   * @param {Axes} axes
   * @param {number | null} hovered component that stands out
   */
  show(isOpen, moment, view, axes, hovered) {
    this.node.hidden = !isOpen || moment.model.view !== "plane" || axes.features < 2;
    if (this.node.hidden) {
      if (this.#cells.length > 0) this.#clear();
      return;
    }
    const made = JSON.stringify(axes);
    if (made !== this.#made) this.#make(axes);
    this.#made = made;
    const points = this.#few(view.points);
    const style = { ...view.style, density: /** @type {const} */ ("none"), trails: false, sigmas: [1, 2] };
    for (const { scene, dims } of this.#cells)
      scene.show({ ...moment, ...view, points, dims, style, hovered, example: null }, { eased: false });
  }

  #clear() {
    this.#stop.abort();
    for (const { scene } of this.#cells) scene.close();
    [this.#cells, this.#made, this.#thinned] = [[], "", null];
    this.node.replaceChildren();
  }

  /** @param {Axes} axes */
  #make(axes) {
    this.#clear();
    this.#stop = new AbortController();
    const dims = dimsOf(axes);
    this.node.style.setProperty("--its-pair-plot", String(dims.length));
    const cells = dims.flatMap((y, row) =>
      dims.slice(0, row + 1).map((x, column) => {
        const isAlone = x === y;
        const name = isAlone ? (axes.names[x] ?? "") : `${axes.names[x]} and ${axes.names[y]}`;
        const canvas = element("canvas", { class: "its-pair-canvas" });
        const choose = () => this.#choose(isAlone ? [x] : [x, y]);
        const cell = button("pair-cell", name, choose, canvas);
        if (isAlone) cell.append(element("span", { class: "its-pair-name", "aria-hidden": "true" }, name));
        cell.style.gridArea = `${row + 1} / ${column + 1}`;
        const scene = new Scene(canvas, this.#stop.signal);
        watchSize(canvas, (width, height, ratio) => scene.resize(width, height, ratio), this.#stop.signal);
        this.#cells.push({ scene, dims: isAlone ? [x] : [x, y] });
        return cell;
      }),
    );
    this.node.replaceChildren(...cells);
  }

  /** @param {DecodedPoints} points */
  #few(points) {
    if (this.#thinned?.points !== points) this.#thinned = { points, few: thinned(points) };
    return this.#thinned.few;
  }
}

/**
 * What stands along both sides.
 *
 * @param {Axes} axes
 */
export function dimsOf(axes) {
  const { names, features } = axes;
  if (features <= MOST_FEATURES) return names.slice(0, features).map((_, dim) => dim);
  return familyDims(axes, names.length > features, MOST_AXES);
}

/**
 * Every so many-th of many points, as if there were no others.
 *
 * @param {DecodedPoints} points
 * @returns {DecodedPoints}
 */
export function thinned(points) {
  const { n, d, data, labels, weights } = points;
  const stride = Math.ceil(n / MOST_POINTS);
  const isKept = (/** @type {unknown} */ _, /** @type {number} */ row) => row % stride === 0;
  if (stride <= 1) return { ...points, total: n };
  const kept = Math.ceil(n / stride);
  const rows = new Float64Array(kept * d);
  for (let row = 0; row < kept; row++) rows.set(data.subarray(row * stride * d, (row * stride + 1) * d), row * d);
  const others = { labels: labels && labels.filter(isKept), weights: weights && weights.filter(isKept) };
  return { ...points, ...others, data: rows, n: kept, total: kept };
}
