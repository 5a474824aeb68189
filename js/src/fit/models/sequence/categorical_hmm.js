import { row, sub } from "../mathml.js";
import { categoricalMixture, logDensities } from "../product/categorical_mixture.js";
import { average } from "./formulas.js";
import { hiddenMarkov } from "./hidden_markov.js";

/** @import { ModelDescription } from "../../protocol.js" */
/** @import { Model } from "../model.js" */
/** @import { Chain } from "./forward_backward.js" */
/** @import { Emissions } from "./hidden_markov.js" */

/** @typedef {Chain & {probabilities: number[][][]}} CategoricalChain of k states, d features, m categories */

/**
 * States that emit symbols.
 *
 * @param {ModelDescription} description
 * @returns {Model<CategoricalChain>}
 */
export function categoricalHmm({ kind }) {
  /** @type {Emissions<CategoricalChain>} */
  const emissions = {
    kind,
    name: "Categorical hidden Markov model",
    mixture: categoricalMixture({ kind: "categorical_mixture" }),
    logDensities: ({ probabilities }, data, d) =>
      logDensities({ weights: probabilities.map(() => 1), probabilities }, data, d),
    subset: (parameters, features) => ({
      ...parameters,
      probabilities: parameters.probabilities.map((tables) => features.map((feature) => tables[feature])),
    }),
    question: "How often is each symbol in each state, and where does it lead?",
    parameter: (slot) => [
      row(
        sub("p", row(slot("k"), ",", slot("category"))),
        "=",
        average(row("[", sub("x", "t"), "=", "c", "]")),
        "=",
        slot("probability"),
      ),
    ],
  };
  return hiddenMarkov(emissions);
}
