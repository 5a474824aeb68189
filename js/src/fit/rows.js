import { modelOf } from "./models/registry.js";
import { spokenRow } from "./panels/captions.js";

/** @import { FitAction, Parts } from "./actions.js" */
/** @import { View } from "./models/model.js" */

/** Where rows follow one another. @type {readonly View[]} */
const SERIES = ["series"];
/** Rows of a long step along them. */
const LONG = 10;

/**
 * What keys do along the rows of a series.
 *
 * @param {Parts} parts read when an action runs
 * @returns {FitAction[]}
 */
export function rowActions(parts) {
  return [
    {
      id: "drag-arrow",
      views: SERIES,
      label: "Drag the knob of an arrow",
      needsKernel: true,
      help: ["Drag a knob", "along its arrow: the probability"],
      isThere: () => Boolean(modelOf({ kind: parts.model.get("algorithm") }).lattice),
    },
    {
      id: "row-before",
      views: SERIES,
      label: "Row before",
      keys: ["[", "{"],
      help: ["[ ]", "row before, after; with Shift ten"],
      run: (long) => walk(parts, long ? -LONG : -1),
    },
    {
      id: "row-after",
      views: SERIES,
      label: "Row after",
      keys: ["]", "}"],
      run: (long) => walk(parts, long ? LONG : 1),
    },
  ];
}

/**
 * Go on to another row, and say what is there.
 *
 * @param {Parts} parts
 * @param {number} rows negative goes back
 */
function walk({ view, chrome, model }, rows) {
  const { shown } = view;
  if (!shown) return;
  const row = Math.max(0, Math.min(shown.points.n - 1, shown.row + rows));
  view.exemplify(row);
  chrome.announce(spokenRow(shown.moment, shown.points, row, model.get("feature_names")));
}
