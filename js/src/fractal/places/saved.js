/**
 * A view as text: JSON that any view takes, and the Python expression that shows it. Pure.
 */

import { lookOf } from "../traits.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Formula, Saved, Traits } from "../messages.js" */
/** @import { Place } from "../viewport/places.js" */

/** Colors that need no word, in the order in which they are written. */
const USUAL = /** @type {const} */ ({
  colormap: "inferno",
  color_by: "smooth",
  density: 1,
  offset: 0,
  light: 0,
  interior: "flat",
});

/**
 * What a view shows.
 *
 * @param {AnyModel<Traits>} model
 * @param {Place} place
 * @returns {Saved}
 */
export function savedView(model, { center, log2Width }) {
  const coloring = /** @type {any} */ (lookOf(model, USUAL));
  return { formula: model.get("formula"), center, log2_width: log2Width, max_iter: model.get("max_iter"), coloring };
}

/**
 * Write a view as JSON in ASCII.
 *
 * @param {Saved} saved
 * @returns {string}
 */
export function toJson(saved) {
  return JSON.stringify(saved).replace(
    /[^\x20-\x7e]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * Write a view as the expression that shows it; what is usual is left out.
 *
 * @param {Saved} saved
 * @returns {string} e.g. `Julia(c=("-0.8", "0.156")).explore(center=("0", "0"), log2_width=2)`
 */
export function toPython({ formula, center: [re, im], log2_width, max_iter, coloring }) {
  const options = [`center=("${re}", "${im}")`, `log2_width=${log2_width}`];
  if (max_iter !== "auto") options.push(`max_iter=${max_iter}`);
  for (const [name, usual] of Object.entries(USUAL)) {
    const value = coloring?.[/** @type {keyof typeof USUAL} */ (name)] ?? usual;
    if (value !== usual) options.push(`${name}=${JSON.stringify(value)}`);
  }
  return `${constructorOf(formula)}.explore(${options.join(", ")})`;
}

/** @param {Formula} formula */
function constructorOf({ kind, parameters }) {
  const name = kind.replace(/(^|_)([a-z])/g, (_all, _bar, letter) => letter.toUpperCase());
  const given = Object.entries(parameters).map(([key, value]) => `${key}=${argument(value)}`);
  return `${name}(${given.join(", ")})`;
}

/** @param {string[] | number} value */
function argument(value) {
  if (!Array.isArray(value)) return String(value);
  if (value.length === 2) return `("${value[0]}", "${value[1]}")`;
  const numbers = value.flatMap((re, index) => {
    const im = String(value[index + 1]);
    return index % 2 === 0 ? [`${re}${im.startsWith("-") ? "" : "+"}${im}j`] : [];
  });
  return `[${numbers.join(", ")}]`;
}
