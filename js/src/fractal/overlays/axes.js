import { toNumber } from "../viewport/coordinate.js";

/** @import { Overlay } from "./registry.js" */
/** @import { Pen } from "./pen.js" */
/** @import { Complex, Plane } from "./plane.js" */

/** Least CSS pixels between two lines. */
const SPACING = 88;
/** Decimals beyond which the middle of a number is left out, and what is left at its end. */
const LONGEST = 6;
const TAIL = 4;
/** Where labels stand, in CSS pixels from the lower and from the left edge. */
const BELOW = 42;
const BESIDE = 8;
/** Where they stand if there is no room on the left, from the right edge; else at the axis. */
const ASIDE = 52;
const MINUS = "\u2212";

/**
 * The lines of a grid in one direction: whole multiples of 1, 2 or 5 times a power of ten.
 *
 * @typedef {{text: string, offset: bigint, isAxis: boolean}} Line offset from the center, times `2 ** bits`
 */

/**
 * Find the grid's lines about a coordinate, exact at any depth.
 *
 * @param {bigint} center times `2 ** bits`
 * @param {number} bits
 * @param {number} log2Pixel of a CSS pixel
 * @param {number} length of the canvas in this direction, CSS pixels
 * @param {number} [spacing] least CSS pixels between two lines
 * @returns {Line[]}
 */
export function gridLines(center, bits, log2Pixel, length, spacing = SPACING) {
  const log10 = (log2Pixel + Math.log2(spacing)) * Math.log10(2);
  const exponent = Math.floor(log10);
  const factor = [1, 2, 5, 10].find((each) => each >= 10 ** (log10 - exponent) - 1e-9) ?? 10;
  const [above, below] = [10n ** BigInt(Math.max(0, exponent)), 10n ** BigInt(Math.max(0, -exponent))];
  const unit = BigInt(factor) * above;
  const middle = (center * below) / (unit << BigInt(bits));
  const count = Math.ceil(length / spacing / 2) + 2;
  return Array.from({ length: 2 * count + 1 }, (_, at) => {
    const value = (middle + BigInt(at - count)) * unit;
    return {
      text: numeral(value, Math.max(0, -exponent)),
      offset: (value << BigInt(bits)) / below - center,
      isAxis: value === 0n,
    };
  });
}

/**
 * Write `value * 10 ** -decimals`; of many decimals only the first two and the last four, which tell lines apart.
 *
 * @param {bigint} value
 * @param {number} decimals
 */
function numeral(value, decimals) {
  const sign = value < 0n ? MINUS : "";
  const digits = String(value < 0n ? -value : value).padStart(decimals + 1, "0");
  const [whole, fraction] = [digits.slice(0, digits.length - decimals), digits.slice(digits.length - decimals)];
  if (decimals > LONGEST) return `${sign}${whole}.${fraction.slice(0, 2)}…${fraction.slice(-TAIL)}`;
  const short = fraction.replace(/0+$/, "");
  return `${sign}${whole}${short ? `.${short}` : ""}`;
}

/**
 * @param {Pen} pen
 * @param {Plane} plane
 */
function draw(pen, plane) {
  const { x, y, bits } = plane.exactCenter;
  const { width, height, log2Pixel } = plane;
  const { scale } = pen;
  /** @type {(offset: bigint) => number} */
  const pixels = (offset) => toNumber(offset, -bits - log2Pixel);
  const columns = gridLines(x, bits, log2Pixel, width, scale * SPACING).map((line) => ({
    ...line,
    at: width / 2 + pixels(line.offset),
  }));
  const rows = gridLines(y, bits, log2Pixel, height, scale * SPACING).map((line) => ({
    ...line,
    at: height / 2 - pixels(line.offset),
  }));
  const axis = columns.find(({ isAxis }) => isAxis)?.at ?? 0;
  for (const isAxis of [false, true]) {
    pen.path(
      (trace) => {
        for (const line of columns) if (line.isAxis === isAxis) trace([line.at, -20], [line.at, height + 20]);
        for (const line of rows) if (line.isAxis === isAxis) trace([-20, line.at], [width + 20, line.at]);
      },
      isAxis ? { width: 1.2, alpha: 0.8 } : { width: 0.6, alpha: 0.4, halo: 1 },
    );
  }
  for (const { at, text } of columns) pen.label([at, height - scale * BELOW], text, { gap: 0, sides: "c" });
  for (const { at, text } of rows) {
    const imaginary = text === "0" ? "" : `${text.replace(/^(\D?)1$/, "$1")}i`;
    const instead = [width - ASIDE, axis - BESIDE].map((left) => /** @type {Complex} */ ([left, at]));
    if (imaginary) pen.label([BESIDE, at], imaginary, { gap: 0, sides: "r", instead });
  }
}

/** @type {Overlay} */
export const axes = {
  name: "axes",
  label: "Axes and grid",
  key: "x",
  help: "axes and grid",
  draw: (pen, { plane }) => draw(pen, plane),
};
