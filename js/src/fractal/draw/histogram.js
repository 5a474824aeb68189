/**
 * Ranks of numbers, by which a histogram is equalized: as many pixels get each color. Pure.
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
