import { listen } from "../../widget/comm/listen.js";
import { gap } from "../../widget/input/pointer.js";
import { complex } from "../../widget/math/format.js";
import { element } from "../../widget/ui/dom.js";
import { layOut, reportSize } from "../../widget/ui/layout.js";
import { explorerActions } from "./actions.js";
import { Constant } from "./constant.js";
import { Handle } from "./handle.js";
import { History } from "./history.js";
import { keepTogether } from "./together.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Action } from "../../widget/input/actions.js" */
/** @import { Point } from "../../widget/input/pointer.js" */
/** @import { DecimalPair, ExplorerTraits, Saved, Traits } from "../messages.js" */
/** @import { Travel } from "../places/travel.js" */
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
 * @property {(saved: Saved) => boolean} [visit] shows elsewhere what is of another plane; returns whether it is
 */

/**
 * A view that is shown.
 *
 * @typedef {{chrome: Chrome, view: FractalView, travel: Travel, close: () => void}} Pane
 */

/**
 * A plane to be shown, of a kernel or of a recording.
 *
 * @typedef {{model: AnyModel<Traits>, recording: Recording | null}} Plane
 */

/** @typedef {(context: {model: AnyModel<Traits>, el: HTMLElement}, recording: Recording | null, role: Role) => Pane} Show */

/** Milliseconds in which a second click makes a double click, at most. */
const DOUBLE = 600;
/** CSS pixels between the two clicks of a double click, at most. */
const NEAR = 9;
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
  const name = "Explorer of two planes";
  const root = element("div", { class: "its-explorer", lang: "en", dir: "ltr", role: "group", "aria-label": name });
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
  #model;
  #panes;
  #parameters;
  #constant;
  #handle;
  #history;
  #hasKernel;
  /** @type {DecimalPair | null} c before it began to move */
  #from = null;
  /** @type {{c: DecimalPair, at: Point, time: number} | null} c before a click that may be half of a double click */
  #before = null;
  #keyTimer = 0;

  /**
   * @param {{model: AnyModel<ExplorerTraits>, el: HTMLElement, root: HTMLElement}} context
   * @param {[Plane, Plane]} planes of parameters and of starts
   * @param {Show} show
   * @param {AbortSignal} signal
   */
  constructor({ model, el, root }, [parameters, starts], show, signal) {
    this.#model = model;
    this.#hasKernel = starts.recording === null;
    const actions = explorerActions(
      model,
      (dx, dy) => this.#nudge(dx, dy),
      (together) => this.#gather(together),
    );
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
      visit: (saved) => this.#visit(saved, this.#parameters),
    });
    const dynamical = make(starts, {
      caption: "Dynamical plane z",
      visit: (saved) => this.#visit(saved, dynamical),
    });
    this.#panes = [this.#parameters, dynamical];
    const panes = this.#panes;
    this.#constant = new Constant(starts.model, dynamical.view, () => this.#handle?.show(this.#constant.value), signal);
    this.#handle = new Handle({
      read: () => this.#constant.value,
      move: (c) => {
        root.classList.add("its-dragging");
        if (!this.#hasKernel) return this.#tellFixed();
        this.#parameters.chrome.status.showPoint(c, "c"); // the plane itself is not drawn anew
        this.#move(c);
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
    const lead = keepTogether(model, panes, signal);
    this.#history = new History(() => panes.forEach(({ view }) => view.schedule()));
    for (const pane of panes) {
      const { chrome, view } = pane;
      chrome.frame = root;
      view.history = this.#history;
      const back = (/** @type {"undo" | "redo"} */ way) => () => {
        lead(pane);
        view.moves[way]();
      };
      view.moves.kept = () => this.#history.add({ undo: back("undo"), redo: back("redo") });
    }
    const arrange = () => {
      root.classList.toggle("its-swapped", model.get("swapped"));
      for (const { chrome } of panes) chrome.press("together", model.get("together"));
    };
    listen(model, "change:swapped change:together", arrange, signal);
    listen(model, "change:width change:fluid", () => layOut(model, el, root), signal);
    arrange();
    reportSize(model, el, { root, isFullScreen: false }, signal);
    signal.addEventListener("abort", () => clearTimeout(this.#keyTimer));
  }

  /** @param {Point} at CSS pixels */
  #click(at) {
    const c = this.#handle.at(at);
    if (!c) return;
    if (!this.#hasKernel) return this.#tellFixed();
    const [before, time] = [this.#before, performance.now()];
    const isSecond = before && time - before.time < DOUBLE && gap(before.at, at) < NEAR;
    if (!isSecond) this.#before = { c: this.#constant.value, at, time };
    this.#set(c);
  }

  /** A double click only zooms: c is what it was before its clicks. */
  #unclick() {
    const before = String(this.#before?.c);
    while (this.#before && this.#history.canUndo && String(this.#constant.value) !== before) this.#history.undo();
    this.#before = null;
  }

  /**
   * Show both planes at c, or let each be where it is.
   *
   * @param {boolean} together
   */
  #gather(together) {
    const model = this.#model;
    const set = (/** @type {boolean} */ value) => {
      model.set("together", value);
      model.save_changes();
    };
    if (together) {
      for (const { view } of this.#panes) view.moves.keep();
      const back = (/** @type {"undo" | "redo"} */ way) => () => {
        set(way === "redo");
        for (const { view } of this.#panes) view.moves[way]();
      };
      this.#history.add({ undo: back("undo"), redo: back("redo") });
    }
    set(together);
  }

  /**
   * Show a view that was found in one plane, if it is one of the other. A place among the parameters is c for those who look
   * at the starts.
   *
   * @param {Saved} saved
   * @param {Pane} asked
   * @returns {boolean} whether it is
   */
  #visit(saved, asked) {
    const [parameters, dynamical] = /** @type {[Pane, Pane]} */ (this.#panes);
    const pane = "c" in saved.formula.parameters ? dynamical : parameters;
    if (pane === asked) return false;
    this.#history.join(() => {
      if (pane === parameters) this.#set(saved.center);
      pane.travel.show(saved);
    });
    return true;
  }

  /**
   * @param {number} dx CSS pixels
   * @param {number} dy CSS pixels
   */
  #nudge(dx, dy) {
    const c = this.#handle.beside(dx, dy);
    if (c) this.#move(c);
    clearTimeout(this.#keyTimer);
    this.#keyTimer = setTimeout(() => this.#rest(), REST);
  }

  /** @param {DecimalPair} c */
  #set(c) {
    this.#move(c);
    this.#rest();
  }

  /** @param {DecimalPair} c */
  #move(c) {
    this.#from ??= this.#constant.value;
    this.#constant.move(c);
  }

  /** What c was before can be taken back. */
  #rest() {
    const [from, to] = [this.#from, this.#constant.value];
    this.#from = null;
    if (from && String(from) !== String(to)) {
      const back = (/** @type {DecimalPair} */ c) => () => {
        this.#constant.move(c);
        this.#settle();
      };
      this.#history.add({ undo: back(from), redo: back(to) });
    }
    this.#settle();
  }

  #settle() {
    this.#constant.rest();
    this.#parameters.chrome.announce(`c = ${complex(this.#constant.value)}`);
  }

  #tellFixed() {
    this.#parameters.chrome.notices.show("fixed", FIXED, { duration: 4_000 });
  }
}
