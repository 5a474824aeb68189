import { undoActions } from "../widget/input/undo.js";
import * as icons from "../widget/ui/icons.js";
import { exportsMenu } from "./exports/exports.js";
import { comparisonOf, modelOf } from "./models/registry.js";
import { modelPanel, stylePanel } from "./panels/controls.js";
import { axesOf, familyDims } from "./panels/dims.js";
import { transportActions } from "./playback/transport_actions.js";
import { rowActions } from "./rows.js";
import { toolActions } from "./tools.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Action } from "../widget/input/actions.js" */
/** @import { Chrome } from "./chrome.js" */
/** @import { FitChannel } from "./playback/channel.js" */
/** @import { Presenter } from "../widget/input/presenter.js" */
/** @import { Quiz } from "./classroom/quiz.js" */
/** @import { Steering } from "./scene/steering.js" */
/** @import { Slides } from "./classroom/slides.js" */
/** @import { FileOrder } from "./exports/order.js" */
/** @import { Player } from "./playback/player.js" */
/** @import { View } from "./models/model.js" */
/** @import { Traits } from "./messages.js" */
/** @import { FitView } from "./view.js" */

/**
 * @typedef {object} Parts what actions act on
 * @property {AnyModel<Traits>} model
 * @property {Chrome} chrome
 * @property {FitChannel} channel
 * @property {Player} player
 * @property {FitView} view
 * @property {FileOrder} order
 * @property {Presenter} presenter
 * @property {Slides} slides
 * @property {Quiz} quiz
 * @property {Steering} steering
 */

/** Starts that are shown side by side. */
const STARTS = 6;
/** Where one acts upon places of the data. @type {readonly View[]} */
const PLANE = ["plane"];
/** Where samples lie in a plane or in space. @type {readonly View[]} */
const SPATIAL = ["plane", "net"];
/** What can be moved and zoomed. @type {readonly View[]} */
const MOVABLE = ["plane", "net", "series"];

/** @typedef {Action & {views?: readonly View[]}} FitAction with the only ways to draw that the action is for */

/**
 * The table of what keys and buttons do.
 *
 * @param {Parts} parts read when an action runs
 * @returns {Action[]}
 */
export function fitActions(parts) {
  /** @type {(name: keyof Traits & string, value: any) => void} */
  const set = (name, value) => parts.player.set(name, value);
  const starts = () => {
    parts.view.await("starts");
    parts.channel.send({ kind: "starts", n: STARTS });
  };
  const close = () => void parts.chrome.closePopup();
  const openModel = () => {
    const { chrome } = parts;
    const make = (/** @type {AbortSignal} */ signal) =>
      modelPanel(parts.model, set, chrome.actions.inGroup("starts"), { close, signal });
    chrome.togglePopup("model", make, chrome.root);
  };
  const openStyle = () => {
    const { chrome } = parts;
    const make = (/** @type {AbortSignal} */ signal) => stylePanel(parts.model, set, chrome, { close, signal });
    chrome.togglePopup("look", make, chrome.root);
  };

  const kind = parts.model.get("algorithm");
  const [{ handle, styleTraits, settings, view }, comparison] = [modelOf({ kind }), comparisonOf(kind)];

  /** @type {FitAction[]} */
  const table = [
    ...transportActions(parts),
    { id: "drag", label: `Drag a ${handle}`, needsKernel: true, help: [`Drag a ${handle}`, "EM goes on from there"] },
    {
      id: "stretch",
      views: PLANE,
      label: "Drag the end of an axis of an ellipse",
      needsKernel: true,
      help: ["Drag an axis's end", "stretch the ellipse"],
    },
    { id: "move", views: MOVABLE, label: "Move the view", help: ["Drag, wheel", "move, zoom"] },
    {
      id: "zoom-in",
      views: MOVABLE,
      label: "Zoom in",
      icon: icons.zoomIn,
      keys: ["+", "="],
      group: "zoom",
      help: ["+ \u2212 0", "zoom, all of the data"],
      run: () => parts.view.zoom(1),
    },
    {
      id: "zoom-out",
      views: MOVABLE,
      label: "Zoom out",
      icon: icons.zoomOut,
      keys: ["-", "_"],
      group: "zoom",
      run: () => parts.view.zoom(-1),
    },
    {
      id: "home",
      views: MOVABLE,
      label: "All of the data",
      icon: icons.home,
      keys: ["0"],
      group: "zoom",
      run: () => parts.view.home(),
    },
    {
      id: "principal",
      views: SPATIAL,
      label: "Principal axes or features",
      keys: ["d"],
      help: ["D", "principal axes or features, of many"],
      run: () => {
        const [axes, dims] = [axesOf(parts.model), parts.model.get("dims")];
        if (axes.names.length > axes.features)
          set(
            "dims",
            familyDims(
              axes,
              dims.some((dim) => dim < axes.features),
              dims.length,
            ),
          );
      },
    },
    {
      id: "basins",
      views: PLANE,
      label: "Basins of a mean",
      keys: ["g"],
      group: "brushes",
      needsKernel: true,
      help: ["G", "where the fit ends, by a mean's start"],
      run: () => parts.view.toggleBasins(),
    },
    {
      id: "nodes",
      views: ["net"],
      label: "Arrow keys in the map of the nodes",
      help: ["Arrows in the map", "from node to node"],
    },
    ...rowActions(parts),
    { id: "hover", label: "Point at a sample", help: ["Hover", "shares of a point"] },
    {
      id: "pairs",
      views: PLANE,
      label: "All pairs of features",
      keys: ["y"],
      group: "brushes",
      help: ["Y", "all pairs of features, at once"],
      run: () => set("pairs", !parts.model.get("pairs")),
    },
    ...toolActions(parts),
    ...undoActions({
      undo: () => parts.channel.send({ kind: "undo" }),
      redo: () => parts.channel.send({ kind: "redo" }),
      what: "drags, strokes and settings",
      needsKernel: true,
    }),
    {
      id: "select",
      label: "Compare by BIC",
      icon: icons.compare,
      keys: ["b"],
      group: "panels",
      needsKernel: true,
      help: ["B", "numbers of components by BIC"],
      run: () => {
        if (!modelOf({ kind: parts.model.get("algorithm") }).hasCriteria) return;
        parts.view.await("selection");
        parts.channel.send({ kind: "select" });
      },
    },
    {
      id: "model",
      label: "Model",
      icon: icons.model,
      keys: ["m"],
      group: "panels",
      needsKernel: true,
      help: ["M", settings.has("covariance_type") ? "components, covariance, seed" : "components, seed"],
      run: openModel,
    },
    {
      id: "restart",
      label: "Another start",
      keys: ["n"],
      group: "starts",
      needsKernel: true,
      help: ["N, W", "another start, several"],
      run: () => parts.channel.send({ kind: "restart" }),
    },
    { id: "starts", label: "Several starts", keys: ["w"], group: "starts", needsKernel: true, run: starts },
    {
      id: "reset",
      label: "Reset",
      group: "starts",
      needsKernel: true,
      run: () => parts.channel.send({ kind: "reset" }),
    },
    {
      id: "bound",
      label: "Lower bound of the step",
      keys: ["t"],
      group: "brushes",
      help: /** @type {[string, string]} */ (["T", "the bound that touches, and its next maximum"]),
      run: () => set("bound", !parts.model.get("bound")),
    },
    ...(comparison
      ? [
          {
            id: "compare",
            label: comparison,
            keys: ["k"],
            needsKernel: true,
            help: /** @type {[string, string]} */ (["K", comparison]),
            run: () => set("compare", !parts.model.get("compare")),
          },
        ]
      : []),
    {
      id: "look",
      label: "View",
      icon: icons.look,
      keys: ["v"],
      group: "panels",
      help: ["V", styleTraits.has("density") ? "features, colors, density" : "colors"],
      run: openStyle,
    },
    {
      id: "peer",
      label: "scikit-learn beside",
      keys: ["j"],
      needsKernel: true,
      help: ["J", "scikit-learn's result from the same start"],
      run: () => {
        parts.view.await("peer");
        parts.channel.send({ kind: "peer" });
      },
    },
    {
      id: "quiz",
      label: "Quiz",
      keys: ["q"],
      needsKernel: true,
      help: ["Q", "quiz: what does the next half-step bring?"],
      run: () => set("quiz", !parts.model.get("quiz")),
    },
    {
      id: "present",
      label: "Present",
      keys: ["p"],
      help: ["P", "present: large, without buttons"],
      run: () => parts.presenter.toggle(),
    },
    {
      id: "next-slide",
      label: "Next slide",
      keys: ["PageDown"],
      help: ["Page \u2193 \u2191", "next and previous slide, if some are prepared"],
      isThere: () => parts.slides.areThere,
      run: () => parts.slides.go(1),
    },
    {
      id: "previous-slide",
      label: "Previous slide",
      keys: ["PageUp"],
      isThere: () => parts.slides.areThere,
      run: () => parts.slides.go(-1),
    },
    {
      id: "save",
      label: "Save picture",
      keys: ["s"],
      help: ["S", "save the picture"],
      run: () => void parts.view.save(),
    },
    {
      id: "export",
      label: "Save as \u2026",
      icon: icons.save,
      keys: ["x"],
      group: "page",
      help: ["X", "save with formulas, as a film, as a table"],
      menu: () =>
        exportsMenu(
          {
            hasKernel: parts.chrome.hasKernel,
            steps: () => parts.view.steps,
            index: () => parts.view.index,
            save: () => void parts.view.save(),
            close: () => void parts.chrome.closePopup(),
          },
          parts.order,
        ),
    },
  ];
  return table.filter(({ views }) => !views || views.includes(view));
}
