import { undoActions } from "../widget/input/undo.js";
import * as icons from "../widget/ui/icons.js";
import { toggleCycling } from "./colors/cycling.js";
import { colorsPanel } from "./colors/panel.js";
import { fileNameOf } from "./formula.js";
import { OVERLAYS } from "./overlays/registry.js";
import { bookmarksPanel } from "./places/bookmarks.js";
import { gotoPanel } from "./places/goto.js";
import { savePicture } from "./places/save.js";
import { savedView, toJson } from "./places/saved.js";
import { overlaysPanel } from "./ui/overlays.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Action } from "../widget/input/actions.js" */
/** @import { PanelHost } from "../widget/ui/panel.js" */
/** @import { Traits } from "./messages.js" */
/** @import { Overlays } from "./overlays/overlays.js" */
/** @import { Chrome } from "./ui/chrome.js" */
/** @import { Travel } from "./places/travel.js" */
/** @import { LargePicture } from "./places/large.js" */
/** @import { Presenter } from "../widget/input/presenter.js" */
/** @import { FractalView } from "./view.js" */
/** @import { Cruise } from "./viewport/cruise.js" */

/**
 * @typedef {object} Parts what actions act on
 * @property {AnyModel<Traits>} model
 * @property {Chrome} chrome
 * @property {FractalView} view
 * @property {Overlays} overlays
 * @property {Travel} travel
 * @property {Presenter} presenter
 * @property {LargePicture} large
 * @property {Cruise} cruise
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
    parts.view.moves.step(-dx * length, -dy * length);
  };
  const engines = () => ({
    choices: parts.model.get("engines").map((name) => ({ name })),
    chosen: parts.model.get("engine"),
    choose: (/** @type {string} */ name) => {
      parts.model.set("engine", name);
      parts.model.save_changes();
    },
  });
  /** @type {(id: string, make: (host: PanelHost) => HTMLElement) => () => void} */
  const panel = (id, make) => () => {
    const { chrome } = parts;
    chrome.togglePopup(id, (signal) => make({ signal, close: () => chrome.closePopup() }));
  };

  /** @type {Action[]} */
  const colors = [
    {
      id: "colors",
      label: "Colors",
      icon: icons.colors,
      keys: ["c"],
      group: "picture",
      help: ["C", "colors"],
      run: panel("colors", (host) => {
        const { root, hasKernel } = parts.chrome;
        return colorsPanel(parts.model, parts.view.scene, { ...host, root, hasKernel });
      }),
    },
    {
      id: "cycle",
      label: "Play the colors",
      keys: ["y"],
      help: ["Y", "let the colors go round"],
      run: () => toggleCycling(parts.model, parts.view.scene),
    },
  ];
  // Of pictures in files the colors are all that there is.
  const isPainted = parts.model.get("field_names").includes("color");

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
      icon: icons.zoomIn,
      keys: ["+", "="],
      group: "zoom",
      help: ["+ \u2212", "zoom by two; held, on and on"],
      run: () => parts.view.moves.zoom(1, null),
      hold: (held) => parts.cruise.go(held ? 1 : 0),
    },
    {
      id: "zoom-out",
      label: "Zoom out",
      icon: icons.zoomOut,
      keys: ["-", "_"],
      group: "zoom",
      run: () => parts.view.moves.zoom(-1, null),
      hold: (held) => parts.cruise.go(held ? -1 : 0),
    },
    { id: "left", label: "Left", keys: ["ArrowLeft"], help: ["Arrows", "move, with Shift further"], run: step(-1, 0) },
    { id: "right", label: "Right", keys: ["ArrowRight"], run: step(1, 0) },
    { id: "up", label: "Up", keys: ["ArrowUp"], run: step(0, -1) },
    { id: "down", label: "Down", keys: ["ArrowDown"], run: step(0, 1) },
    {
      id: "home",
      label: "Home",
      icon: icons.home,
      keys: ["0", "Home"],
      group: "zoom",
      help: ["0, Home", "the first view"],
      run: () => parts.view.moves.home(),
    },
    {
      id: "goto",
      label: "Go to",
      icon: icons.goto,
      keys: ["g"],
      group: "zoom",
      fold: 1,
      help: ["G", "go to a point, an angle, an address"],
      run: panel("goto", (host) =>
        gotoPanel(parts.model, parts.view.moves, parts.travel, { ...host, hasKernel: parts.chrome.hasKernel }),
      ),
    },
    {
      id: "bookmarks",
      label: "Bookmarks",
      icon: icons.bookmarks,
      keys: ["b"],
      group: "zoom",
      fold: 6,
      help: ["B", "bookmarks"],
      run: panel("bookmarks", (host) => bookmarksPanel(parts.model, parts, parts.travel, host)),
    },
    {
      id: "detail",
      label: "Nearest detail",
      keys: ["n"],
      needsKernel: true,
      help: ["N", "the nearest detail"],
      run: () => void parts.travel.tell(parts.travel.to("detail")),
    },
    { id: "exchange", label: "Copy and paste", help: ["Ctrl + C, V", "copy the view, paste one"] },
    { id: "drop", label: "Drop", help: ["Drop a picture", "its view"] },
    {
      id: "present",
      label: "Present",
      keys: ["p"],
      help: ["P", "present: large, without buttons"],
      run: () => parts.presenter.toggle(),
    },
    ...undoActions({ undo: () => parts.view.history.undo(), redo: () => parts.view.history.redo(), what: "a move" }),
    ...(isPainted ? [] : colors),
    {
      id: "overlays",
      label: "Overlays",
      icon: icons.overlays,
      keys: ["l"],
      group: "picture",
      help: ["L", "orbits, cycles, axes above the picture"],
      run: panel("overlays", (host) =>
        overlaysPanel(parts.model, parts.overlays, { ...host, hasKernel: parts.chrome.hasKernel }),
      ),
    },
    ...OVERLAYS.map(
      ({ name, label, key, help }) =>
        /** @type {Action} */ ({
          id: name,
          label,
          keys: [key],
          help: [key.toUpperCase(), help],
          run: () => parts.overlays.toggle(name),
        }),
    ),
    { id: "walk", label: "Walk the orbit", keys: [" "], run: () => parts.overlays.walk() },
    {
      id: "engine",
      label: "Engine",
      icon: icons.engine,
      keys: ["e"],
      group: "picture",
      fold: 5,
      needsKernel: true,
      help: ["E", "engine"],
      menu: engines,
    },
    {
      id: "save",
      label: "Save picture",
      icon: icons.save,
      keys: ["s"],
      group: "picture",
      fold: 3,
      help: ["S", "save the picture"],
      run: () => {
        const { chrome, model, view } = parts;
        savePicture(chrome.canvas, fileNameOf(model.get("formula")), toJson(savedView(model, view.moves.place)));
      },
    },
    {
      id: "large",
      label: "Save a large picture",
      icon: icons.large,
      group: "picture",
      fold: 7,
      needsKernel: true,
      menu: () => parts.large.menu,
    },
  ];
}
