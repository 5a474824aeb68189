import { doubtsOf } from "./doubt.js";
import { normalizeRow } from "./log_space.js";
import { fraction, math, row, sub, sum, sup } from "./mathml.js";

/** @import { ModelDescription } from "../protocol.js" */
/** @import { Slot } from "./mathml.js" */
/** @import { Model } from "./model.js" */

/** @typedef {{weights: number[], probabilities: number[][]}} BernoulliParameters of k components for d features */

/**
 * Binary features that are independent within a component: latent classes.
 *
 * @param {ModelDescription} description
 * @returns {Model<BernoulliParameters>}
 */
export function bernoulliMixture({ kind }) {
  return {
    kind,
    name: "Bernoulli mixture",
    algorithm: "EM",
    variant: "",
    variants: [],
    view: "table",
    sample: "Row",
    handle: "bar",
    siblings: [kind],
    companion: null,
    settings: new Set(["n_components", "init_params", "random_state", "tol", "max_iter"]),
    styleTraits: new Set(["colors", "fade"]),
    questions: ["How much of each row belongs to each component?", "How often is each feature 1 in each component?"],
    letters: ["E", "M"],
    hasCells: false,
    hasCriteria: true,
    hasTolerance: true,
    captions: {
      objective: "log-likelihood",
      change: "Change per sample",
      halves: ["E step", "M step"],
      weights: "Weights",
      converged: (tolerance) => `the change is below ${tolerance}`,
      degenerate: (have) => `${have} no samples left`,
    },
    formulas: {
      expect: responsibility,
      maximize: (slot) => [weight(slot), probability(slot)],
    },
    objective: ({ log_likelihood: value }) => value,
    weights: ({ weights }) => weights,
    centers: ({ probabilities }) => probabilities,
    shares: sharesOf,
    doubts: (parameters, data, d) => doubtsOf(sharesOf(parameters, data, d), data.length / d),
    shapes: ({ weights, probabilities }) =>
      probabilities.map((mean, component) =>
        mean.every(Number.isFinite) ? { weight: weights[component], mean, factor: null } : null,
      ),
    values: ({ probabilities }, shading, x, [direction], component) => {
      const parts = shading && Array.from(logDensities(shading, x, x.length), Math.exp);
      const feature = typeof direction === "number" ? direction : 0;
      return {
        part: parts?.[component] ?? null,
        total: parts && parts.reduce((total, part) => total + part, 0),
        feature,
        probability: probabilities[component]?.[feature] ?? null,
      };
    },
  };
}

/**
 * The share of each component in each row.
 *
 * @param {BernoulliParameters} parameters
 * @param {ArrayLike<number>} data n rows of d values between 0 and 1
 * @param {number} d
 * @returns {Float64Array} n rows of k
 */
function sharesOf(parameters, data, d) {
  const logs = logDensities(parameters, data, d);
  const k = parameters.weights.length;
  for (let at = 0; at < logs.length; at += k) normalizeRow(logs, at, k);
  return logs;
}

/**
 * Log of the weight and of the probability of each row under each component.
 *
 * @param {BernoulliParameters} parameters
 * @param {ArrayLike<number>} data n rows of d values between 0 and 1
 * @param {number} d
 * @returns {Float64Array} n rows of k
 */
function logDensities({ weights, probabilities }, data, d) {
  const k = weights.length;
  const ones = Float64Array.from(probabilities.flat(), Math.log);
  const zeros = Float64Array.from(probabilities.flat(), (p) => Math.log1p(-p));
  const logs = new Float64Array((data.length / d) * k);
  for (let from = 0, at = 0; from < data.length; from += d, at += k) {
    for (let c = 0; c < k; c++) {
      let log = Math.log(weights[c]);
      for (let j = 0, m = c * d; j < d; j++, m++) {
        const x = data[from + j];
        // Zero times the logarithm of zero is nothing.
        if (x > 0) log += x * ones[m];
        if (x < 1) log += (1 - x) * zeros[m];
      }
      logs[at + c] = log;
    }
  }
  return logs;
}

/** @param {Slot} slot */
function responsibility(slot) {
  /** @type {(k: string) => MathMLElement} */
  const term = (k) => {
    const index = () => row(...k, "j");
    const x = () => sub("x", "nj");
    const product = math("mo", "∏");
    product.setAttribute("largeop", "false");
    const one = math("msubsup", math("mi", "p"), index(), x());
    const zero = sup(row("(", "1", "\u2212", sub("p", index()), ")"), row("1", "\u2212", x()));
    return row(sub("π", k), sub(product, "j"), one, zero);
  };
  return [
    row(sub("r", "nk"), "=", fraction(term("k"), row(sum("i"), term("i")))),
    row(sub("r", row(slot("n"), ",", slot("k"))), "=", fraction(slot("part"), slot("total")), "=", slot("share")),
  ];
}

/** @param {Slot} slot */
function weight(slot) {
  return row(sub("π", slot("k")), "=", fraction(row(sum("n"), sub("r", "nk")), "N"), "=", slot("weight"));
}

/** @param {Slot} slot */
function probability(slot) {
  const found = fraction(row(sum("n"), sub("r", "nk"), sub("x", "nj")), row(sum("n"), sub("r", "nk")));
  return row(sub("p", row(slot("k"), ",", slot("feature"))), "=", found, "=", slot("probability"));
}
