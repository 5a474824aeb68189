import * as icons from "../widget/ui/icons.js";
import { modelOf } from "./models/registry.js";

/** @import { FitAction, Parts } from "./actions.js" */
/** @import { View } from "./models/model.js" */

/** Where components have places. @type {readonly View[]} */
const STEERED = ["plane", "net", "series"];
/** Where samples lie in a plane or in space. @type {readonly View[]} */
const SPATIAL = ["plane", "net"];

/**
 * The hand and the brushes.
 *
 * @param {Parts} parts read when an action runs
 * @returns {FitAction[]}
 */
export function toolActions(parts) {
  const { handle, view, smoothing } = modelOf({ kind: parts.model.get("algorithm") });
  const isPlane = view === "plane";
  return [
    {
      id: "steer",
      views: STEERED,
      label: `Take a ${handle} by keys`,
      keys: ["c"],
      needsKernel: true,
      help: [
        "C, then arrows",
        isPlane ? "a mean by keys, its ellipse by [ ]; Enter ends it" : `a ${handle} by keys; Enter ends it`,
      ],
      isThere: () => !smoothing,
      run: () => parts.steering.take(),
    },
    {
      id: "use-look",
      views: SPATIAL,
      label: "Move the view, drag a mean",
      icon: icons.hand,
      keys: ["h"],
      group: "tools",
      needsKernel: true,
      help: ["A, E, H", "add, erase points, hand"],
      run: () => parts.view.use("look"),
    },
    {
      id: "use-add",
      views: SPATIAL,
      label: "Add points",
      icon: icons.add,
      keys: ["a"],
      group: "tools",
      needsKernel: true,
      run: () => parts.view.use("add"),
    },
    {
      id: "use-erase",
      views: SPATIAL,
      label: "Erase points",
      icon: icons.erase,
      keys: ["e"],
      group: "tools",
      needsKernel: true,
      run: () => parts.view.use("erase"),
    },
    {
      id: "use-heavier",
      views: SPATIAL,
      label: "More weight",
      keys: ["i"],
      group: "brushes",
      needsKernel: true,
      help: ["I, O", "more, less weight"],
      run: () => parts.view.use("heavier"),
    },
    {
      id: "use-lighter",
      views: SPATIAL,
      label: "Less weight",
      keys: ["o"],
      group: "brushes",
      needsKernel: true,
      run: () => parts.view.use("lighter"),
    },
  ];
}
