import { fraction, math, row, sub, sum, sup } from "../mathml.js";
import { productMixture } from "./product_mixture.js";

/** @import { ModelDescription } from "../../protocol.js" */
/** @import { Slot } from "../mathml.js" */
/** @import { Model } from "../model.js" */

/** @typedef {{weights: number[], probabilities: number[][]}} BernoulliParameters of k components for d features */

/**
 * Binary features that are independent within a component: latent classes.
 *
 * @param {ModelDescription} description
 * @returns {Model<BernoulliParameters>}
 */
export function bernoulliMixture({ kind }) {
  return productMixture({
    kind,
    name: "Bernoulli mixture",
    question: "How often is each feature 1 in each component?",
    term,
    parameter: probability,
    centers: ({ probabilities }) => probabilities,
    shapes: ({ weights, probabilities }) =>
      probabilities.map((mean, component) =>
        mean.every(Number.isFinite) ? { weight: weights[component], mean, factor: null } : null,
      ),
    logDensities,
    values: ({ probabilities }, component, feature) => ({ probability: probabilities[component]?.[feature] ?? null }),
  });
}

/**
 * Log of the weight and of the probability of each row under each component.
 *
 * @param {BernoulliParameters} parameters
 * @param {ArrayLike<number>} data n rows of d values between 0 and 1
 * @param {number} d
 * @returns {Float64Array} n rows of k
 */
export function logDensities({ weights, probabilities }, data, d) {
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

/** @param {string} k */
function term(k) {
  const index = () => row(...k, "j");
  const x = () => sub("x", "nj");
  const one = math("msubsup", math("mi", "p"), index(), x());
  const zero = sup(row("(", "1", "\u2212", sub("p", index()), ")"), row("1", "\u2212", x()));
  return row(one, zero);
}

/** @param {Slot} slot */
function probability(slot) {
  const found = fraction(row(sum("n"), sub("r", "nk"), sub("x", "nj")), row(sum("n"), sub("r", "nk")));
  return row(sub("p", row(slot("k"), ",", slot("feature"))), "=", found, "=", slot("probability"));
}
