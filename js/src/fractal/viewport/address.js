/**
 * Places of the plane as text, for people: to be copied, mailed, and pasted from anywhere. Pure.
 */

/** @import { DecimalPair } from "../messages.js" */

const NUMBER = String.raw`(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,4}(?!\d))?`;
const REAL = `([+-]?${NUMBER})`;
const TERM = String.raw`(?:${NUMBER}(?: ?\*? ?[ij])?|[ij](?: ?\* ?${NUMBER})?)`;
const APART = "(?: ?[,;] ?| )";
const NAMES = ["log2_?width", "width", String.raw`\bre(?:al)?\b`, String.raw`\bim(?:ag)?\b`].map(
  (name) => new RegExp(String.raw`${name}\W*?([+-]? ?${NUMBER})`, "i"),
);
/** What may stand before a point. */
const WORDS = /\b(?:view|complex|center|[cz])\b ?[=:]?/gi;
/** Brackets that do more than hold a point. */
const TOUCHED = /[-+*\d.ij] ?[([]|[)\]] ?[-+*\d.ij]/i;
const PAIR = new RegExp(`^[,; ]*${REAL}${APART}${REAL}(?:${APART}${REAL})?[,; ]*$`, "i");
const SUM = new RegExp(`^[,; ]*([+-]? ?${TERM})(?: ?([+-] ?${TERM}))?(?: ?[,;] ?${REAL})?[,; ]*$`, "i");
/** An internal address, which only looks like numbers. */
const ADDRESS = /^1( \d+)+$/;

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
 * Read a point, a width or both, as the kernel's `places.point` does.
 *
 * @param {string} text e.g. `-0.75 + 0.1i, 3e-20`
 * @returns {{center: DecimalPair | null, log2Width: number | null} | null} what it says; null if that is anything else, or could
 *   mean two things
 */
export function read(text) {
  let rest = text.replaceAll("\u2212", "-").replace(/\s+/g, " ").trim();
  if (ADDRESS.test(rest)) return null;
  const [power, width, re, im] = NAMES.map((pattern) => {
    const found = pattern.exec(rest);
    if (found) rest = rest.replace(found[0], ",");
    return found?.[1] && tidy(found[1]);
  });
  rest = rest.replace(WORDS, "");
  if (TOUCHED.test(rest)) return null;
  rest = rest.replace(/[()[\]'" ]+/g, " ");
  /** @type {(string | undefined)[]} */
  const parts = [re, im];
  const pair = re || im ? null : PAIR.exec(rest);
  const [, first = "", second = "", third] = pair ?? (re || im ? null : SUM.exec(rest)) ?? [];
  for (const [at, term] of [first, second].entries()) {
    const part = pair ? at : Number(/[ij]/i.test(term));
    if (term && parts[part]) return null;
    if (term) parts[part] = tidy(term);
  }
  const [real, imaginary] = parts;
  const widths = [power, width, third].filter(Boolean);
  const isPoint = real || imaginary;
  if (!(first || /^[,; ]*$/.test(rest)) || widths.length > 1 || !(isPoint || widths.length)) return null;
  const log2Width = power ? Number(power) : log2Of(width ?? third);
  if (Number.isNaN(log2Width)) return null;
  return { center: isPoint ? [real ?? "0", imaginary ?? "0"] : null, log2Width };
}

/**
 * The number of a term; that of "i" is 1.
 *
 * @param {string} term
 */
function tidy(term) {
  const number = term.replace(/^\+|[ *ij]/gi, "");
  return /\d/.test(number) ? number : `${number}1`;
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
