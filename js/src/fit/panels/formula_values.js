import { covarianceAt, logDensity, responsibilities, whitenings } from "../models/gaussian.js";

/** @import { Moment } from "../playback/recording.js" */
/** @import { CovarianceType, Step } from "../protocol.js" */

/**
 * The numbers that stand in the formulas of a step. Pure.
 *
 * @typedef {object} Live
 * @property {number} component
 * @property {number} row of the points
 * @property {number | null} share of the component in the point; null before the first E step
 * @property {number | null} part weight times density of the component at the point
 * @property {number | null} total that of all components
 * @property {number} winner component with the largest share of the point
 * @property {number} weight of the component
 * @property {number[]} mean in the dimensions that are shown
 * @property {number[][]} covariance in these dimensions; empty for k-means
 */

/**
 * @param {Moment} moment
 * @param {{data: Float64Array, d: number}} points
 * @param {number[]} dims that are shown
 * @param {number} row
 * @param {number | null} chosen component; null: the one to which the point belongs
 * @returns {Live}
 */
export function live({ step, shading, covarianceType, algorithm }, points, dims, row, chosen) {
  const { d } = points;
  const x = points.data.subarray(row * d, (row + 1) * d);
  const shares = shading && responsibilities(x, d, shading.step, shading.covarianceType, algorithm);
  const parts = shading && algorithm === "em" ? densities(x, d, shading.step, shading.covarianceType) : null;
  const winner = shares ? shares.indexOf(Math.max(...shares)) : -1;
  const component = chosen ?? Math.max(0, winner);
  const { covariances, means, weights } = step;
  const mean = means[component] ?? [];
  return {
    component,
    row,
    share: shares?.[component] ?? null,
    part: parts?.[component] ?? null,
    total: parts && parts.reduce((sum, part) => sum + part, 0),
    winner,
    weight: weights[component] ?? NaN,
    mean: dims.map((dim) => mean[dim] ?? NaN),
    covariance: covariances ? dims.map((i) => dims.map((j) => covarianceAt(covariances, covarianceType, component, i, j))) : [],
  };
}

/**
 * Weight times density of each component at one point.
 *
 * @param {Float64Array} x
 * @param {number} d
 * @param {Step} step
 * @param {CovarianceType} type
 */
function densities(x, d, step, type) {
  const centred = new Float64Array(d);
  return whitenings(step, type, d).map((whitening) => {
    const log = logDensity(x, 0, whitening, -Infinity, centred);
    return Math.exp(log - (d / 2) * Math.log(2 * Math.PI));
  });
}
