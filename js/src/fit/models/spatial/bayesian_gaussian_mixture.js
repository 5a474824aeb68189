import { doubtsOf } from "../doubt.js";
import { gaussianShares } from "../gaussian_density.js";
import { gaussianMixture } from "../gaussian_mixture.js";
import { Marginals } from "../marginals.js";
import { fraction, math, row, sub, sum, sup, vector } from "../mathml.js";
import { PLANE, without } from "../plane.js";
import { responsibility, whose } from "../responsibility.js";

/** @import { ModelDescription } from "../../protocol.js" */
/** @import { GaussianParameters } from "../gaussian_density.js" */
/** @import { Slot } from "../mathml.js" */
/** @import { Model } from "../model.js" */

/** @typedef {GaussianParameters & {log_weights: number[], mean_precision: number[]}} BayesianParameters */

/** Opacity of a component that has no samples any more. */
const FAINTEST = 0.08;
/** Index of the prior's numbers: component 0 has its own. */
const PRIOR = "prior";

/**
 * Gaussians whose parameters have distributions, fitted by variational inference.
 *
 * @param {ModelDescription} description
 * @returns {Model<BayesianParameters>}
 */
export function bayesianGaussianMixture(description) {
  const { kind, covariance_type: type = "full", mean_precision_prior: prior = 1 } = description;
  const gaussian = /** @type {Model<any>} */ (gaussianMixture(description));
  // Expectations of logarithms make no joint density.
  delete gaussian.joint;
  /** @type {(parameters: BayesianParameters, data: ArrayLike<number>, d: number) => Float64Array} */
  const shares = (parameters, data, d) => gaussianShares(data, d, new Marginals(expected(parameters), type, d));
  return {
    ...gaussian,
    kind,
    name: "Bayesian Gaussian mixture",
    algorithm: "Bayesian",
    companion: null,
    settings: without(PLANE.settings, "compare"),
    hasCriteria: false,
    letters: ["E", "M"],
    questions: [
      whose("component, as far as its parameters are known"),
      "What do these points tell of each component, beside what was known before?",
    ],
    captions: {
      ...gaussian.captions,
      objective: "lower bound",
      change: "Change of the bound",
      degenerate: (have) => `${have} collapsed`,
    },
    formulas: {
      expect: (slot) => responsibility(slot, term),
      maximize: (slot, axes) => [precision(slot), center(slot, axes), spread(slot)],
    },
    objective: ({ lower_bound: value }) => value,
    shares,
    doubts: (parameters, data, d) => doubtsOf(shares(parameters, data, d), data.length / d),
    strengths: ({ weights }) =>
      weights.map((weight) => Math.max(FAINTEST, Math.min(1, Math.sqrt(weights.length * weight)))),
    notice: ({ mean_precision: precisions }) => {
      const left = precisions.filter((precision) => precision - prior >= 1).length;
      return left === precisions.length ? null : `${left} of ${precisions.length} components have points.`;
    },
    values: (parameters, shading, x, directions, component, at) => ({
      ...gaussian.values(parameters, shading && expected(shading), x, directions, component, at),
      precision: parameters.mean_precision[component] ?? null,
    }),
  };
}

/**
 * The Gaussians as an E step takes them.
 *
 * @param {BayesianParameters} parameters
 * @returns {GaussianParameters}
 */
function expected({ log_weights: logs, means, covariances }) {
  return { weights: logs.map(Math.exp), means, covariances };
}

/**
 * Weight times density of a component.
 *
 * @param {string} k
 */
function term(k) {
  return row(
    math("mi", "exp"),
    "𝔼",
    "[",
    math("mi", "ln"),
    sub("π", k),
    "𝒩",
    "(",
    sub("x", "n"),
    "∣",
    sub("μ", k),
    ",",
    sub("Λ", k),
    ")",
    "]",
  );
}

/**
 * How many samples a mean is worth.
 *
 * @param {Slot} slot
 */
function precision(slot) {
  return row(sub("β", slot("k")), "=", sub("β", PRIOR), "+", sum("n"), sub("r", "nk"), "=", slot("precision"));
}

/**
 * @param {Slot} slot
 * @param {number} axes
 */
function center(slot, axes) {
  const pull = row(sub("β", PRIOR), sub("m", PRIOR), "+", sum("n"), sub("r", "nk"), sub("x", "n"));
  return row(sub("m", slot("k")), "=", fraction(pull, sub("β", "k")), ...vector(slot, "mean", axes));
}

/** @param {Slot} slot */
function spread(slot) {
  const off = () => row("(", sub("x", "n"), "\u2212", sub("m", "k"), ")");
  const scatter = row(sup(sub("W", PRIOR), "\u22121"), "+", sum("n"), sub("r", "nk"), off(), sup(off(), "⊤"), "+", "…");
  return row(sub("Σ", slot("k")), "=", fraction(scatter, row(sub("ν", PRIOR), "+", sum("n"), sub("r", "nk"))));
}
