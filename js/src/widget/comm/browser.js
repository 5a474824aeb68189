/** What views need of a browser, by the names that its makers use. */
const NEEDED = Object.entries({
  OffscreenCanvas: () => typeof OffscreenCanvas === "function",
  DecompressionStream: () => typeof DecompressionStream === "function",
  ResizeObserver: () => typeof ResizeObserver === "function",
  "container queries": () => CSS.supports("container-type: size"),
  "color-mix()": () => CSS.supports("color: color-mix(in srgb, red, blue)"),
  "light-dark()": () => CSS.supports("color: light-dark(red, blue)"),
  ":has()": () => CSS.supports("selector(:has(a))"),
});
const ENOUGH = "Views need Chrome or Edge 123, Firefox 121, Safari 17.5, or newer.";

/**
 * Say in the place of a view what this browser lacks, if it lacks anything.
 *
 * @param {HTMLElement} el
 * @returns {boolean} whether it can show views
 */
export function canShow(el) {
  const lacking = NEEDED.filter(([, isThere]) => !isThere()).map(([name]) => name);
  if (lacking.length > 0) el.textContent = `This browser lacks ${lacking.join(", ")}. ${ENOUGH}`;
  return lacking.length === 0;
}
