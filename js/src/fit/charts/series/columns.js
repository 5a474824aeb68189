/** Many rows in few columns of pixels. Pure. */

/** @import { Span } from "../camera/time_camera.js" */

/**
 * Rows that stand in one column, or one row that has several.
 *
 * @typedef {object} Column
 * @property {number} first row
 * @property {number} end row after the last one
 */

/** Up to so many rows in a pixel each row is drawn by itself. */
const CROWDED = 2;

/**
 * Share rows out among columns of pixels.
 *
 * @param {Span} span rows that are shown
 * @param {number} width pixels
 * @param {number} n rows in all
 * @returns {Column[]} a row each, or of many rows a column of pixels each
 */
export function columnsOf({ from, to }, width, n) {
  const [first, end] = [Math.max(0, Math.floor(from + 0.5)), Math.min(n, Math.ceil(to + 0.5))];
  if (end - first <= CROWDED * width) return Array.from({ length: Math.max(0, end - first) }, (_, i) => one(first + i));
  const count = Math.max(1, Math.floor(width));
  const edge = (/** @type {number} */ i) => first + Math.floor((i * (end - first)) / count);
  return Array.from({ length: count }, (_, i) => ({ first: edge(i), end: edge(i + 1) }));
}

/** @param {number} row */
function one(row) {
  return { first: row, end: row + 1 };
}

/**
 * The row in the middle of a column.
 *
 * @param {Column} column
 */
export function middleRow({ first, end }) {
  return Math.floor((first + end - 1) / 2);
}

/**
 * Columns that no beginning of a sequence parts: what is drawn from the middle of one to the next joins none.
 *
 * @param {Column[]} columns
 * @param {Uint8Array} begins 1 where a sequence begins: a value for each row
 * @returns {Column[][]}
 */
export function joinedColumns(columns, begins) {
  /** @type {Column[][]} */
  const parts = [];
  for (const [i, column] of columns.entries()) {
    const before = columns[i - 1];
    const isJoined = before && !begins.subarray(middleRow(before) + 1, middleRow(column) + 1).includes(1);
    if (isJoined) parts.at(-1)?.push(column);
    else parts.push([column]);
  }
  return parts;
}

/**
 * The least and the largest of some values: min/max decimation keeps each peak.
 *
 * @param {ArrayLike<number>} values
 * @param {number} stride from row to row
 * @param {number} offset
 * @param {Column} column
 * @returns {[number, number] | null} null where all are missing
 */
export function extremes(values, stride, offset, { first, end }) {
  let [low, high] = [Infinity, -Infinity];
  for (let row = first; row < end; row++) {
    const value = values[row * stride + offset];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

/**
 * The means of rows of k values.
 *
 * @param {ArrayLike<number>} values
 * @param {number} k
 * @param {Column} column
 * @returns {number[]}
 */
export function means(values, k, { first, end }) {
  return Array.from({ length: k }, (_, j) => {
    let sum = 0;
    for (let row = first; row < end; row++) sum += values[row * k + j];
    return sum / (end - first);
  });
}
