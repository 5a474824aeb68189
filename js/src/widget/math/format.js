/** Formats of numbers for people. Pure. */

const MINUS = "\u2212";
const FIGURE_SPACE = "\u2007";
const THIN_SPACE = "\u2009";
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** Decimals of a coordinate beyond which its middle is left out. */
const LONGEST_FRACTION = 24;
/** Powers of ten between which numbers are written as they are. */
const SMALLEST = -3;
const LARGEST = 6;

/**
 * `2 ** log2` with two digits: 3.2, 0.045, 3.2e-5.
 *
 * @param {number} log2
 * @returns {string}
 */
export function power(log2) {
  const log10 = log2 * Math.log10(2);
  let exponent = Math.floor(log10);
  let mantissa = (10 ** (log10 - exponent)).toFixed(1);
  if (mantissa === "10.0") {
    exponent += 1;
    mantissa = "1.0";
  }
  if (exponent < -2 || exponent > 2) return `${mantissa}e${exponent}`;
  return (Number(mantissa) * 10 ** exponent).toFixed(Math.max(0, 1 - exponent));
}

/**
 * A point of the plane, both signs in columns of their own.
 *
 * @param {readonly [string, string]} point decimal strings
 * @returns {string}
 */
export function complex([re, im]) {
  const sign = re.startsWith("-") ? MINUS : FIGURE_SPACE;
  return `${sign}${elide(re)} ${im.startsWith("-") ? MINUS : "+"} ${elide(im)}${THIN_SPACE}i`;
}

/**
 * Write minus signs as they are printed.
 *
 * @param {string} text with hyphens for them
 * @returns {string}
 */
export function signed(text) {
  return text.replaceAll("-", MINUS);
}

/**
 * Leave out the middle of a long fraction.
 *
 * @param {string} decimal
 * @returns {string} without its sign, the middle of a long fraction left out
 */
function elide(decimal) {
  const [whole = "", fraction] = decimal.replace(/^-/, "").split(".");
  if (fraction === undefined) return whole;
  if (fraction.length <= LONGEST_FRACTION) return `${whole}.${fraction}`;
  return `${whole}.${fraction.slice(0, 6)}…${fraction.slice(-12)}`;
}

/**
 * A whole number in groups of three.
 *
 * @param {number} number
 * @returns {string}
 */
export function whole(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
}

/**
 * A time in milliseconds, with three digits while it is short.
 *
 * @param {number} ms
 * @returns {string}
 */
export function milliseconds(ms) {
  return ms < 10 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0);
}

/**
 * A number with so many significant digits, and all those before the point: −1235, 0.0123, 3.2 × 10⁻⁵.
 *
 * @param {number | null | undefined} value
 * @param {number} [digits]
 * @returns {string} a dash for what is no number
 */
export function significant(value, digits = 4) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const sign = value < 0 ? MINUS : "";
  const size = Math.abs(value);
  if (size === Infinity) return `${sign}∞`;
  if (size === 0) return "0";
  const exponent = Number(size.toExponential(digits - 1).split("e")[1]);
  if (exponent < SMALLEST || exponent > LARGEST) {
    const [mantissa, power] = size.toExponential(1).split("e");
    return `${sign}${mantissa}${THIN_SPACE}×${THIN_SPACE}${powerOfTen(Number(power))}`;
  }
  return `${sign}${size.toFixed(Math.max(0, digits - 1 - exponent))}`;
}

/**
 * What a natural logarithm is of.
 *
 * @param {number} log
 * @returns {number | string} written with two digits where it is less than any float
 */
export function ofLogarithm(log) {
  if (!(log < -700 && log > -Infinity)) return Math.exp(log);
  const power = log / Math.LN10;
  const exponent = Math.floor(power);
  return `${(10 ** (power - exponent)).toFixed(1)}${THIN_SPACE}×${THIN_SPACE}${powerOfTen(exponent)}`;
}

/**
 * `10 ** exponent` as on a map.
 *
 * @param {number} exponent
 * @returns {string}
 */
export function powerOfTen(exponent) {
  if (exponent >= -3 && exponent <= 3)
    return exponent < 0 ? (10 ** exponent).toFixed(-exponent) : String(10 ** exponent);
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)] ?? digit);
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

/**
 * The longest bar of a round length: 1, 2 or 5 times a power of ten.
 *
 * @param {number} log2Pixel log2 of a pixel's side in the plane
 * @param {number} longest pixels
 * @returns {{mantissa: number, exponent: number, length: number}} length in pixels
 */
export function scaleBar(log2Pixel, longest) {
  const log10Pixel = log2Pixel * Math.log10(2);
  const exponent = Math.floor(Math.log10(longest) + log10Pixel);
  const unit = 10 ** (exponent - log10Pixel);
  const mantissa = [5, 2].find((times) => times * unit <= longest) ?? 1;
  return { mantissa, exponent, length: mantissa * unit };
}

/**
 * A round number as on a map: 0.05, 200, 2 × 10⁻⁷, 10⁹.
 *
 * @param {number} mantissa a digit
 * @param {number} exponent of the ten that it is times
 * @returns {string}
 */
export function round(mantissa, exponent) {
  if (exponent >= -3 && exponent <= 3) return (mantissa * 10 ** exponent).toFixed(Math.max(0, -exponent));
  const power = powerOfTen(exponent);
  return mantissa === 1 ? power : `${mantissa}${THIN_SPACE}×${THIN_SPACE}${power}`;
}
