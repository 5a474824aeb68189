/**
 * What a view shows of a field: ranks, by which a histogram is equalized, and how far the numbers spread. Pure.
 */

import { FRACTIONS } from "./stretch.js";

/**
 * How far numbers spread, those left out that few pixels have.
 *
 * @typedef {object} Spread
 * @property {[number, number]} middle the number in the middle, and its fraction, from 1 on
 * @property {number} range from the twentieth part of the pixels to the last but that, in numbers
 * @property {boolean} isFine whether fractions are known
 */

/** Thresholds, at most. */
const RANKS = 1023;

/**
 * Thresholds that part numbers into groups of equal size.
 *
 * @param {Iterable<number>} numbers of samples of a view, 0 where there is none
 * @returns {Uint32Array} ascending
 */
export function thresholds(numbers) {
  const sorted = Uint32Array.from(numbers)
    .filter((number) => number > 0)
    .sort();
  const { length } = sorted;
  const parts = Math.min(RANKS, length);
  return Uint32Array.from({ length: parts }, (_, part) => sorted[Math.floor(((part + 1) * length) / (parts + 1))]);
}

/**
 * The rank of a number: how many thresholds it reaches.
 *
 * @param {Uint32Array} thresholds ascending
 * @param {number} number
 */
export function rank(thresholds, number) {
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (thresholds[middle] <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * How far the numbers of samples of a view spread.
 *
 * @param {ArrayLike<number>} numbers 0 where there is none
 * @param {ArrayLike<number> | null} fractions from 1 on, if they are known
 * @returns {Spread | null} null if there is no number
 */
export function spreadOf(numbers, fractions) {
  const places = Float64Array.from(numbers, (number, i) => {
    const fraction = fractions ? (fractions[i] ?? 1) : FRACTIONS / 2 + 1;
    return number === 0 ? 0 : number + (fraction - 1) / FRACTIONS;
  });
  const sorted = places.filter((place) => place > 0).sort();
  const { length } = sorted;
  if (length === 0) return null;
  const at = (/** @type {number} */ parts) => sorted[Math.floor((parts * length) / 20)] ?? 0;
  // A fraction is at most 1: that of the number below is no other place.
  const middle = Math.floor(at(10));
  return {
    middle: [middle, Math.round((at(10) - middle) * FRACTIONS) + 1],
    range: at(19) - at(1),
    isFine: fractions !== null,
  };
}
