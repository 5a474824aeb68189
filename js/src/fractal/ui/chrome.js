import { element } from "../../widget/ui/dom.js";
import { Frame, FRAME_BUTTONS } from "../../widget/ui/shell.js";
import { menu } from "../../widget/ui/menu.js";
import { ScaleBar } from "./scalebar.js";
import { Status } from "./status.js";

/** @import { Button } from "../../widget/ui/toolbar.js" */
/** @import { Box } from "../tiles/tiles.js" */

/** @type {Button[][]} */
const BUTTONS = [
  [
    { action: "zoom-in", icon: "zoomIn", label: "Zoom in", key: "+" },
    { action: "zoom-out", icon: "zoomOut", label: "Zoom out", key: "-" },
    { action: "home", icon: "home", label: "Home", key: "0" },
  ],
  [
    { action: "colours", icon: "colours", label: "Colours", key: "C" },
    { action: "engine", icon: "engine", label: "Engine", key: "E" },
    { action: "save", icon: "save", label: "Save picture", key: "S" },
  ],
  FRAME_BUTTONS,
];

/** @type {[string, string][]} */
const HELP = [
  ["Wheel", "zoom about the pointer"],
  ["Drag, flick", "move"],
  ["Pinch", "zoom and move"],
  ["Double click", "zoom in, with Shift out"],
  ["Shift + drag", "zoom to a box"],
  ["Ctrl + wheel", "zoom without a click"],
  ["+ \u2212", "zoom by two"],
  ["Arrows", "move, with Shift further"],
  ["0, Home", "the first view"],
  ["F", "full screen"],
  ["C", "colours"],
  ["E", "engine"],
  ["S", "save the picture"],
  ["?", "this sheet"],
  ["Escape", "leave the view"],
];

/** What a page without a kernel cannot do: actions, and keys of the help. */
const KERNEL_ACTIONS = new Set(["colours", "engine"]);
const KERNEL_KEYS = new Set(["C", "E"]);

/**
 * Everything around the picture: status and scale bar besides what all views have.
 */
export class Chrome extends Frame {
  canvas = element("canvas", { class: "its-canvas" });
  status = new Status();
  scaleBar = new ScaleBar();
  #box = element("div", { class: "its-box" });

  /**
   * @param {boolean} hasKernel
   * @param {(action: string) => void} act
   * @param {AbortSignal} signal
   */
  constructor(hasKernel, act, signal) {
    const buttons = hasKernel ? BUTTONS : BUTTONS.map((group) => group.filter(({ action }) => !KERNEL_ACTIONS.has(action)));
    const help = hasKernel ? HELP : HELP.filter(([key]) => !KERNEL_KEYS.has(key));
    super({ kind: "fractal", description: "zoomable picture", buttons, help, act }, signal);
    this.root.prepend(this.canvas, this.#box, this.status.node, this.scaleBar.node);
  }

  /** @param {Box | null} box CSS pixels */
  showBox(box) {
    this.#box.classList.toggle("its-active", box !== null);
    if (!box) return;
    Object.assign(this.#box.style, {
      left: `${box.left}px`,
      top: `${box.top}px`,
      width: `${box.right - box.left}px`,
      height: `${box.bottom - box.top}px`,
    });
  }

  /**
   * @param {string} label
   * @param {string[]} names
   * @param {string} chosen
   * @param {(name: string) => void} choose
   */
  toggleMenu(label, names, chosen, choose) {
    if (names.length === 0) return;
    this.togglePopup(label, () => menu(label, names, chosen, { choose, close: () => this.closePopup() }));
  }
}
