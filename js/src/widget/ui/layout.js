/** @import { AnyModel } from "@anywidget/types" */

/**
 * @typedef {object} Size
 * @property {number} width CSS pixels
 * @property {number} height CSS pixels
 * @property {boolean} fluid whether the view takes the full width of its cell and reports it
 */

/** Sizes that the traits take, in CSS pixels. */
const SMALLEST = 64;
const LARGEST = 8192;
/** A measured size is reported once it has been stable for so long, in milliseconds. */
const REPORT_DELAY = 100;

/**
 * Apply the size in the traits to a view.
 *
 * @template {Size} Traits
 * @param {AnyModel<Traits>} model
 * @param {HTMLElement} host the element that the view is in
 * @param {HTMLElement} root
 */
export function layOut(model, host, root) {
  const fluid = model.get("fluid");
  host.classList.add("its-host");
  host.classList.toggle("its-fluid", fluid);
  root.style.setProperty("--its-width", fluid ? "auto" : `${model.get("width")}px`);
  root.style.setProperty("--its-height", `${model.get("height")}px`);
}

/**
 * Report the width of a fluid view to the model, and the height of one that the host's layout sizes.
 *
 * @param {AnyModel<any>} model
 * @param {HTMLElement} host the element that the view is in
 * @param {{root: HTMLElement, isFullScreen: boolean}} chrome
 * @param {AbortSignal} signal
 */
export function reportSize(model, host, chrome, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const report = () => {
    const { width, height } = chrome.root.getBoundingClientRect();
    if (width === 0 || height === 0 || chrome.isFullScreen) return;
    /** @type {[string, number, boolean][]} */
    const sizes = [
      ["width", allowed(width), model.get("fluid")],
      ["height", allowed(height), setsHeight(host)],
    ];
    const changed = sizes.filter(([name, size, free]) => free && size !== model.get(name));
    for (const [name, size] of changed) model.set(name, size);
    if (changed.length > 0) model.save_changes();
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

/** @param {number} size CSS pixels */
function allowed(size) {
  return Math.min(LARGEST, Math.max(SMALLEST, Math.round(size)));
}

/**
 * Whether the host's layout has a say in the height of its element.
 *
 * @param {HTMLElement} host
 */
function setsHeight({ style }) {
  return [style.height, style.minHeight, style.maxHeight, style.flex].some((value) => value !== "");
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
