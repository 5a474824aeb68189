import { fraction, row, sub, sum } from "./mathml.js";

/** @import { Slot } from "./mathml.js" */

/**
 * The formula of the share of a component in a sample, and its numbers.
 *
 * @param {Slot} slot
 * @param {(k: string) => MathMLElement} term weight times density of a component
 * @param {string} [other] what all components are counted by
 */
export function responsibility(slot, term, other = "j") {
  return [
    row(sub("r", "nk"), "=", fraction(term("k"), row(sum(other), term(other)))),
    row(sub("r", row(slot("n"), ",", slot("k"))), "=", fraction(slot("part"), slot("total")), "=", slot("share")),
  ];
}

/**
 * The weight of a component.
 *
 * @param {Slot} slot
 */
export function weight(slot) {
  return row(sub("π", slot("k")), "=", fraction(row(sum("n"), sub("r", "nk")), "N"), "=", slot("weight"));
}

/**
 * What an E step answers.
 *
 * @param {string} owner to which samples belong, and what else is asked
 * @param {string} [sample]
 */
export function whose(owner, sample = "point") {
  return `How much of each ${sample} belongs to each ${owner}?`;
}
