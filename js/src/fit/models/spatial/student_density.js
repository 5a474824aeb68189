/** Densities of mixtures of Student's t distributions: the E step, as the kernel does it. Pure. */

import { logDensity, whitenings } from "../gaussian_density.js";
import { normalizeRow } from "../log_space.js";
import { logGamma } from "./gamma.js";

/** @import { CovarianceType } from "../../protocol.js" */
/** @import { GaussianParameters, Whitening } from "../gaussian_density.js" */

/**
 * @typedef {object} StudentParameters
 * @property {number[]} weights
 * @property {number[][]} means
 * @property {GaussianParameters["covariances"]} scales scale matrices, in the shape of their type
 * @property {number[]} degrees_of_freedom
 */

/**
 * The Gaussians to which the components tend with growing degrees of freedom.
 *
 * @param {StudentParameters} parameters
 * @returns {GaussianParameters}
 */
export function gaussiansOf({ weights, means, scales }) {
  return { weights, means, covariances: scales };
}

/**
 * The logarithm of the factor of a t distribution's density, (nu pi)^(-d/2) Gamma((nu+d)/2) / Gamma(nu/2).
 *
 * @param {number} nu degrees of freedom
 * @param {number} d
 */
export function logNorm(nu, d) {
  return logGamma((nu + d) / 2) - logGamma(nu / 2) - (d / 2) * Math.log(nu * Math.PI);
}

/**
 * The logarithm of weight times density of each component at each row.
 *
 * @param {ArrayLike<number>} data n rows of d values
 * @param {number} d
 * @param {StudentParameters} parameters
 * @param {CovarianceType} type
 * @returns {Float64Array} n rows of k; -Infinity for a component without a density
 */
export function studentJoint(data, d, parameters, type) {
  const components = unweighted(parameters, type, d);
  const k = components.length;
  const logs = new Float64Array((data.length / d) * k);
  const centered = new Float64Array(d);
  components.forEach((component, c) => {
    const nu = parameters.degrees_of_freedom[c];
    const norm = Math.log(parameters.weights[c]) + logNorm(nu, d);
    for (let row = 0, at = c; row < data.length; row += d, at += k) {
      const distance = component ? squareOf(data, row, component, centered) : Infinity;
      logs[at] = (component?.logScale ?? 0) + norm - ((nu + d) / 2) * Math.log1p(distance / nu);
    }
  });
  return logs;
}

/**
 * The share of each component in each row.
 *
 * @param {ArrayLike<number>} data n rows of d values
 * @param {number} d
 * @param {StudentParameters} parameters
 * @param {CovarianceType} type
 * @returns {Float64Array} n rows of k shares
 */
export function studentShares(data, d, parameters, type) {
  const shares = studentJoint(data, d, parameters, type);
  const k = parameters.means.length;
  for (let at = 0; at < shares.length; at += k) normalizeRow(shares, at, k);
  return shares;
}

/**
 * How much each row pulls its components, u = (nu + d) / (nu + delta), of what one at the mean pulls.
 *
 * @param {ArrayLike<number>} data n rows of d values
 * @param {number} d
 * @param {StudentParameters} parameters
 * @param {CovarianceType} type
 * @returns {Float64Array} of each row, from 0 to 1
 */
export function pullsOf(data, d, parameters, type) {
  const components = unweighted(parameters, type, d);
  const shares = studentShares(data, d, parameters, type);
  const k = components.length;
  const centered = new Float64Array(d);
  return Float64Array.from({ length: data.length / d }, (_, row) =>
    components.reduce((sum, component, c) => {
      const nu = parameters.degrees_of_freedom[c];
      const share = shares[row * k + c];
      return component && share > 0 ? sum + (share * nu) / (nu + squareOf(data, row * d, component, centered)) : sum;
    }, 0),
  );
}

/**
 * What makes each component standard normal, whatever it weighs.
 *
 * @param {StudentParameters} parameters
 * @param {CovarianceType} type
 * @param {number} d
 */
function unweighted(parameters, type, d) {
  return whitenings({ ...gaussiansOf(parameters), weights: parameters.weights.map(() => 1) }, type, d);
}

/**
 * The squared Mahalanobis distance of a row.
 *
 * @param {ArrayLike<number>} data
 * @param {number} row where its values begin
 * @param {Whitening} component
 * @param {Float64Array} centered room for a row
 */
function squareOf(data, row, component, centered) {
  return 2 * (component.logScale - logDensity(data, row, component, -Infinity, centered));
}
