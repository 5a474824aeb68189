/** @import { AnyModel } from "@anywidget/types" */

/**
 * @typedef {object} Size
 * @property {number} width CSS pixels
 * @property {number} height CSS pixels
 * @property {boolean} fluid whether the view takes the full width of its cell and reports it
 */

/** A measured width is reported once it has been stable for so long, in milliseconds. */
const REPORT_DELAY = 100;

/**
 * Apply the size in the traits to a view.
 *
 * @template {Size} Traits
 * @param {AnyModel<Traits>} model
 * @param {HTMLElement} root
 */
export function layOut(model, root) {
  root.style.width = model.get("fluid") ? "100%" : `${model.get("width")}px`;
  root.style.height = `${model.get("height")}px`;
}

/**
 * Report the width of a fluid view to the model.
 *
 * @param {AnyModel<any>} model
 * @param {{root: HTMLElement, isFullScreen: boolean}} chrome
 * @param {AbortSignal} signal
 */
export function reportWidth(model, chrome, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const report = () => {
    const width = Math.round(chrome.root.getBoundingClientRect().width);
    if (width === 0 || chrome.isFullScreen || !model.get("fluid") || width === model.get("width")) return;
    model.set("width", width);
    model.save_changes();
  };
  const observer = new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(report, REPORT_DELAY);
  });
  observer.observe(chrome.root);
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    observer.disconnect();
  });
}

/**
 * Report the size of a canvas in device pixels whenever it changes.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {(width: number, height: number, ratio: number) => void} resize device pixels, and device pixels per CSS pixel
 * @param {AbortSignal} signal
 */
export function watchSize(canvas, resize, signal) {
  const observer = new ResizeObserver((entries) => {
    const entry = entries.at(-1);
    if (!entry || entry.contentRect.width === 0 || entry.contentRect.height === 0) return;
    const css = entry.contentRect;
    const device = entry.devicePixelContentBoxSize?.[0];
    const width = devicePixels(css.width, device?.inlineSize);
    const height = devicePixels(css.height, device?.blockSize);
    resize(width, height, width / css.width);
  });
  try {
    observer.observe(canvas, { box: "device-pixel-content-box" });
  } catch {
    observer.observe(canvas);
  }
  signal.addEventListener("abort", () => observer.disconnect());
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
