/** Densities of rows of which some values are missing. Pure. */

/**
 * Log densities of rows under each component, of those values that are there.
 *
 * @template Parameters
 * @param {Parameters} parameters of k components
 * @param {ArrayLike<number>} data n rows of d values, NaN where one is missing
 * @param {number} d
 * @param {number} k
 * @param {object} family
 * @param {(parameters: Parameters, data: ArrayLike<number>, d: number) => Float64Array} family.logDensities of complete rows
 * @param {(parameters: Parameters, features: number[]) => Parameters} family.subset the parameters for some features
 * @returns {Float64Array} n rows of k; zeros where all values are missing
 */
export function observedLogDensities(parameters, data, d, k, { logDensities, subset }) {
  const groups = rowsByMissing(data, d);
  const whole = Array.from({ length: d }, (_, i) => i);
  if (groups.length === 1 && groups[0]?.features.length === d) return logDensities(parameters, data, d);
  const logs = new Float64Array((data.length / d) * k);
  for (const { features, rows } of groups) {
    const m = features.length;
    if (m === 0) continue;
    const values = Float64Array.from(
      { length: rows.length * m },
      (_, i) => data[rows[Math.floor(i / m)] * d + features[i % m]] ?? NaN,
    );
    const found = logDensities(m === whole.length ? parameters : subset(parameters, features), values, m);
    rows.forEach((row, i) => {
      logs.set(found.subarray(i * k, (i + 1) * k), row * k);
    });
  }
  return logs;
}

/**
 * Rows of which the same values are there.
 *
 * @param {ArrayLike<number>} data
 * @param {number} d
 * @returns {{features: number[], rows: number[]}[]}
 */
function rowsByMissing(data, d) {
  /** @type {Map<string, {features: number[], rows: number[]}>} */
  const groups = new Map();
  for (let row = 0; row < data.length / d; row++) {
    const features = [];
    for (let i = 0; i < d; i++) if (!Number.isNaN(data[row * d + i])) features.push(i);
    const key = String(features);
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { features, rows: [row] });
  }
  return [...groups.values()];
}
