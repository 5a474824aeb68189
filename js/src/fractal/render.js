/**
 * The front end of `python/iterscope/fractal/widget.py`.
 */

import { StandIn } from "../widget/comm/standin.js";
import { compareVersions, expectVersion } from "../widget/comm/version.js";
import { listenToPointers } from "../widget/input/pointer.js";
import { listenToWheel } from "../widget/input/wheel.js";
import { layOut, reportSize, watchSize } from "../widget/ui/layout.js";
import { fractalActions } from "./actions.js";
import { titleOf } from "./formula.js";
import { Overlays } from "./overlays/overlays.js";
import { listenToExchange } from "./places/exchange.js";
import { Travel } from "./places/travel.js";
import { KernelSource } from "./tiles/kernel.js";
import { RecordedSource } from "./tiles/recorded.js";
import { Chrome } from "./ui/chrome.js";
import { Presenter } from "./ui/presenter.js";
import { FractalView } from "./view.js";
import { Cruise } from "./viewport/cruise.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Traits } from "./messages.js" */
/** @import { Recording } from "./tiles/recorded.js" */

/**
 * Show a view.
 *
 * @param {{model: AnyModel<Traits>, el: HTMLElement}} context
 * @param {Recording | null} recording what is shown where there is no kernel
 * @returns {() => void} the cleanup
 */
function show({ model, el }, recording) {
  const stop = new AbortController();
  const { signal } = stop;
  const parts = {
    model,
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
    cruise: new Cruise((levels) => view.zoom(levels, null)),
  };
  /** @type {Chrome} */
  const chrome = new Chrome(fractalActions(parts), recording === null, signal);
  /** @type {FractalView} */
  const view = new FractalView(model, chrome, (sink) =>
    recording ? new RecordedSource(recording, sink) : new KernelSource(model, sink),
  );
  const overlays = new Overlays(model, chrome, view, signal);
  const travel = new Travel(model, parts, signal);
  const presenter = new Presenter(chrome, signal);
  chrome.ends = () => travel.cancel() || view.stop() || presenter.leave();
  listenToExchange(model, parts, travel, signal);
  signal.addEventListener("abort", () => parts.cruise.go(0));

  listenToWheel(
    chrome.canvas,
    {
      takesWheel: () => chrome.takesWheel,
      zoom: (levels, at) => view.zoom(levels, at),
      move: (dx, dy) => view.drag(dx, dy),
      decline: () => chrome.showHint(),
    },
    signal,
  );
  listenToPointers(
    chrome.canvas,
    {
      touch: () => {
        chrome.closePopup();
        chrome.takeFocus();
        view.hold(true);
      },
      release: () => view.hold(false),
      drag: (dx, dy) => view.drag(dx, dy),
      pinch: (levels, at) => view.zoom(levels, at, false),
      flick: (vx, vy) => view.flick(vx, vy),
      drawBox: (box) => chrome.showBox(box),
      zoomBox: (box) => view.zoomBox(box),
      doubleClick: (levels, at) => view.zoom(levels, at),
      hover: (at) => view.hover(at),
    },
    signal,
  );

  /** @type {(events: string, callback: (content?: unknown) => void) => void} */
  const on = (events, callback) => {
    for (const event of events.split(" ")) {
      model.on(event, callback);
      signal.addEventListener("abort", () => model.off(event, callback));
    }
  };
  const describe = () => chrome.root.setAttribute("aria-label", titleOf(model.get("formula")));
  on("change:center change:log2_width", () => view.follow());
  on("change:formula change:max_iter change:engine", () => view.applySettings());
  on("change:colormap change:coloring change:colormaps", () => view.recolor());
  on("change:color_by change:density change:offset change:light change:interior change:field_names", () =>
    view.recolor(),
  );
  on("change:antialias", () => view.resmooth());
  on("change:zoom_range", () => view.limit());
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

  return () => {
    stop.abort();
    view.close();
    chrome.root.remove();
  };
}

/**
 * Show what a page that `FractalWidget.to_html` has written holds.
 *
 * @param {Recording} recording
 * @param {HTMLElement} el
 */
export function showRecording(recording, el) {
  const model = /** @type {AnyModel<Traits>} */ (/** @type {unknown} */ (new StandIn(recording.traits)));
  show({ model, el }, recording);
}

/** @type {(context: {model: AnyModel<Traits>, el: HTMLElement}) => () => void} */
const render = expectVersion((context) => show(context, null));

export default { render };
