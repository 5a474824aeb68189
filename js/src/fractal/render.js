/**
 * The front end of `python/iterscope/fractal/widget.py`.
 */

import { viewId } from "../widget/comm/identity.js";
import { compareVersions } from "../widget/comm/version.js";
import { listenToPointers } from "../widget/input/pointer.js";
import { listenToWheel } from "../widget/input/wheel.js";
import { layOut, reportWidth, watchSize } from "../widget/ui/layout.js";
import { fractalActions } from "./actions.js";
import { isReply } from "./protocol.js";
import { RecordedModel } from "./recorded.js";
import { Chrome } from "./ui/chrome.js";
import { FractalView } from "./view.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Traits } from "./protocol.js" */

/**
 * @param {{model: AnyModel<Traits>, el: HTMLElement}} context
 * @param {{hasKernel?: boolean}} [page] without a kernel, only what is recorded can be shown
 * @returns {() => void} the cleanup
 */
function render({ model, el }, { hasKernel = true } = {}) {
  const vid = viewId();
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
  };
  /** @type {Chrome} */
  const chrome = new Chrome(fractalActions(parts), hasKernel, signal);
  /** @type {FractalView} */
  const view = new FractalView(model, chrome, vid);

  listenToWheel(
    chrome.canvas,
    {
      takesWheel: () => chrome.hasFocus || chrome.isFullScreen,
      zoom: (levels, at) => view.zoom(levels, at),
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
  const describe = () => {
    const [re, im] = model.get("c");
    chrome.root.setAttribute("aria-label", `Julia set of z² + c for c = ${re}, ${im}`);
  };
  on("msg:custom", (content) => {
    if (isReply(content)) view.receive(content);
  });
  on("change:center change:log2_width", () => view.follow());
  on("change:c change:max_iter change:colormap change:engine", () => view.restyle());
  on("change:zoom_range", () => view.limit());
  on("change:poster", () => void view.showPoster());
  on("change:c", describe);
  on("change:version", () => compareVersions(model.get("version"), chrome.notices));

  describe();
  compareVersions(model.get("version"), chrome.notices);
  el.append(chrome.root);
  on("change:width change:height change:fluid", () => layOut(model, chrome.root));
  layOut(model, chrome.root);
  watchSize(chrome.canvas, (width, height, ratio) => view.resize(width, height, ratio), signal);
  reportWidth(model, chrome, signal);
  void view.showPoster();

  return () => {
    stop.abort();
    view.close();
    chrome.root.remove();
    try {
      model.send({ kind: "close", vid });
    } catch {
      // The kernel has gone before the view.
    }
  };
}

/**
 * Show what a page that `FractalWidget.to_html` has written holds.
 *
 * @param {{traits: Traits, tiles: Record<string, string>}} recording
 * @param {HTMLElement} el
 */
export function showRecording(recording, el) {
  const model = /** @type {AnyModel<Traits>} */ (/** @type {unknown} */ (new RecordedModel(recording)));
  render({ model, el }, { hasKernel: false });
}

export default { render };
