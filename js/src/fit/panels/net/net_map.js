import { significant } from "../../../widget/math/format.js";
import { drawing, element, setText } from "../../../widget/ui/dom.js";
import { uMatrix } from "../../models/map/lattice.js";
import { errorsOf } from "../../models/map/matching.js";

/** @import { Lattice } from "../../models/map/lattice.js" */
/** @import { MapParameters } from "../../models/map/matching.js" */
/** @import { Step } from "../../messages.js" */
/** @import { DecodedPoints } from "../../playback/points.js" */
/** @import { Moment } from "../../playback/recording.js" */

/** Radius of the disc of a node with an even share of the samples, and at most, in steps of the lattice. */
const EVEN = 0.25;
const LARGEST = 0.46;
/** Opacities of cells whose nodes are near to their neighbors, and of those that are farthest. */
const FAINTEST = 0.04;
const DARKEST = 0.85;
/** Products of differences beyond which the errors are not worth the wait. */
const MOST_WORK = 6e7;
/** Ways of the arrow keys: rows down, columns to the right. @type {Record<string, readonly [number, number]>} */
const WAYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * The lattice of a map: a cell for each node, the darker the farther it is from its neighbors, a disc as large as its share
 * of the samples, and the radius of the neighborhoods as a disc about the node that is pointed at.
 */
export class NetMap {
  #value = element("span", { class: "its-plot-value" });
  #title = element("span");
  #cells = drawing("g");
  #disc = drawing("circle", { class: "its-net-radius" });
  #svg = drawing("svg", { class: "its-net-cells", tabindex: "0", role: "application" }, this.#cells, this.#disc);
  #errors = element("p", { class: "its-net-errors" });
  /** The element that holds the map. */
  node = element(
    "figure",
    { class: "its-net-map", hidden: "" },
    element("figcaption", {}, this.#title, this.#value),
    this.#svg,
    this.#errors,
  );
  #hover;
  #announce;
  #drawn = "";
  /** @type {{lattice: Lattice, heights: Float64Array, weights: number[]} | null} */
  #shown = null;
  /** The node that the arrow keys have reached. */
  #at = 0;
  /** @type {{cell: SVGElement, disc: SVGElement}[]} */
  #nodes = [];
  /** @type {WeakMap<Step, string>} */
  #known = new WeakMap();

  /**
   * @param {(node: number | null) => void} hover
   * @param {(text: string) => void} announce
   */
  constructor(hover, announce) {
    this.#hover = hover;
    this.#announce = announce;
    this.#svg.setAttribute("aria-label", "Map of the nodes: arrow keys go from node to node");
    this.#svg.addEventListener("pointermove", ({ target }) => {
      const node = target instanceof Element ? target.closest("[data-node]") : null;
      if (node) this.#go(Number(node.getAttribute("data-node")));
    });
    this.#svg.addEventListener("pointerleave", () => hover(null));
    this.#svg.addEventListener("blur", () => hover(null));
    this.#svg.addEventListener("keydown", (event) => this.#step(event));
  }

  /**
   * Show the map of a step.
   *
   * @param {Moment} moment
   * @param {string[]} palette
   * @param {number | null} hovered node
   * @param {DecodedPoints} points
   */
  show({ step, shading, model }, palette, hovered, points) {
    const { net, captions } = model;
    if (!net) return;
    const { lattice, winner } = net;
    const { radius } = parametersOf(step);
    const key = `${lattice.rows} ${lattice.columns} ${lattice.topology} ${palette}`;
    if (key !== this.#drawn) this.#make(lattice, palette);
    this.#drawn = key;
    const [heights, weights] = [uMatrix(lattice, model.centers(step.parameters)), model.weights(step.parameters)];
    this.#shown = { lattice, heights, weights };
    const highest = Math.max(...heights) || 1;
    this.#nodes.forEach(({ cell, disc }, node) => {
      cell.style.fillOpacity = String(FAINTEST + ((DARKEST - FAINTEST) * heights[node]) / highest);
      disc.style.r = `${Math.min(LARGEST, EVEN * Math.sqrt(weights[node] * weights.length))}px`;
      cell.classList.toggle("its-hovered", node === hovered);
    });
    const [x, y] = hovered === null ? middleOf(lattice) : (lattice.positions[hovered] ?? [0, 0]);
    this.#disc.style.r = `${radius}px`;
    this.#disc.style.cx = `${x}px`;
    this.#disc.style.cy = `${y}px`;
    setText(this.#title, captions.weights);
    setText(this.#value, `radius ${significant(radius, 3)}`);
    setText(this.#errors, shading ? this.#errorsAt(shading, { lattice, winner }, points) : "");
  }

  /**
   * @param {Step} shading
   * @param {{lattice: Lattice, winner: "nearest" | "local"}} net
   * @param {DecodedPoints} points
   */
  #errorsAt(shading, { lattice, winner }, points) {
    if (points.data.length * lattice.positions.length > MOST_WORK) return "";
    const known = this.#known.get(shading);
    if (known !== undefined) return known;
    const { quantization, topographic } = errorsOf(lattice, winner, parametersOf(shading), points);
    const text = `Quantization error ${significant(quantization, 3)}, topographic error ${significant(100 * topographic, 2)}\u2009%`;
    this.#known.set(shading, text);
    return text;
  }

  /**
   * @param {Lattice} lattice
   * @param {string[]} palette
   */
  #make(lattice, palette) {
    const corners = cornersOf(lattice.topology);
    const reach = Math.max(...corners.map(([x]) => x));
    const drop = Math.max(...corners.map(([, y]) => y));
    const xs = lattice.positions.map(([x]) => x);
    const ys = lattice.positions.map(([, y]) => y);
    const [width, height] = [Math.max(...xs) + 2 * reach, Math.max(...ys) + 2 * drop];
    this.#svg.setAttribute("viewBox", `${-reach} ${-drop} ${width} ${height}`);
    this.#svg.style.aspectRatio = `${width} / ${height}`;
    this.#nodes = lattice.positions.map(([x, y], node) => {
      const points = corners.map(([dx, dy]) => `${x + 0.97 * dx},${y + 0.97 * dy}`).join(" ");
      const cell = drawing("polygon", { points, "data-node": String(node) });
      const disc = drawing("circle", { cx: String(x), cy: String(y), "data-node": String(node) });
      disc.style.fill = palette[node] ?? "";
      return { cell, disc };
    });
    this.#cells.replaceChildren(...this.#nodes.map(({ cell }) => cell), ...this.#nodes.map(({ disc }) => disc));
    this.#at = Math.min(this.#at, this.#nodes.length - 1);
  }

  /** @param {number} node */
  #go(node) {
    this.#at = node;
    this.#hover(node);
  }

  /** @param {KeyboardEvent} event */
  #step(event) {
    const way = WAYS[event.key];
    if (!way || !this.#shown) return;
    event.preventDefault();
    event.stopPropagation();
    const { lattice, heights, weights } = this.#shown;
    const { rows, columns } = lattice;
    const row = Math.max(0, Math.min(rows - 1, Math.floor(this.#at / columns) + way[0]));
    const column = Math.max(0, Math.min(columns - 1, (this.#at % columns) + way[1]));
    this.#go(row * columns + column);
    const share = significant(100 * weights[this.#at], 2);
    const text = `Node in row ${row + 1}, column ${column + 1}: ${share} % of the samples`;
    this.#announce(`${text}, ${significant(heights[this.#at], 2)} from its neighbors`);
  }
}

/**
 * @param {Step} step
 * @returns {MapParameters}
 */
function parametersOf({ parameters }) {
  return /** @type {any} */ (parameters);
}

/**
 * The corners of a cell about its node.
 *
 * @param {"rectangular" | "hexagonal"} topology
 * @returns {(readonly [number, number])[]}
 */
function cornersOf(topology) {
  if (topology === "rectangular")
    return [
      [-0.5, -0.5],
      [0.5, -0.5],
      [0.5, 0.5],
      [-0.5, 0.5],
    ];
  return Array.from({ length: 6 }, (_, corner) => {
    const turn = Math.PI / 6 + (corner * Math.PI) / 3;
    return [Math.cos(turn) / Math.sqrt(3), Math.sin(turn) / Math.sqrt(3)];
  });
}

/**
 * @param {Lattice} lattice
 * @returns {[number, number]}
 */
function middleOf({ positions }) {
  const [xs, ys] = [positions.map(([x]) => x), positions.map(([, y]) => y)];
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}
