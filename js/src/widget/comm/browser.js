/** What views need of a browser, by the names that its makers use. */
const CLASSES = ["OffscreenCanvas", "DecompressionStream", "ResizeObserver"];
const RULES = {
  "container queries": "container-type: size",
  "color-mix()": "color: color-mix(in srgb, red, blue)",
  "light-dark()": "color: light-dark(red, blue)",
  ":has()": "selector(:has(a))",
};
const ENOUGH = "Views need Chrome or Edge 123, Firefox 121, Safari 17.5, or newer.";

/**
 * Say in the place of a view what this browser lacks, if it lacks anything.
 *
 * @param {HTMLElement} el
 * @returns {boolean} whether it can show views
 */
export function canShow(el) {
  const lacking = CLASSES.filter((name) => !Reflect.get(globalThis, name));
  for (const [name, rule] of Object.entries(RULES)) if (!CSS.supports(rule)) lacking.push(name);
  if (lacking.length > 0) el.textContent = `This browser lacks ${lacking.join(", ")}. ${ENOUGH}`;
  return lacking.length === 0;
}
