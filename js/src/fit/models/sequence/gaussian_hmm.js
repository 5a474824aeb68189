import { covarianceAt, logDensity, whitenings } from "../gaussian_density.js";
import { gaussianMixture } from "../gaussian_mixture.js";
import { row, sub, vector } from "../mathml.js";
import { average } from "./formulas.js";
import { hiddenMarkov } from "./hidden_markov.js";

/** @import { CovarianceType, ModelDescription } from "../../protocol.js" */
/** @import { GaussianParameters } from "../gaussian_density.js" */
/** @import { Slot } from "../mathml.js" */
/** @import { Model } from "../model.js" */
/** @import { Chain } from "./forward_backward.js" */
/** @import { Emissions } from "./hidden_markov.js" */

/** @typedef {Chain & Omit<GaussianParameters, "weights">} GaussianChain */

/**
 * States that emit Gaussians of any covariance type.
 *
 * @param {ModelDescription} description
 * @returns {Model<GaussianChain>}
 */
export function gaussianHmm({ kind, covariance_type: type = "full" }) {
  /** @type {Emissions<GaussianChain>} */
  const emissions = {
    kind,
    name: "Gaussian hidden Markov model",
    mixture: gaussianMixture({ kind: "gaussian_mixture", covariance_type: type }),
    logDensities: (parameters, data, d) => logDensities(parameters, type, data, d),
    subset: (parameters, features) => subset(parameters, type, features),
    question: "Where does each state emit, and where does it lead?",
    parameter: (slot, axes) => [mean(slot, axes)],
  };
  return hiddenMarkov(emissions);
}

/**
 * The log density of each row under each state.
 *
 * @param {GaussianChain} parameters
 * @param {CovarianceType} type
 * @param {ArrayLike<number>} data n rows of d values
 * @param {number} d
 * @returns {Float64Array} n rows of k
 */
function logDensities({ means, covariances }, type, data, d) {
  const k = means.length;
  const states = whitenings({ weights: means.map(() => 1), means, covariances }, type, d);
  const [logs, centered] = [new Float64Array((data.length / d) * k), new Float64Array(d)];
  const constant = (d / 2) * Math.log(2 * Math.PI);
  for (let from = 0, at = 0; from < data.length; from += d, at += k) {
    for (let j = 0; j < k; j++) logs[at + j] = logDensity(data, from, states[j], -Infinity, centered) - constant;
  }
  return logs;
}

/**
 * The marginals of some features.
 *
 * @param {GaussianChain} parameters
 * @param {CovarianceType} type
 * @param {number[]} features
 * @returns {GaussianChain}
 */
function subset({ start, transition, means, covariances }, type, features) {
  /** @type {(component: number) => number[][]} */
  const block = (component) =>
    features.map((i) => features.map((j) => covarianceAt(covariances, type, component, i, j)));
  const parts = {
    full: () => means.map((_, component) => block(component)),
    tied: () => block(0),
    diag: () => means.map((_, component) => features.map((i) => covarianceAt(covariances, type, component, i, i))),
    spherical: () => covariances,
  };
  return { start, transition, means: means.map((each) => features.map((i) => each[i])), covariances: parts[type]() };
}

/**
 * @param {Slot} slot
 * @param {number} axes
 */
function mean(slot, axes) {
  return row(sub("μ", slot("k")), "=", average(sub("x", "t")), ...vector(slot, "mean", axes));
}
