/**
 * The front end of `FractalWidget`.
 */

import { canShow } from "../widget/comm/browser.js";
import { listen } from "../widget/comm/listen.js";
import { StandIn } from "../widget/comm/standin.js";
import { compareVersions, expectVersion } from "../widget/comm/version.js";
import { listenToHolds } from "../widget/input/hold.js";
import { listenToPointers } from "../widget/input/pointer.js";
import { Presenter } from "../widget/input/presenter.js";
import { listenToWheel } from "../widget/input/wheel.js";
import { layOut, reportSize, watchSize } from "../widget/ui/layout.js";
import { fractalActions } from "./actions.js";
import { showExplorer } from "./explorer/explorer.js";
import { titleOf } from "./formula.js";
import { Overlays } from "./overlays/overlays.js";
import { listenToExchange } from "./places/exchange.js";
import { LargePicture } from "./places/large.js";
import { Travel } from "./places/travel.js";
import { isReply } from "./protocol.js";
import { KernelSource } from "./tiles/kernel.js";
import { RecordedSource } from "./tiles/recorded.js";
import { Chrome } from "./ui/chrome.js";
import { FractalView } from "./view.js";
import { Cruise } from "./viewport/cruise.js";

/** @import { AnyModel, Host } from "@anywidget/types" */
/** @import { Pane, Plane, Role } from "./explorer/explorer.js" */
/** @import { ExplorerTraits, Traits } from "./messages.js" */
/** @import { Recording } from "./tiles/recorded.js" */

/** What is said where the page's side of anywidget cannot find one model from another. */
const OLD =
  "This page has an anywidget before 0.11, which cannot show two planes together. Install anywidget 0.11 or newer where the " +
  "page comes from, as beside JupyterLab, and reload the page. Views of one plane work.";
const NO_ROLE = /** @type {Role} */ ({ caption: "", actions: [] });

/**
 * What `ExplorerWidget.to_html` writes: its traits, and what it writes of each plane.
 *
 * @typedef {{traits: ExplorerTraits, planes: Record<"parameter_plane" | "dynamical_plane", Recording>}} Explored
 */

/**
 * Show a view.
 *
 * @param {{model: AnyModel<Traits>, el: HTMLElement}} context
 * @param {Recording | null} recording what is shown where there is no kernel
 * @param {Role} [role] what it is to do besides
 * @returns {Pane}
 */
function show({ model, el }, recording, { caption = "", actions = [], click, doubleClick, visit } = NO_ROLE) {
  const stop = new AbortController();
  const { signal } = stop;
  const isFile = recording !== null || model.get("file") !== null;
  const parts = {
    model,
    visit,
    get chrome() {
      return chrome;
    },
    get view() {
      return view;
    },
    get overlays() {
      return overlays;
    },
    get travel() {
      return travel;
    },
    get presenter() {
      return presenter;
    },
    get large() {
      return large;
    },
    cruise: new Cruise((levels) => view.moves.zoom(levels, null)),
  };
  /** @type {Chrome} */
  const chrome = new Chrome([...fractalActions(parts), ...actions], !isFile, signal, caption);
  /** @type {FractalView} */
  const view = new FractalView(model, chrome, (sink) =>
    recording ? new RecordedSource(recording, sink) : new KernelSource(model, sink),
  );
  const overlays = new Overlays(model, chrome, view, recording?.answers ?? null, signal);
  const travel = new Travel(model, parts, signal);
  const presenter = new Presenter(chrome, signal);
  const large = new LargePicture(model, parts, signal);
  chrome.ends = () =>
    travel.cancel() || large.cancel() || view.moves.stop() || (!chrome.popup && view.cancel()) || presenter.leave();
  listenToHolds(chrome.toolbar, chrome.actions, signal);
  listenToExchange(model, parts, travel, signal);
  signal.addEventListener("abort", () => parts.cruise.go(0));

  listenToWheel(
    chrome.canvas,
    {
      takesWheel: () => chrome.takesWheel,
      zoom: (levels, at) => view.moves.zoom(levels, at),
      move: (dx, dy) => view.moves.drag(dx, dy),
      decline: () => chrome.showHint(),
    },
    signal,
  );
  let stopped = false;
  listenToPointers(
    chrome.canvas,
    {
      touch: () => {
        chrome.closePopup();
        chrome.takeFocus();
        stopped = view.hold(true);
      },
      release: () => void view.hold(false),
      drag: (dx, dy) => view.moves.drag(dx, dy),
      pinch: (levels, at) => view.moves.zoom(levels, at, false),
      flick: (vx, vy) => view.moves.flick(vx, vy),
      drawBox: (box) => chrome.showBox(box),
      zoomBox: (box) => view.moves.zoomBox(box),
      click: (at) => stopped || click?.(at),
      doubleClick: (levels, at) => {
        doubleClick?.();
        view.moves.zoom(levels, at);
      },
      hover: (at) => view.hover(at),
    },
    signal,
  );

  /** @type {(events: string, callback: (content?: unknown) => void) => void} */
  const on = (events, callback) => listen(model, events, callback, signal);
  const describe = () => {
    const title = titleOf(model.get("formula"));
    chrome.root.setAttribute("aria-label", caption ? `${caption}: ${title}` : title);
  };
  on("change:center change:log2_width", () => view.moves.follow());
  on("msg:custom", (content) => isReply(content) && content.kind === "fly" && view.moves.fly(content));
  on("change:formula change:max_iter change:engine", () => view.applySettings());
  on("change:colormap change:coloring change:colormaps", () => view.recolor());
  on("change:color_by change:density change:offset change:light change:interior change:pace change:field_names", () =>
    view.recolor(),
  );
  on("change:cycling", () => view.schedule());
  on("change:antialias", () => view.resmooth());
  on("change:zoom_range", () => view.moves.limit());
  on("change:poster", () => void view.showPoster());
  on("change:formula", describe);
  on("change:version", () => compareVersions(model.get("version"), chrome.notices));

  describe();
  compareVersions(model.get("version"), chrome.notices);
  el.append(chrome.root);
  on("change:width change:height change:fluid", () => layOut(model, el, chrome.root));
  layOut(model, el, chrome.root);
  watchSize(chrome.canvas, (width, height, ratio) => view.resize(width, height, ratio), signal);
  reportSize(model, el, chrome, signal);
  void view.showPoster();

  const close = () => {
    stop.abort();
    view.close();
    chrome.root.remove();
  };
  return { chrome, view, travel, close };
}

/**
 * Show what a page that `FractalWidget.to_html` or `ExplorerWidget.to_html` has written holds.
 *
 * @param {Recording | Explored} recording
 * @param {HTMLElement} el
 */
export function showRecording(recording, el) {
  if (!canShow(el)) return;
  if ("planes" in recording) {
    /** @type {(name: "parameter_plane" | "dynamical_plane") => Promise<Plane>} */
    const find = async (name) => ({ model: standIn(recording.planes[name].traits), recording: recording.planes[name] });
    showExplorer({ model: standIn(recording.traits), el }, find, show);
  } else show({ model: standIn(recording.traits), el }, recording);
}

/**
 * @template {Record<string, any>} T
 * @param {T} traits
 */
function standIn(traits) {
  return /** @type {AnyModel<T>} */ (/** @type {unknown} */ (new StandIn(traits)));
}

/** @type {(context: {model: AnyModel<any>, el: HTMLElement, host?: Host}) => () => void} */
const render = expectVersion(({ model, el, host }) => {
  if (model.get("parameter_plane") === undefined) return show({ model, el }, null).close;
  if (typeof host?.getModel !== "function") {
    el.textContent = OLD;
    return () => el.replaceChildren();
  }
  /** @type {(name: string) => Promise<Plane>} */
  const find = async (name) => ({ model: await host.getModel(model.get(name)), recording: null });
  return showExplorer({ model, el }, find, show);
});

export default { render };
