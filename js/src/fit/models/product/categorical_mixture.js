import { fraction, row, sub, sum } from "../mathml.js";
import { productMixture } from "./product_mixture.js";

/** @import { ModelDescription } from "../../protocol.js" */
/** @import { Slot } from "../mathml.js" */
/** @import { Model } from "../model.js" */

/** @typedef {{weights: number[], probabilities: number[][][]}} CategoricalParameters of k components, d features, m categories */

/**
 * Categories that are independent within a component: latent classes.
 *
 * @param {ModelDescription} description
 * @returns {Model<CategoricalParameters>}
 */
export function categoricalMixture({ kind }) {
  return productMixture({
    kind,
    name: "Categorical mixture",
    full: "sample",
    question: "How often is each category in each component?",
    term: (k) => sub("p", row(k, "j", sub("x", "nj"))),
    parameter: probability,
    centers: ({ probabilities }) => probabilities.map((features) => features.map((parts) => parts[parts.length - 1])),
    shapes: ({ weights, probabilities }) =>
      probabilities.map((layers, component) => {
        const mean = layers.map((parts) => parts[parts.length - 1]);
        return layers.flat().every(Number.isFinite) ? { weight: weights[component], mean, factor: null, layers } : null;
      }),
    logDensities,
    values: ({ probabilities }, component, feature, x) => ({
      category: x[feature] ?? null,
      probability: probabilities[component]?.[feature]?.[x[feature]] ?? null,
    }),
  });
}

/**
 * Log of the weight and of the probability of each row under each component.
 *
 * @param {CategoricalParameters} parameters
 * @param {ArrayLike<number>} data n rows of d categories
 * @param {number} d
 * @returns {Float64Array} n rows of k
 */
export function logDensities({ weights, probabilities }, data, d) {
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
function probability(slot) {
  const chosen = row(sum("n"), sub("r", "nk"), "[", sub("x", "nj"), "=", "c", "]");
  const found = fraction(chosen, row(sum("n"), sub("r", "nk")));
  const index = row(slot("k"), ",", slot("feature"), ",", slot("category"));
  return row(sub("p", index), "=", found, "=", slot("probability"));
}
