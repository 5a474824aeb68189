/** Densities of Gaussian mixtures: the E step, as the kernel does it. Pure. */

/** @import { Algorithm, CovarianceType, Step } from "../protocol.js" */

/** Shares below `exp` of this are nothing in float64. */
const NEGLIGIBLE = -40;

/**
 * An element of a component's covariance matrix; NaN for one that is not finite.
 *
 * @param {Step["covariances"]} covariances
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
 * What makes a component standard normal: z = W (x - mean), W lower triangular.
 *
 * @typedef {object} Whitening
 * @property {Float64Array} mean
 * @property {Float64Array} rows of W, one after the other: d (d + 1) / 2 numbers, or only its diagonal
 * @property {boolean} diagonal
 * @property {number} logScale log of the weight and of |det W|
 */

/**
 * @param {Step} step of a Gaussian mixture
 * @param {CovarianceType} type
 * @param {number} d
 * @returns {(Whitening | null)[]} null for a component that has no density
 */
export function whitenings(step, type, d) {
  const diagonal = type === "diag" || type === "spherical";
  return step.means.map((mean, component) => {
    const factor = diagonal ? deviations(step, type, component, d) : inverseFactor(step, type, component, d);
    if (!factor || !mean.every(Number.isFinite)) return null;
    return { mean: Float64Array.from(mean), rows: factor.rows, diagonal, logScale: Math.log(step.weights[component]) + factor.logDeterminant };
  });
}

/**
 * @param {Step} step
 * @param {CovarianceType} type
 * @param {number} component
 * @param {number} d
 */
function deviations({ covariances }, type, component, d) {
  const rows = Float64Array.from({ length: d }, (_, i) => 1 / Math.sqrt(covarianceAt(covariances, type, component, i, i)));
  const logDeterminant = rows.reduce((sum, value) => sum + Math.log(value), 0);
  return Number.isFinite(logDeterminant) ? { rows, logDeterminant } : null;
}

/**
 * The inverse of the Cholesky factor. The matrix is factored as D C D with unit diagonal in C, so that no
 * scale of the data overflows.
 *
 * @param {Step} step
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
 * How much of each row each component takes: Gaussians by log-sum-exp, k-means all to the nearest mean. A row
 * that no component has any density for belongs to all of them alike.
 *
 * @param {ArrayLike<number>} data n rows of d values
 * @param {number} d
 * @param {Step} step
 * @param {CovarianceType} type
 * @param {Algorithm} algorithm
 * @returns {Float64Array} n rows of k shares
 */
export function responsibilities(data, d, step, type, algorithm) {
  return algorithm === "kmeans" ? nearest(data, d, step.means) : expectation(data, d, whitenings(step, type, d));
}

/**
 * @param {ArrayLike<number>} data
 * @param {number} d
 * @param {(Whitening | null)[]} components
 */
function expectation(data, d, components) {
  const k = components.length;
  const shares = new Float64Array((data.length / d) * k);
  const centred = new Float64Array(d);
  let winner = 0;
  for (let row = 0, at = 0; row < data.length; row += d, at += k) {
    let largest = -Infinity;
    for (let turn = 0; turn < k; turn++) {
      // The last row's winner first: most others then turn out negligible at once.
      const c = turn === 0 ? winner : turn <= winner ? turn - 1 : turn;
      const log = logDensity(data, row, components[c], largest + NEGLIGIBLE, centred);
      shares[at + c] = log;
      if (log > largest) largest = log;
    }
    if (largest === -Infinity) {
      shares.fill(1 / k, at, at + k);
      continue;
    }
    let sum = 0;
    for (let c = 0; c < k; c++) {
      const log = shares[at + c] - largest;
      sum += shares[at + c] = log > NEGLIGIBLE ? Math.exp(log) : 0;
      if (log === 0) winner = c;
    }
    for (let c = 0; c < k; c++) shares[at + c] /= sum;
  }
  return shares;
}

/**
 * Log of weight times density, but for the power of 2 pi that all components share.
 *
 * @param {ArrayLike<number>} data
 * @param {number} row where its values begin
 * @param {Whitening | null} component
 * @param {number} least below it nothing matters
 * @param {Float64Array} centred room for a row
 * @returns {number} -Infinity for what is below `least`
 */
export function logDensity(data, row, component, least, centred) {
  if (component === null) return -Infinity;
  const { mean, rows, diagonal, logScale } = component;
  const d = centred.length;
  const largest = 2 * (logScale - least);
  let square = 0;
  let m = 0;
  for (let i = 0; i < d; i++) {
    const gap = data[row + i] - mean[i];
    let z = 0;
    if (diagonal) z = rows[i] * gap;
    else {
      centred[i] = gap;
      for (let j = 0; j <= i; j++) z += rows[m + j] * centred[j];
      m += i + 1;
    }
    square += z * z;
    if (!(square <= largest)) return -Infinity;
  }
  return logScale - square / 2;
}

/**
 * @param {ArrayLike<number>} data
 * @param {number} d
 * @param {number[][]} means
 */
function nearest(data, d, means) {
  const k = means.length;
  const shares = new Float64Array((data.length / d) * k);
  for (let row = 0, at = 0; row < data.length; row += d, at += k) {
    let [winner, least] = [0, Infinity];
    for (let c = 0; c < k; c++) {
      let square = 0;
      for (let i = 0; i < d; i++) square += (data[row + i] - means[c][i]) ** 2;
      if (square < least) [winner, least] = [c, square];
    }
    shares[at + winner] = 1;
  }
  return shares;
}
