import { row, sub } from "../mathml.js";
import { logDensities, poissonMixture } from "../product/poisson_mixture.js";
import { average } from "./formulas.js";
import { hiddenMarkov } from "./hidden_markov.js";

/** @import { ModelDescription } from "../../protocol.js" */
/** @import { Model } from "../model.js" */
/** @import { Chain } from "./forward_backward.js" */
/** @import { Emissions } from "./hidden_markov.js" */

/** @typedef {Chain & {rates: number[][]}} PoissonChain rates of k states for d features */

/**
 * States that emit counts.
 *
 * @param {ModelDescription} description
 * @returns {Model<PoissonChain>}
 */
export function poissonHmm({ kind }) {
  /** @type {Emissions<PoissonChain>} */
  const emissions = {
    kind,
    name: "Poisson hidden Markov model",
    mixture: poissonMixture({ kind: "poisson_mixture" }),
    logDensities: ({ rates }, data, d) => logDensities({ weights: rates.map(() => 1), rates }, data, d),
    subset: (parameters, features) => ({
      ...parameters,
      rates: parameters.rates.map((rates) => features.map((feature) => rates[feature])),
    }),
    question: "How large are the counts of each state, and where does it lead?",
    parameter: (slot) => [row(sub("λ", slot("k")), "=", average(sub("x", "t")), "=", slot("rate"))],
  };
  return hiddenMarkov(emissions);
}
