import { element } from "../../widget/ui/dom.js";
import { choice, segments } from "../../widget/ui/fields.js";
import { search } from "../fields/search.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Field } from "../../widget/ui/fields.js" */
/** @import { Traits } from "../messages.js" */

/** Up to so many features, all pairs are shown to choose from. */
const MOST_PAIRS = 8;
/** Of more axes than this, one types a part of the name. */
const MOST_LISTED = 16;

/** @type {[string, string][]} */
const FAMILIES = [
  ["pca", "Principal"],
  ["features", "Features"],
];
/** @type {[string, string][]} */
const VIEWS = [
  ["1", "Histogram"],
  ["2", "Plane"],
  ["3", "Cloud"],
];

/**
 * @typedef {object} Axes what can be shown
 * @property {string[]} names of the features, and after them of the principal axes
 * @property {number} features number of them
 * @property {number[]} widest features, that of most variance first
 */

/**
 * The axes of a view.
 *
 * @param {AnyModel<Traits>} model
 * @returns {Axes}
 */
export function axesOf(model) {
  return { names: model.get("axis_names"), features: model.get("feature_names").length, widest: model.get("widest") };
}

/**
 * Choose which features or principal axes are shown, and with that how: one as a histogram, two in the plane, three as a
 * cloud.
 *
 * @param {Axes} all
 * @param {(dims: number[]) => void} set
 * @returns {Field<number[]>}
 */
export function dimsPicker(all, set) {
  const { names, features } = all;
  /** @type {number[]} */
  let dims = [];
  const view = segments("View", VIEWS.slice(0, names.length), (axes) => {
    const isPrincipal = dims.every((dim) => dim >= features);
    set(isPrincipal ? familyDims(all, true, Number(axes)) : resize(dims, Number(axes), names.length));
  });
  const family = segments("Axes", FAMILIES, (value) => set(familyDims(all, value === "pca", dims.length)));
  const axes = ["x", "y", "z"].map((axis, position) =>
    (names.length > MOST_LISTED ? search : choice)(
      axis,
      names.map((name, dim) => [String(dim), name]),
      (dim) => set(replace(dims, position, Number(dim))),
    ),
  );
  const pairs = features > 2 && features <= MOST_PAIRS ? pairMatrix(names.slice(0, features), set) : null;
  const node = element(
    "div",
    { class: "its-dims" },
    view.node,
    family.node,
    element("div", { class: "its-axes" }, ...axes.map(({ node: axis }) => axis)),
  );
  if (pairs) node.append(pairs.node);
  node.hidden = names.length < 2;
  family.node.hidden = names.length === features;
  return {
    node,
    show: (value) => {
      dims = value;
      view.show(String(value.length));
      family.show(value.every((dim) => dim >= features) ? "pca" : "features");
      axes.forEach((axis, position) => {
        axis.node.hidden = position >= value.length || names.length === 2;
        axis.show(String(value[position] ?? 0));
      });
      pairs?.show(value);
    },
  };
}

/**
 * As many principal axes, or features of most variance, as are shown.
 *
 * @param {Axes} all
 * @param {boolean} principal
 * @param {number} length
 * @returns {number[]}
 */
export function familyDims({ names, features, widest }, principal, length) {
  const dims = principal ? names.slice(features).map((_, axis) => features + axis) : widest;
  return dims.slice(0, length).sort((a, b) => a - b);
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
