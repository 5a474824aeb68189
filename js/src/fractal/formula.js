/**
 * Names of formulas, made from kind and parameters alone: a new formula needs nothing here. Pure.
 */

/** @import { Formula } from "./messages.js" */

/** Names that are not made of the kind. */
const NAMES = /** @type {Record<string, string>} */ ({ newton: "Newton fractal" });
/** Digits of a number in a title, characters of one in a file's name, and complex numbers of a list that are written out. */
export const DIGITS = 18;
const CHARACTERS = 24;
const LONGEST_LIST = 4;
/** Characters of a polynomial that is written out. */
const LONGEST_POLYNOMIAL = 40;
const POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * Name a picture for people.
 *
 * @param {Formula} formula
 * @param {number} [digits] characters of a number, at most
 * @returns {string} e.g. "Julia set, c = -0.8 + 0.156i"
 */
export function titleOf({ kind, parameters }, digits = DIGITS) {
  const words =
    NAMES[kind] ?? `${kind.replaceAll("_", " ")} ${kind !== "julia" && "c" in parameters ? "Julia set" : "set"}`;
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  const { coefficients, ...others } = parameters;
  const subject = Array.isArray(coefficients) ? `${name} of ${polynomial(coefficients, digits)}` : name;
  return [subject, ...Object.entries(others).map(([key, value]) => `${key} = ${textOf(value, digits)}`)].join(", ");
}

/**
 * Name a file for a picture.
 *
 * @param {Formula} formula
 * @returns {string} without its ending, e.g. "julia_-0.8_0.156"
 */
export function fileNameOf({ kind, parameters }) {
  const values = Object.values(parameters)
    .flat()
    .slice(0, 2 * LONGEST_LIST)
    .map((value) => String(value).slice(0, CHARACTERS));
  return [kind, ...values].join("_").replace(/[^\w.+-]/g, "_");
}

/**
 * @param {string[] | number} value complex numbers, real and imaginary parts by turns, or an integer
 * @param {number} digits
 */
function textOf(value, digits) {
  if (!Array.isArray(value)) return String(value);
  const numbers = value.flatMap((re, index) => (index % 2 === 0 ? [complex(re, value[index + 1] ?? "0", digits)] : []));
  return numbers.length > LONGEST_LIST ? `${numbers.length} complex numbers` : numbers.join("; ");
}

/**
 * Write a polynomial as one line of plain characters.
 *
 * @param {string[]} coefficients real and imaginary parts by turns, the highest power first
 * @param {number} digits
 */
function polynomial(coefficients, digits) {
  const degree = coefficients.length / 2 - 1;
  const terms = Array.from({ length: degree + 1 }, (_, at) =>
    term(coefficients[2 * at], coefficients[2 * at + 1], degree - at, digits),
  );
  const text = terms
    .filter((each) => each !== "")
    .join(" + ")
    .replaceAll("+ -", "- ");
  return text.length > LONGEST_POLYNOMIAL ? `a polynomial of degree ${degree}` : text;
}

/**
 * @param {string} re
 * @param {string} im
 * @param {number} power
 * @param {number} digits
 */
function term(re, im, power, digits) {
  if (Number(re) === 0 && Number(im) === 0) return "";
  const number =
    Number(re) === 0
      ? complex("0", im, digits)
          .replace(/^0 ([+-]) /, "$1")
          .replace("+", "")
      : complex(re, im, digits);
  if (power === 0) return number;
  const z = power === 1 ? "z" : `z${Array.from(String(power), (digit) => POWERS[Number(digit)]).join("")}`;
  return `${number.includes(" ") ? `(${number})` : number.replace(/^(-?)1$/, "$1")}${z}`;
}

/**
 * Write a complex number as one line of plain characters.
 *
 * @param {string} re
 * @param {string} im
 * @param {number} digits
 */
function complex(re, im, digits) {
  const [real, imaginary] = [re, im.replace(/^-/, "")].map((part) => short(part.replace(/\.0$/, ""), digits));
  if (imaginary === "0") return `${real}`;
  return `${real} ${im.startsWith("-") ? "-" : "+"} ${imaginary === "1" ? "" : imaginary}i`;
}

/**
 * Leave out the end of a long fraction.
 *
 * @param {string} decimal
 * @param {number} longest characters
 */
function short(decimal, longest) {
  const [digits = "", power = ""] = decimal.toLowerCase().split(/(?=e)/);
  return `${digits.length > longest ? `${digits.slice(0, longest)}…` : digits}${power}`;
}
