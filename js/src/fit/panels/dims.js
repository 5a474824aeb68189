import { element } from "../../widget/ui/dom.js";
import { choice, segments } from "../../widget/ui/fields.js";

/** @import { Field } from "../../widget/ui/fields.js" */

/** Up to so many features, all pairs are shown to choose from. */
const MOST_PAIRS = 8;

/** @type {[string, string][]} */
const VIEWS = [
  ["1", "Histogram"],
  ["2", "Plane"],
  ["3", "Cloud"],
];

/**
 * Choose which features are shown, and with that how: one as a histogram, two in the plane, three as a cloud.
 *
 * @param {string[]} names of the features
 * @param {(dims: number[]) => void} set
 * @returns {Field<number[]>}
 */
export function dimsPicker(names, set) {
  /** @type {number[]} */
  let dims = [];
  const view = segments("View", VIEWS.slice(0, names.length), (axes) => set(resize(dims, Number(axes), names.length)));
  const axes = ["x", "y", "z"].map((axis, position) =>
    choice(
      axis,
      names.map((name, dim) => [String(dim), name]),
      (dim) => set(replace(dims, position, Number(dim))),
    ),
  );
  const pairs = names.length > 2 && names.length <= MOST_PAIRS ? pairMatrix(names, set) : null;
  const node = element(
    "div",
    { class: "its-dims" },
    view.node,
    element("div", { class: "its-axes" }, ...axes.map(({ node: axis }) => axis)),
  );
  if (pairs) node.append(pairs.node);
  node.hidden = names.length < 2;
  return {
    node,
    show: (value) => {
      dims = value;
      view.show(String(value.length));
      axes.forEach((axis, position) => {
        axis.node.hidden = position >= value.length || names.length === 2;
        axis.show(String(value[position] ?? 0));
      });
      pairs?.show(value);
    },
  };
}

/**
 * As many dimensions as asked for, those that are shown first.
 *
 * @param {number[]} dims
 * @param {number} length
 * @param {number} features
 * @returns {number[]}
 */
export function resize(dims, length, features) {
  const others = Array.from({ length: features }, (_, dim) => dim).filter((dim) => !dims.includes(dim));
  return [...dims, ...others].slice(0, length);
}

/**
 * Put a dimension on an axis; if it is on another one, both change places.
 *
 * @param {number[]} dims
 * @param {number} position
 * @param {number} dim
 * @returns {number[]}
 */
export function replace(dims, position, dim) {
  return dims.map((each, index) => (index === position ? dim : each === dim ? (dims[position] ?? each) : each));
}

/**
 * @param {string[]} names
 * @param {(dims: number[]) => void} set
 * @returns {Field<number[]>}
 */
function pairMatrix(names, set) {
  const cells = names.flatMap((yName, y) =>
    names.slice(0, y).map((xName, x) => {
      const label = `${xName} and ${yName}`;
      const cell = element("button", { type: "button", class: "its-pair", title: label, "aria-label": label });
      cell.style.gridArea = `${y} / ${x + 1}`;
      cell.addEventListener("click", () => set([x, y]));
      return { cell, x, y };
    }),
  );
  const node = element(
    "div",
    { class: "its-pairs", role: "group", "aria-label": "Pairs of features" },
    ...cells.map(({ cell }) => cell),
  );
  node.style.setProperty("--its-pairs", String(names.length - 1));
  return {
    node,
    show: (dims) => {
      for (const { cell, x, y } of cells) {
        cell.setAttribute("aria-pressed", String(dims.length === 2 && dims.includes(x) && dims.includes(y)));
      }
    },
  };
}
