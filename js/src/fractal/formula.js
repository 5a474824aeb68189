/**
 * Names of formulas, made from kind and parameters alone: a new formula needs nothing here. Pure.
 */

/** @import { Formula } from "./messages.js" */

/**
 * Name a picture for people.
 *
 * @param {Formula} formula
 * @returns {string} e.g. "Julia set, c = -0.8 + 0.156i"
 */
export function titleOf({ kind, parameters }) {
  const words = `${kind.replaceAll("_", " ")} set`;
  const values = Object.entries(parameters).map(
    ([name, value]) => `${name} = ${Array.isArray(value) ? numbers(value) : value}`,
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

/**
 * Write complex numbers, whose parts come one after the other.
 *
 * @param {readonly string[]} parts
 */
function numbers(parts) {
  const found = [];
  for (let at = 0; at + 1 < parts.length; at += 2) found.push(complex([parts[at], parts[at + 1]]));
  return found.join(", ");
}

/**
 * Write a complex number as one line of plain characters.
 *
 * @param {readonly [string, string]} pair real and imaginary part
 */
function complex([re, im]) {
  return im.startsWith("-") ? `${re} - ${im.slice(1)}i` : `${re} + ${im}i`;
}
