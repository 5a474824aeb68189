import { undoActions } from "../widget/input/undo.js";
import { readColoring, swatch } from "./draw/recolor.js";
import { fileNameOf } from "./formula.js";
import { savePicture } from "./ui/save.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Action } from "../widget/input/actions.js" */
/** @import { Choice, Menu } from "../widget/ui/menu.js" */
/** @import { Traits } from "./messages.js" */
/** @import { Chrome } from "./ui/chrome.js" */
/** @import { FractalView } from "./view.js" */

/**
 * @typedef {object} Parts what actions act on
 * @property {AnyModel<Traits>} model
 * @property {Chrome} chrome
 * @property {FractalView} view
 */

/** CSS pixels that an arrow key moves, and how many times as far together with Shift. */
const STEP = 80;
const LONG_STEP = 4;

/**
 * The table of what keys, buttons and menus do; gestures are only explained.
 *
 * @param {Parts} parts read when an action runs
 * @returns {Action[]}
 */
export function fractalActions(parts) {
  /** @type {(dx: number, dy: number) => (long: boolean) => void} */
  const step = (dx, dy) => (long) => {
    const length = long ? LONG_STEP * STEP : STEP;
    parts.view.step(-dx * length, -dy * length);
  };
  /** @type {(trait: "colormap" | "engine", choices: Choice[]) => Menu} */
  const menuOf = (trait, choices) => ({
    choices,
    chosen: parts.model.get(trait),
    choose: (name) => {
      parts.model.set(trait, name);
      parts.model.save_changes();
    },
  });
  const colors = () =>
    parts.model.get("colormaps").map((each) => ({ name: each.colormap, swatch: swatch(readColoring(each)) }));
  const engines = () => parts.model.get("engines").map((name) => ({ name }));

  return [
    { id: "wheel", label: "Zoom", help: ["Wheel", "zoom about the pointer"] },
    { id: "drag", label: "Move", help: ["Drag, flick", "move"] },
    { id: "pinch", label: "Zoom and move", help: ["Pinch", "zoom and move"] },
    { id: "double-click", label: "Zoom", help: ["Double click", "zoom in, with Shift out"] },
    { id: "box", label: "Zoom to a box", help: ["Shift + drag", "zoom to a box"] },
    { id: "ctrl-wheel", label: "Zoom", help: ["Ctrl + wheel", "zoom without a click"] },
    {
      id: "zoom-in",
      label: "Zoom in",
      icon: "zoomIn",
      keys: ["+", "="],
      group: "zoom",
      help: ["+ \u2212", "zoom by two"],
      run: () => parts.view.zoom(1, null),
    },
    {
      id: "zoom-out",
      label: "Zoom out",
      icon: "zoomOut",
      keys: ["-", "_"],
      group: "zoom",
      run: () => parts.view.zoom(-1, null),
    },
    { id: "left", label: "Left", keys: ["ArrowLeft"], help: ["Arrows", "move, with Shift further"], run: step(-1, 0) },
    { id: "right", label: "Right", keys: ["ArrowRight"], run: step(1, 0) },
    { id: "up", label: "Up", keys: ["ArrowUp"], run: step(0, -1) },
    { id: "down", label: "Down", keys: ["ArrowDown"], run: step(0, 1) },
    {
      id: "home",
      label: "Home",
      icon: "home",
      keys: ["0", "Home"],
      group: "zoom",
      help: ["0, Home", "the first view"],
      run: () => parts.view.home(),
    },
    ...undoActions({ undo: () => parts.view.undo(), redo: () => parts.view.redo(), what: "a move" }),
    {
      id: "colors",
      label: "Colors",
      icon: "colors",
      keys: ["c"],
      group: "picture",
      help: ["C", "colors"],
      menu: () => menuOf("colormap", colors()),
    },
    {
      id: "engine",
      label: "Engine",
      icon: "engine",
      keys: ["e"],
      group: "picture",
      needsKernel: true,
      help: ["E", "engine"],
      menu: () => menuOf("engine", engines()),
    },
    {
      id: "save",
      label: "Save picture",
      icon: "save",
      keys: ["s"],
      group: "picture",
      help: ["S", "save the picture"],
      run: () => savePicture(parts.chrome.canvas, fileNameOf(parts.model.get("formula"))),
    },
  ];
}
