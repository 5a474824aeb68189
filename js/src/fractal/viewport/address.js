/**
 * Places of the plane as text, for people: to be copied, mailed, and pasted from anywhere. Pure.
 */

/** @import { DecimalPair } from "../messages.js" */

const NUMBER = String.raw`[+-]?\s*(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,4}(?!\d))?`;
const LOG2_WIDTH = new RegExp(String.raw`log2_?width\W*?(${NUMBER})`, "i");
const WIDTH = new RegExp(String.raw`width\W*?(${NUMBER})`, "i");

/** What may stand around the numbers of a place. */
const AROUND = /^(?:view|center|re|im|[ij]|[\s()[\],;:='"])*$/i;
/** Angles and internal addresses, which only look like numbers. */
const NAME = /\d\s*(?:\/|-?>|_\d)|\u2192|^\s*1(?:\s+\d+)+\s*$/;

/**
 * Write a place as Python's `goto` takes it.
 *
 * @param {{center: DecimalPair, log2Width: number}} place
 * @returns {string} e.g. `("-0.75", "0.1"), log2_width=-12.5`
 */
export function write({ center: [re, im], log2Width }) {
  return `("${re}", "${im}"), log2_width=${Number(log2Width.toFixed(9))}`;
}

/**
 * Read a place: two numbers, and perhaps a width, as `write` gives them or as people do.
 *
 * @param {string} text e.g. `-0.75 + 0.1i, 3e-20`
 * @returns {{center: DecimalPair | null, log2Width: number | null} | null} what it says; null if that is nothing, or too much
 */
export function read(text) {
  let rest = text.replaceAll("\u2212", "-");
  if (NAME.test(rest)) return null;
  /** @type {(pattern: RegExp) => string | null} */
  const take = (pattern) => {
    const found = pattern.exec(rest);
    if (found) rest = rest.replace(found[0], ";");
    return found?.[1] ?? null;
  };
  const [power, width] = [take(LOG2_WIDTH), take(WIDTH)];
  const [re, im, third, ...more] = (rest.match(new RegExp(NUMBER, "gi")) ?? []).map(tidy);
  const length = width === null ? third : tidy(width);
  const log2Width = power === null ? log2Of(length) : Number(tidy(power));
  const isAlone = AROUND.test(rest.replace(new RegExp(NUMBER, "gi"), " "));
  const isOne = isAlone && more.length === 0 && (re === undefined) === (im === undefined);
  if (!isOne || Number.isNaN(log2Width) || (re === undefined && log2Width === null)) return null;
  return { center: re === undefined || im === undefined ? null : [re, im], log2Width };
}

/** @param {string} number */
function tidy(number) {
  return number.replace(/\s/g, "").replace(/^\+/, "");
}

/**
 * @param {string | undefined} decimal positive, of any size
 * @returns {number | null} NaN for what is not positive
 */
function log2Of(decimal) {
  if (decimal === undefined) return null;
  const [mantissa = "", power = "0"] = decimal.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const digits = (whole + fraction).replace(/^0+/, "");
  const shown = digits.slice(0, 17);
  const exponent = Number(power) - fraction.length + (digits.length - shown.length);
  return mantissa.startsWith("-") || shown === "" ? Number.NaN : Math.log2(Number(shown)) + exponent * Math.log2(10);
}
