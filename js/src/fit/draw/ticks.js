/** Round numbers along an axis, whatever its offset and its scale are. Pure. */

import { powerOfTen, whole } from "../../widget/math/format.js";

/** Numbers from 0.001 to 100 000 are written as they are. */
const SMALLEST = -3;
const LARGEST = 5;
/** Beyond so many digits, what all numbers have in common is written once. */
const DIGITS = 5;

/**
 * @typedef {object} Ticks
 * @property {{unit: number, label: string}[]} marks from the least up
 * @property {number} exponent labels are times ten to this
 * @property {number} offset what is added to them
 */

/**
 * Choose round numbers in a range.
 *
 * @param {number} origin the value at unit 0
 * @param {number} span of one unit
 * @param {number} from unit
 * @param {number} to unit
 * @param {number} most ticks wanted
 * @param {boolean} [isWhole] whether there is nothing between whole numbers
 * @returns {Ticks}
 */
export function ticks(origin, span, from, to, most, isWhole = false) {
  const range = (to - from) * span;
  const rough = range / Math.max(1, most);
  let power = Math.floor(Math.log10(rough));
  let digit = [1, 2, 5].find((candidate) => candidate >= (rough / 10 ** power) * (1 - 1e-9));
  if (digit === undefined) [digit, power] = [1, power + 1];
  if (isWhole && power < 0) [digit, power] = [1, 0];
  const step = digit * 10 ** power;

  const middle = origin + ((from + to) / 2) * span;
  const isFar = Math.abs(middle) > 10 ** DIGITS * step;
  // A tick itself, so that all of them are round numbers.
  const offset = isFar ? Math.round(middle / (1000 * step)) * 1000 * step : 0;
  const start = offset - origin;
  const largest = Math.max(Math.abs(origin + from * span - offset), Math.abs(origin + to * span - offset));
  const magnitude = Math.floor(Math.log10(largest));
  const exponent = magnitude < SMALLEST || magnitude >= LARGEST ? magnitude : 0;

  const marks = [];
  const last = Math.floor((origin - offset + to * span) / step + 1e-9);
  for (let count = Math.ceil((origin - offset + from * span) / step - 1e-9); count <= last; count++) {
    const number = count * digit * 10 ** (power - exponent);
    const label = number.toFixed(Math.max(0, exponent - power));
    marks.push({ unit: (start + count * step) / span, label: label.replace("-", "\u2212") });
  }
  return { marks, exponent, offset };
}

/**
 * An axis's name, with what its numbers have in common.
 *
 * @param {string} name
 * @param {Ticks} ticks
 */
export function titleOf(name, { exponent, offset }) {
  const scale = exponent === 0 ? "" : ` × ${powerOfTen(exponent)}`;
  const size = Math.abs(offset);
  const shift =
    offset === 0 ? "" : ` ${offset < 0 ? "\u2212" : "+"} ${size < 1e15 && size % 1 === 0 ? whole(size) : size}`;
  return `${name}${scale}${shift}`;
}
