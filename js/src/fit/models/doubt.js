/** How doubtful it is to which component a sample belongs. Pure. */

/** The share of the largest doubt from which on a doubt is nearly as large. */
const NEARLY = 0.6;
/** Products of matrices' elements that the doubts of a step may take: some milliseconds. */
const WORK = 500_000;

/**
 * The share that the likeliest component lacks, of the share that it would lack if all had the same.
 *
 * @param {Float64Array} shares n rows of k
 * @param {number} n
 * @returns {Float64Array} of each row, from 0 to 1
 */
export function doubtsOf(shares, n) {
  const k = n === 0 ? 0 : shares.length / n;
  const most = 1 - 1 / k;
  return Float64Array.from({ length: n }, (_, row) => {
    let largest = 0;
    for (let at = row * k; at < (row + 1) * k; at++) if (shares[at] > largest) largest = shares[at];
    return most > 0 ? (1 - largest) / most : 0;
  });
}

/**
 * Every so many-th row, as many as can be looked at for each step that is shown.
 *
 * @param {Float64Array} data rows of d values
 * @param {number} d
 * @param {number} k components
 * @returns {{rows: Float64Array, stride: number}}
 */
export function thinned(data, d, k) {
  const stride = Math.max(1, Math.ceil((data.length * d * k) / WORK));
  if (stride === 1) return { rows: data, stride };
  const count = Math.ceil(data.length / d / stride);
  const rows = new Float64Array(count * d);
  for (let row = 0; row < count; row++) rows.set(data.subarray(row * stride * d, (row * stride + 1) * d), row * d);
  return { rows, stride };
}

/**
 * The row to look at: the one of most doubt, but rather the one before, as long as it is nearly as doubtful.
 *
 * @param {Float64Array} doubts of each row
 * @param {number | null} before
 * @returns {number} 0 if there is no doubt anywhere
 */
export function mostDoubtful(doubts, before) {
  let row = 0;
  for (let other = 1; other < doubts.length; other++) if (doubts[other] > doubts[row]) row = other;
  return before !== null && doubts[before] >= NEARLY * doubts[row] && doubts[before] > 0 ? before : row;
}
