/** The formulas of hidden Markov models. */

import { fraction, row, sub, sum } from "../mathml.js";

/** @import { Slot } from "../mathml.js" */

/** States of which each has its own term in a sum. */
const MOST_TERMS = 3;

/**
 * The share of a state at a time, and how the forward pass has come to it.
 *
 * @param {Slot} slot
 * @param {number} states
 */
export function posterior(slot, states) {
  const time = () => row("t", "\u2212", "1");
  const way = row(sum("i"), sub("α", row(time(), ",", "i")), sub("a", "ij"));
  const terms = Array.from({ length: states }, (_, i) => [slot(`from${i}`), "·", slot(`into${i}`)]);
  const written = terms.flatMap((term, i) => (i > 0 ? ["+", ...term] : term));
  const numbers = states <= MOST_TERMS ? ["(", ...written, ")"] : [slot("guess")];
  return [
    row(sub("γ", "tj"), "=", sub("α", "tj"), sub("β", "tj")),
    row(sub("γ", row(slot("n"), ",", slot("k"))), "=", slot("forward"), "·", slot("backward"), "=", slot("share")),
    row(sub("α", "tj"), "=", fraction(row(sub("b", "j"), "(", sub("x", "t"), ")", way), sub("c", "t"))),
    row(sub("α", row(slot("n"), ",", slot("k"))), "=", fraction(row(slot("density"), "·", ...numbers), slot("scale"))),
  ];
}

/**
 * How likely a state is to stay.
 *
 * @param {Slot} slot
 */
export function stay(slot) {
  const found = fraction(row(sum("t"), sub("ξ", row("t", ",", "ij"))), row(sum("t"), sub("γ", "ti")));
  return row(sub("a", row(slot("k"), slot("k"))), "=", found, "=", slot("stay"));
}

/**
 * A sum over time, each row by a state's share, over the sum of the shares.
 *
 * @param {Node | string} what of a row
 */
export function average(what) {
  return fraction(row(sum("t"), sub("γ", "tj"), what), row(sum("t"), sub("γ", "tj")));
}
