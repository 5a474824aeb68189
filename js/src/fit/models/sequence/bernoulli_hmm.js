import { toUnit } from "../../draw/data_scale.js";
import { row, sub } from "../mathml.js";
import { bernoulliMixture, logDensities } from "../product/bernoulli_mixture.js";
import { average } from "./formulas.js";
import { hiddenMarkov } from "./hidden_markov.js";

/** @import { ModelDescription } from "../../protocol.js" */
/** @import { Model } from "../model.js" */
/** @import { Chain } from "./forward_backward.js" */
/** @import { Emissions } from "./hidden_markov.js" */

/** @typedef {Chain & {probabilities: number[][]}} BernoulliChain of k states for d features */

/**
 * States that emit zeros and ones.
 *
 * @param {ModelDescription} description
 * @returns {Model<BernoulliChain>}
 */
export function bernoulliHmm({ kind }) {
  const mixture = bernoulliMixture({ kind: "bernoulli_mixture" });
  /** @type {Emissions<BernoulliChain>} */
  const emissions = {
    kind,
    name: "Bernoulli hidden Markov model",
    mixture: {
      ...mixture,
      // Along time a probability stands where the mean of the values does.
      shapes: ({ weights, probabilities }, scale) =>
        probabilities.map((each, state) => {
          const mean = scale.dims.map((feature, axis) => toUnit(scale, axis, each[feature]));
          return mean.every(Number.isFinite) ? { weight: weights[state], mean, factor: null } : null;
        }),
    },
    logDensities: ({ probabilities }, data, d) =>
      logDensities({ weights: probabilities.map(() => 1), probabilities }, data, d),
    subset: (parameters, features) => ({
      ...parameters,
      probabilities: parameters.probabilities.map((each) => features.map((feature) => each[feature])),
    }),
    question: "How often is each state one, and where does it lead?",
    parameter: (slot) => [row(sub("p", slot("k")), "=", average(sub("x", "t")), "=", slot("probability"))],
  };
  return hiddenMarkov(emissions);
}
