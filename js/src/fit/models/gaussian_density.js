/** Densities of Gaussian mixtures: the E step, as the kernel does it. Pure. */

import { NEGLIGIBLE, normalizeRow } from "./log_space.js";

/** @import { CovarianceType } from "../protocol.js" */

/**
 * The parameters of k components for d features; numbers that are not finite are null.
 *
 * @typedef {object} GaussianParameters
 * @property {number[]} weights
 * @property {number[][]} means
 * @property {number[] | number[][] | number[][][]} covariances in the shape of their type
 */

/**
 * An element of a component's covariance matrix; NaN for one that is not finite.
 *
 * @param {GaussianParameters["covariances"]} covariances
 * @param {CovarianceType} type
 * @param {number} component
 * @param {number} i
 * @param {number} j
 * @returns {number}
 */
export function covarianceAt(covariances, type, component, i, j) {
  const of = /** @type {any} */ (covariances);
  if (type === "full") return of[component][i][j] ?? NaN;
  if (type === "tied") return of[i][j] ?? NaN;
  if (i !== j) return 0;
  return (type === "diag" ? of[component][i] : of[component]) ?? NaN;
}

/**
 * The transformation that makes a component standard normal: z = W (x - mean), W lower triangular.
 *
 * @typedef {object} Whitening
 * @property {Float64Array} mean
 * @property {Float64Array} rows of W, one after the other: d (d + 1) / 2 numbers, or only its diagonal
 * @property {boolean} diagonal
 * @property {number} logScale log of the weight and of |det W|
 */

/**
 * Factor the covariances of all components.
 *
 * @param {GaussianParameters} parameters of a Gaussian mixture
 * @param {CovarianceType} type
 * @param {number} d
 * @returns {(Whitening | null)[]} null for a component that has no density
 */
export function whitenings(parameters, type, d) {
  const diagonal = type === "diag" || type === "spherical";
  return parameters.means.map((mean, component) => {
    const factor = diagonal
      ? deviations(parameters, type, component, d)
      : inverseFactor(parameters, type, component, d);
    if (!factor || !mean.every(Number.isFinite)) return null;
    return {
      mean: Float64Array.from(mean),
      rows: factor.rows,
      diagonal,
      logScale: Math.log(parameters.weights[component]) + factor.logDeterminant,
    };
  });
}

/**
 * @param {GaussianParameters} parameters
 * @param {CovarianceType} type
 * @param {number} component
 * @param {number} d
 */
function deviations({ covariances }, type, component, d) {
  const rows = Float64Array.from(
    { length: d },
    (_, i) => 1 / Math.sqrt(covarianceAt(covariances, type, component, i, i)),
  );
  const logDeterminant = rows.reduce((sum, value) => sum + Math.log(value), 0);
  return Number.isFinite(logDeterminant) ? { rows, logDeterminant } : null;
}

/**
 * The inverse of the Cholesky factor. The matrix is factored as D C D with unit diagonal in C, so that no
 * scale of the data overflows.
 *
 * @param {GaussianParameters} parameters
 * @param {CovarianceType} type
 * @param {number} component
 * @param {number} d
 */
function inverseFactor({ covariances }, type, component, d) {
  const scale = Float64Array.from({ length: d }, (_, i) => Math.sqrt(covarianceAt(covariances, type, component, i, i)));
  const factor = cholesky(d, (i, j) => covarianceAt(covariances, type, component, i, j) / scale[i] / scale[j]);
  const rows = new Float64Array((d * (d + 1)) / 2);
  let logDeterminant = 0;
  for (let i = 0; i < d; i++) {
    const row = (i * (i + 1)) / 2;
    const pivot = factor[row + i];
    if (!(pivot > 0)) return null;
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let m = j; m < i; m++) sum += factor[row + m] * rows[(m * (m + 1)) / 2 + j];
      rows[row + j] = -sum / pivot;
    }
    rows[row + i] = 1 / pivot;
    logDeterminant -= Math.log(pivot) + Math.log(scale[i]);
  }
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) rows[(i * (i + 1)) / 2 + j] /= scale[j];
  }
  return Number.isFinite(logDeterminant) ? { rows, logDeterminant } : null;
}

/**
 * The Cholesky factor of a symmetric matrix, its rows one after the other. A pivot that is not positive, as of
 * a singular matrix, makes its column zero.
 *
 * @param {number} d
 * @param {(i: number, j: number) => number} at
 * @returns {Float64Array} d (d + 1) / 2 numbers
 */
export function cholesky(d, at) {
  const rows = new Float64Array((d * (d + 1)) / 2);
  for (let i = 0; i < d; i++) {
    const row = (i * (i + 1)) / 2;
    for (let j = 0; j <= i; j++) {
      const other = (j * (j + 1)) / 2;
      let rest = at(i, j);
      for (let m = 0; m < j; m++) rest -= rows[row + m] * rows[other + m];
      if (i === j) rows[row + i] = rest > 0 ? Math.sqrt(rest) : 0;
      else rows[row + j] = rows[other + j] > 0 ? rest / rows[other + j] : 0;
    }
  }
  return rows;
}

/**
 * What there is of a row, and the components' densities of that.
 *
 * @typedef {object} Observed
 * @property {ArrayLike<number>} values
 * @property {number} row where its values begin
 * @property {number} d how many there are
 * @property {(Whitening | null)[]} components
 */

/**
 * The densities of a mixture, also of rows that lack values.
 *
 * @typedef {object} Densities
 * @property {(Whitening | null)[]} whole of all features
 * @property {(data: ArrayLike<number>, row: number) => Observed} observed what there is of the row that begins there
 */

/**
 * The share of each component in each row, in log space. A row that no component has any density for belongs to
 * all of them alike.
 *
 * @param {ArrayLike<number>} data n rows of d values; NaN where one is missing
 * @param {number} d
 * @param {Densities} densities
 * @returns {Float64Array} n rows of k shares
 */
export function gaussianShares(data, d, densities) {
  const k = densities.whole.length;
  const shares = new Float64Array((data.length / d) * k);
  const room = new Float64Array(d);
  let winner = 0;
  for (let from = 0, at = 0; from < data.length; from += d, at += k) {
    const { values, row, d: count, components } = densities.observed(data, from);
    const centered = count === d ? room : room.subarray(0, count);
    let largest = -Infinity;
    for (let turn = 0; turn < k; turn++) {
      // The last row's winner first: most others then turn out negligible at once.
      const c = turn === 0 ? winner : turn <= winner ? turn - 1 : turn;
      const log = logDensity(values, row, components[c], largest + NEGLIGIBLE, centered);
      shares[at + c] = log;
      if (log > largest) largest = log;
    }
    winner = normalizeRow(shares, at, k);
  }
  return shares;
}

/**
 * The logarithm of weight times density of each component at each row.
 *
 * @param {ArrayLike<number>} data n rows of d values; NaN where one is missing
 * @param {number} d
 * @param {Densities} densities
 * @returns {Float64Array | null} n rows of k; null where a component has no density
 */
export function gaussianJoint(data, d, densities) {
  const k = densities.whole.length;
  if (densities.whole.includes(null)) return null;
  const logs = new Float64Array((data.length / d) * k);
  const room = new Float64Array(d);
  for (let from = 0, at = 0; from < data.length; from += d, at += k) {
    const { values, row, d: count, components } = densities.observed(data, from);
    const [centered, power] = [room.subarray(0, count), (count / 2) * Math.log(2 * Math.PI)];
    for (let c = 0; c < k; c++) logs[at + c] = logDensity(values, row, components[c], -Infinity, centered) - power;
  }
  return logs;
}

/**
 * Log of weight times density, but for the power of 2 pi that all components share.
 *
 * @param {ArrayLike<number>} data
 * @param {number} row where its values begin
 * @param {Whitening | null} component
 * @param {number} least below it nothing matters
 * @param {Float64Array} centered room for a row
 * @returns {number} -Infinity for what is below `least`
 */
export function logDensity(data, row, component, least, centered) {
  if (component === null) return -Infinity;
  const { mean, rows, diagonal, logScale } = component;
  const d = centered.length;
  const largest = 2 * (logScale - least);
  let square = 0;
  let m = 0;
  for (let i = 0; i < d; i++) {
    const gap = data[row + i] - mean[i];
    let z = 0;
    if (diagonal) z = rows[i] * gap;
    else {
      centered[i] = gap;
      for (let j = 0; j <= i; j++) z += rows[m + j] * centered[j];
      m += i + 1;
    }
    square += z * z;
    if (!(square <= largest)) return -Infinity;
  }
  return logScale - square / 2;
}
