/**
 * What a formula is called, from its kind and parameters alone: a new one needs nothing here. Pure.
 */

import { complex } from "../widget/math/format.js";

/** @import { Formula } from "./messages.js" */

/**
 * Name a picture for people.
 *
 * @param {Formula} formula
 * @returns {string} e.g. "Julia set, c = −0.8 + 0.156 i"
 */
export function titleOf({ kind, parameters }) {
  const words = `${kind.replaceAll("_", " ")} set`;
  const values = Object.entries(parameters).map(
    ([name, value]) => `${name} = ${Array.isArray(value) ? complex(value).trim() : value}`,
  );
  return [words.charAt(0).toUpperCase() + words.slice(1), ...values].join(", ");
}

/**
 * Name a file for a picture.
 *
 * @param {Formula} formula
 * @returns {string} without its ending, e.g. "julia_-0.8_0.156"
 */
export function fileNameOf({ kind, parameters }) {
  return [kind, ...Object.values(parameters).flat()].join("_").replace(/[^\w.+-]/g, "_");
}
