/** Shares from logarithms. Pure. */

/** Shares below `exp` of this are nothing in float64. */
export const NEGLIGIBLE = -40;

/**
 * Turn the logarithms of a row into shares that sum to one (log-sum-exp). A row of which nothing is finite belongs
 * to all components alike.
 *
 * @param {Float64Array} values logarithms before, shares after
 * @param {number} at where the row begins
 * @param {number} k length of the row
 * @returns {number} the last of the largest; 0 if there is none
 */
export function normalizeRow(values, at, k) {
  let largest = -Infinity;
  for (let c = 0; c < k; c++) if (values[at + c] > largest) largest = values[at + c];
  if (largest === -Infinity) {
    values.fill(1 / k, at, at + k);
    return 0;
  }
  let [sum, winner] = [0, 0];
  for (let c = 0; c < k; c++) {
    const log = values[at + c] - largest;
    sum += values[at + c] = log > NEGLIGIBLE ? Math.exp(log) : 0;
    if (log === 0) winner = c;
  }
  for (let c = 0; c < k; c++) values[at + c] /= sum;
  return winner;
}
