import { element, setText } from "../widget/ui/dom.js";
import { Frame, FRAME_BUTTONS } from "../widget/ui/shell.js";
import { Formula } from "./panels/formula.js";
import { HoverCard } from "./panels/hover.js";
import { SelectionPlot } from "./panels/selection.js";
import { Traces } from "./panels/traces.js";
import { Transport } from "./panels/transport.js";
import { Weights } from "./panels/weights.js";

/** @import { Button } from "../widget/ui/toolbar.js" */
/** @import { TransportAction } from "./panels/transport.js" */

/** @type {Button[][]} */
const BUTTONS = [
  [
    { action: "zoom-in", icon: "zoomIn", label: "Zoom in", key: "+" },
    { action: "zoom-out", icon: "zoomOut", label: "Zoom out", key: "-" },
    { action: "home", icon: "home", label: "All of the data", key: "0" },
  ],
  [
    { action: "use-look", icon: "hand", label: "Move the view, drag a mean", key: "H" },
    { action: "use-add", icon: "add", label: "Add points", key: "A" },
    { action: "use-erase", icon: "erase", label: "Erase points", key: "E" },
  ],
  [
    { action: "model", icon: "model", label: "Model", key: "M" },
    { action: "look", icon: "look", label: "View", key: "V" },
  ],
  [{ action: "save", icon: "save", label: "Save picture", key: "S" }, ...FRAME_BUTTONS],
];

/** What a page without a kernel cannot do. */
const KERNEL_ACTIONS = new Set(["use-look", "use-add", "use-erase", "model"]);

/** @type {[string, string][]} */
const HELP = [
  ["Space", "play, pause"],
  ["\u2190 \u2192", "half-step back, forward; with Shift an iteration"],
  ["Home, End", "first step, end of the fit"],
  [", .", "slower, faster"],
  ["L", "play again and again"],
  ["Drag a mean", "EM goes on from there"],
  ["Drag, wheel", "move, zoom"],
  ["+ \u2212 0", "zoom, all of the data"],
  ["Hover", "shares of a point"],
  ["A, E, H", "add, erase points, hand"],
  ["M", "components, covariance, seed"],
  ["N, W", "another start, several"],
  ["K", "k-means beside EM"],
  ["V", "features, colours, density"],
  ["S", "save the picture"],
  ["F", "full screen"],
  ["?", "this sheet"],
  ["Escape", "leave the view"],
];

/** What can be done without a kernel. */
const RECORDED_HELP = new Set(["Space", "\u2190 \u2192", "Home, End", ", .", "L", "Drag, wheel", "+ \u2212 0", "Hover", "V", "S", "F", "?", "Escape"]);

/**
 * @typedef {object} Host
 * @property {(action: string) => void} act a button was pressed
 * @property {(action: TransportAction) => void} transport
 * @property {(speed: number) => void} pace half-steps per second
 * @property {(index: number) => void} seek
 * @property {(held: boolean) => void} hold
 * @property {(index: number | null) => void} point
 * @property {(component: number | null) => void} emphasize
 * @property {(row: number) => void} choose
 */

/**
 * Everything around the scenes.
 */
export class Chrome extends Frame {
  /** The scenes' canvases; the second one is there only while two algorithms are compared. */
  panes = [pane(), pane()];
  card = new HoverCard();
  formula = new Formula();
  traces;
  weights;
  selection;
  transport;
  #poster = element("img", { class: "its-poster", alt: "" });
  #lesson = element("p", { class: "its-lesson" });

  /**
   * @param {boolean} hasKernel
   * @param {Host} host
   * @param {AbortSignal} signal
   */
  constructor(hasKernel, host, signal) {
    const stage = element("div", { class: "its-stage" });
    super(
      {
        kind: "mixture",
        description: "animated fit",
        buttons: hasKernel ? BUTTONS : BUTTONS.map((group) => group.filter(({ action }) => !KERNEL_ACTIONS.has(action))).filter(({ length }) => length > 0),
        help: hasKernel ? HELP : HELP.filter(([control]) => RECORDED_HELP.has(control)),
        stage,
        act: host.act,
      },
      signal,
    );
    const { seek, hold, point } = host;
    this.hasKernel = hasKernel;
    this.traces = new Traces({ seek, hold, hover: point }, signal);
    this.weights = new Weights(host.emphasize);
    this.selection = new SelectionPlot(host.choose, signal);
    this.transport = new Transport({ act: host.transport, pace: host.pace, seek, hold, hover: point }, signal);
    stage.prepend(this.#poster, ...this.panes.map(({ node }) => node), this.card.node);
    this.root.prepend(
      this.#lesson,
      element("div", { class: "its-main" }, stage, element("div", { class: "its-column" }, this.traces.node, this.weights.node, this.selection.node)),
      this.formula.node,
      this.transport.node,
    );
    this.showCompared(null);
  }

  /** @param {[string, string] | null} names of the two algorithms that are shown side by side */
  showCompared(names) {
    this.panes.forEach(({ node, title }, index) => {
      node.hidden = index > 0 && !names;
      title.hidden = !names;
      setText(title, names?.[index] ?? "");
    });
  }

  /** @param {"look" | "add" | "erase"} tool */
  showTool(tool) {
    for (const each of ["look", "add", "erase"]) this.press(`use-${each}`, each === tool);
  }

  /** @param {string} text what to look at */
  showLesson(text) {
    setText(this.#lesson, text);
    this.#lesson.hidden = text === "";
  }

  /** @param {string | null} png base64, until there is something better */
  showPoster(png) {
    this.#poster.hidden = png === null;
    if (png !== null) this.#poster.src = `data:image/png;base64,${png}`;
  }

  /**
   * @param {string} action of a button that stays pressed
   * @param {boolean} pressed
   */
  press(action, pressed) {
    this.toolbar.querySelector(`[data-action="${action}"]`)?.setAttribute("aria-pressed", String(pressed));
  }
}

function pane() {
  const canvas = element("canvas", { class: "its-canvas" });
  const title = element("div", { class: "its-pane-title" });
  return { node: element("div", { class: "its-pane" }, canvas, title), canvas, title };
}
