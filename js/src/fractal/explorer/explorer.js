import { listen } from "../../widget/comm/listen.js";
import { complex } from "../../widget/math/format.js";
import { element } from "../../widget/ui/dom.js";
import { layOut, reportSize } from "../../widget/ui/layout.js";
import { explorerActions } from "./actions.js";
import { Constant } from "./constant.js";
import { Handle } from "./handle.js";
import { keepTogether } from "./together.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Action } from "../../widget/input/actions.js" */
/** @import { Point } from "../../widget/input/pointer.js" */
/** @import { DecimalPair, ExplorerTraits, Traits } from "../messages.js" */
/** @import { Recording } from "../tiles/recorded.js" */
/** @import { Chrome } from "../ui/chrome.js" */
/** @import { FractalView } from "../view.js" */

/**
 * What a view has beyond one that stands alone.
 *
 * @typedef {object} Role
 * @property {string} caption says which plane it is
 * @property {Action[]} actions
 * @property {(at: Point) => void} [click] CSS pixels
 * @property {() => void} [doubleClick] called after two clicks
 */

/**
 * A view that is shown.
 *
 * @typedef {{chrome: Chrome, view: FractalView, close: () => void}} Pane
 */

/**
 * A plane to be shown, of a kernel or of a recording.
 *
 * @typedef {{model: AnyModel<Traits>, recording: Recording | null}} Plane
 */

/** @typedef {(context: {model: AnyModel<Traits>, el: HTMLElement}, recording: Recording | null, role: Role) => Pane} Show */

/** Milliseconds in which a second click makes a double click, at most. */
const DOUBLE = 600;
/** Milliseconds after which keys have let c rest. */
const REST = 300;
const LOST = "One of the planes is not there any more. In a notebook, run the cell again.";
const FIXED = "In a file c stays where it is: the Julia sets of others need a kernel.";

/**
 * Show both planes of an explorer in one element.
 *
 * @param {{model: AnyModel<ExplorerTraits>, el: HTMLElement}} context
 * @param {(name: "parameter_plane" | "dynamical_plane") => Promise<Plane>} find
 * @param {Show} show shows a single view
 * @returns {() => void} the cleanup
 */
export function showExplorer({ model, el }, find, show) {
  const stop = new AbortController();
  const root = element("div", { class: "its-explorer", role: "group", "aria-label": "Explorer of two planes" });
  el.append(root);
  layOut(model, el, root);
  Promise.all([find("parameter_plane"), find("dynamical_plane")]).then(
    (planes) => stop.signal.aborted || new Explorer({ model, el, root }, planes, show, stop.signal),
    () => root.replaceChildren(LOST),
  );
  return () => {
    stop.abort();
    root.remove();
  };
}

/**
 * Both planes, and the point c that links them.
 */
class Explorer {
  #parameters;
  #constant;
  #handle;
  #hasKernel;
  /** @type {DecimalPair | null} c before a click that may be the first half of a double click */
  #before = null;
  #clickTimer = 0;
  #keyTimer = 0;

  /**
   * @param {{model: AnyModel<ExplorerTraits>, el: HTMLElement, root: HTMLElement}} context
   * @param {[Plane, Plane]} planes of parameters and of starts
   * @param {Show} show
   * @param {AbortSignal} signal
   */
  constructor({ model, el, root }, [parameters, starts], show, signal) {
    this.#hasKernel = starts.recording === null;
    const actions = explorerActions(model, (dx, dy) => this.#nudge(dx, dy));
    /** @type {(plane: Plane, role: Omit<Role, "actions">) => Pane} */
    const make = (plane, role) => {
      const host = element("div", { class: "its-plane" });
      root.append(host);
      const pane = show({ model: plane.model, el: host }, plane.recording, { ...role, actions });
      signal.addEventListener("abort", () => pane.close());
      return pane;
    };
    this.#parameters = make(parameters, {
      caption: "Parameter plane c",
      click: (at) => this.#click(at),
      doubleClick: () => this.#unclick(),
    });
    const dynamical = make(starts, { caption: "Dynamical plane z" });
    this.#constant = new Constant(starts.model, dynamical.view, () => this.#handle?.show(this.#constant.value), signal);
    this.#handle = new Handle({
      read: () => this.#constant.value,
      move: (c) => {
        root.classList.add("its-dragging");
        if (this.#hasKernel) this.#constant.move(c);
        else this.#tellFixed();
      },
      rest: (at) => {
        root.classList.remove("its-dragging");
        this.#parameters.view.hover(at);
        this.#rest();
      },
      take: () => this.#parameters.chrome.takeFocus(),
      canvas: this.#parameters.chrome.canvas,
      signal,
    });
    this.#parameters.chrome.canvas.after(this.#handle.node);
    this.#parameters.view.watch(({ shown, ratio }) => this.#handle.follow(shown, ratio));
    const panes = [this.#parameters, dynamical];
    for (const { chrome } of panes) chrome.frame = root;
    keepTogether(model, panes, signal);
    const arrange = () => {
      root.classList.toggle("its-swapped", model.get("swapped"));
      for (const { chrome } of panes) chrome.press("together", model.get("together"));
    };
    listen(model, "change:swapped change:together", arrange, signal);
    listen(model, "change:width change:fluid", () => layOut(model, el, root), signal);
    arrange();
    reportSize(model, el, { root, isFullScreen: false }, signal);
    signal.addEventListener("abort", () => {
      clearTimeout(this.#clickTimer);
      clearTimeout(this.#keyTimer);
    });
  }

  /** @param {Point} at CSS pixels */
  #click(at) {
    const c = this.#handle.at(at);
    if (!c) return;
    if (!this.#hasKernel) return this.#tellFixed();
    this.#before ??= this.#constant.value;
    clearTimeout(this.#clickTimer);
    this.#clickTimer = setTimeout(() => {
      this.#before = null;
    }, DOUBLE);
    this.#constant.move(c);
    this.#rest();
  }

  /** A double click only zooms: c is what it was before. */
  #unclick() {
    if (!this.#before) return;
    this.#constant.move(this.#before);
    this.#rest();
    this.#before = null;
  }

  /**
   * @param {number} dx CSS pixels
   * @param {number} dy CSS pixels
   */
  #nudge(dx, dy) {
    const c = this.#handle.beside(dx, dy);
    if (c) this.#constant.move(c);
    clearTimeout(this.#keyTimer);
    this.#keyTimer = setTimeout(() => this.#rest(), REST);
  }

  #rest() {
    this.#constant.rest();
    this.#parameters.chrome.announce(`c = ${complex(this.#constant.value)}`);
  }

  #tellFixed() {
    this.#parameters.chrome.notices.show("fixed", FIXED, { duration: 4_000 });
  }
}
