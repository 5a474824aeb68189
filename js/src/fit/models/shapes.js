import { cholesky, covarianceAt } from "./gaussian.js";
import { toUnit } from "../draw/data_scale.js";

/** @import { CovarianceType, Step } from "../protocol.js" */
/** @import { Units } from "../draw/data_scale.js" */

/**
 * What is drawn of a component: its marginal in the dimensions of a drawing, in the drawing's units.
 *
 * @typedef {object} Shape
 * @property {number} weight
 * @property {readonly number[]} mean
 * @property {Float64Array | null} factor rows of the covariance's Cholesky factor; null for k-means
 */

/**
 * @param {Step} step
 * @param {CovarianceType} type
 * @param {Units} units
 * @returns {(Shape | null)[]} null where numbers are not finite
 */
export function shapesOf({ weights, means, covariances }, type, units) {
  const { dims, span } = units;
  return means.map((mean, component) => {
    /** @type {(i: number, j: number) => number} */
    const covariance = (i, j) => covarianceAt(covariances, type, component, dims[i], dims[j]) / span[i] / span[j];
    const axes = dims.map((_, axis) => axis);
    const isFinite = axes.every((i) => Number.isFinite(mean[dims[i]]) && (!covariances || axes.every((j) => Number.isFinite(covariance(i, j)))));
    if (!isFinite) return null;
    const place = dims.map((dim, axis) => toUnit(units, axis, mean[dim]));
    return { weight: weights[component], mean: place, factor: covariances && cholesky(dims.length, covariance) };
  });
}
