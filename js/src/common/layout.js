/** @import { AnyModel } from "@anywidget/types" */
/** @import { Traits } from "../fractal/protocol.js" */

/** A measured width is reported once it has been stable for so long, in milliseconds. */
const REPORT_DELAY = 100;

/**
 * Give a view the size that its traits say.
 *
 * @param {AnyModel<Traits>} model
 * @param {HTMLElement} root
 */
export function layOut(model, root) {
  root.style.width = model.get("fluid") ? "100%" : `${model.get("width")}px`;
  root.style.height = `${model.get("height")}px`;
}

/**
 * Tell a view its size in device pixels, and the model the width of a fluid view.
 *
 * @param {AnyModel<Traits>} model
 * @param {{root: HTMLElement, canvas: HTMLCanvasElement, isFullScreen: boolean}} chrome
 * @param {(width: number, height: number, ratio: number) => void} resize device pixels, and device pixels per CSS pixel
 * @param {AbortSignal} signal
 */
export function measure(model, chrome, resize, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const report = () => {
    const width = Math.round(chrome.root.getBoundingClientRect().width);
    if (width === 0 || chrome.isFullScreen || !model.get("fluid") || width === model.get("width")) return;
    model.set("width", width);
    model.save_changes();
  };

  const observer = new ResizeObserver((entries) => {
    const entry = entries.at(-1);
    if (!entry || entry.contentRect.width === 0 || entry.contentRect.height === 0) return;
    const css = entry.contentRect;
    const device = entry.devicePixelContentBoxSize?.[0];
    const width = devicePixels(css.width, device?.inlineSize);
    const height = devicePixels(css.height, device?.blockSize);
    resize(width, height, width / css.width);
    clearTimeout(timer);
    timer = setTimeout(report, REPORT_DELAY);
  });
  try {
    observer.observe(chrome.canvas, { box: "device-pixel-content-box" });
  } catch {
    observer.observe(chrome.canvas);
  }
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    observer.disconnect();
  });
}

/**
 * The browser's own count where it has one; one that is emulating another screen counts wrongly.
 *
 * @param {number} length CSS pixels
 * @param {number | undefined} counted
 */
function devicePixels(length, counted) {
  const expected = length * devicePixelRatio;
  return counted !== undefined && Math.abs(counted - expected) < 1 ? counted : Math.round(expected);
}
