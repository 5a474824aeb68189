import { doubtsOf } from "./doubt.js";
import { normalizeRow } from "./log_space.js";
import { fraction, math, row, sub, sum } from "./mathml.js";

/** @import { ModelDescription } from "../protocol.js" */
/** @import { Slot } from "./mathml.js" */
/** @import { Model } from "./model.js" */

/** @typedef {{weights: number[], probabilities: number[][][]}} CategoricalParameters of k components, d features, m categories */

/**
 * Categories that are independent within a component: latent classes.
 *
 * @param {ModelDescription} description
 * @returns {Model<CategoricalParameters>}
 */
export function categoricalMixture({ kind }) {
  return {
    kind,
    name: "Categorical mixture",
    algorithm: "EM",
    variant: "",
    variants: [],
    view: "table",
    full: "sample",
    sample: "Row",
    handle: "bar",
    siblings: [kind],
    companion: null,
    settings: new Set(["n_components", "init_params", "random_state", "tol", "max_iter"]),
    styleTraits: new Set(["colors", "fade"]),
    questions: ["How much of each row belongs to each component?", "How often is each category in each component?"],
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
    centers: ({ probabilities }) => probabilities.map((features) => features.map((parts) => parts[parts.length - 1])),
    shares: sharesOf,
    doubts: (parameters, data, d) => doubtsOf(sharesOf(parameters, data, d), data.length / d),
    shapes: ({ weights, probabilities }) =>
      probabilities.map((layers, component) => {
        const mean = layers.map((parts) => parts[parts.length - 1]);
        return layers.flat().every(Number.isFinite) ? { weight: weights[component], mean, factor: null, layers } : null;
      }),
    values: ({ probabilities }, shading, x, [direction], component) => {
      const parts = shading && Array.from(logDensities(shading, x, x.length), Math.exp);
      const feature = typeof direction === "number" ? direction : 0;
      return {
        part: parts?.[component] ?? null,
        total: parts && parts.reduce((total, part) => total + part, 0),
        feature,
        category: x[feature] ?? null,
        probability: probabilities[component]?.[feature]?.[x[feature]] ?? null,
      };
    },
  };
}

/**
 * The share of each component in each row.
 *
 * @param {CategoricalParameters} parameters
 * @param {ArrayLike<number>} data n rows of d categories
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
 * @param {CategoricalParameters} parameters
 * @param {ArrayLike<number>} data n rows of d categories
 * @param {number} d
 * @returns {Float64Array} n rows of k
 */
function logDensities({ weights, probabilities }, data, d) {
  const k = weights.length;
  const m = probabilities[0]?.[0]?.length ?? 0;
  const tables = probabilities.map((features) => Float64Array.from(features.flat(), Math.log));
  const logs = new Float64Array((data.length / d) * k);
  for (let from = 0, at = 0; from < data.length; from += d, at += k) {
    for (let c = 0; c < k; c++) {
      let log = Math.log(weights[c]);
      for (let j = 0; j < d; j++) log += tables[c][j * m + data[from + j]];
      logs[at + c] = log;
    }
  }
  return logs;
}

/** @param {Slot} slot */
function responsibility(slot) {
  /** @type {(k: string) => MathMLElement} */
  const term = (k) => {
    const product = math("mo", "∏");
    product.setAttribute("largeop", "false");
    return row(sub("π", k), sub(product, "j"), sub("p", row(k, "j", sub("x", "nj"))));
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
  const chosen = row(sum("n"), sub("r", "nk"), "[", sub("x", "nj"), "=", "c", "]");
  const found = fraction(chosen, row(sum("n"), sub("r", "nk")));
  const index = row(slot("k"), ",", slot("feature"), ",", slot("category"));
  return row(sub("p", index), "=", found, "=", slot("probability"));
}
