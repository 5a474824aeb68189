import * as icons from "../widget/ui/icons.js";

/** @import { FitAction, Parts } from "./actions.js" */
/** @import { View } from "./models/model.js" */

/** Where one acts upon places of the data. @type {readonly View[]} */
const PLANE = ["plane"];

/**
 * The hand and the brushes.
 *
 * @param {Parts} parts read when an action runs
 * @returns {FitAction[]}
 */
export function toolActions(parts) {
  return [
    {
      id: "steer",
      views: PLANE,
      label: "Take a mean by keys",
      keys: ["c"],
      needsKernel: true,
      help: ["C, then arrows", "a mean by keys, its ellipse by [ ]; Enter ends it"],
      run: () => parts.steering.take(),
    },
    {
      id: "use-look",
      views: PLANE,
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
      views: PLANE,
      label: "Add points",
      icon: icons.add,
      keys: ["a"],
      group: "tools",
      needsKernel: true,
      run: () => parts.view.use("add"),
    },
    {
      id: "use-erase",
      views: PLANE,
      label: "Erase points",
      icon: icons.erase,
      keys: ["e"],
      group: "tools",
      needsKernel: true,
      run: () => parts.view.use("erase"),
    },
    {
      id: "use-heavier",
      views: PLANE,
      label: "More weight",
      keys: ["i"],
      group: "brushes",
      needsKernel: true,
      help: ["I, O", "more, less weight"],
      run: () => parts.view.use("heavier"),
    },
    {
      id: "use-lighter",
      views: PLANE,
      label: "Less weight",
      keys: ["o"],
      group: "brushes",
      needsKernel: true,
      run: () => parts.view.use("lighter"),
    },
  ];
}
