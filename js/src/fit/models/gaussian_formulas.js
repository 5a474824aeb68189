/** The formulas of EM for a Gaussian mixture. */

import { distance, fraction, MOST_NUMBERS, math, row, sub, sum, sup, vector } from "./mathml.js";

/** @import { CovarianceType } from "../protocol.js" */
/** @import { Slot } from "./mathml.js" */

/**
 * Weight times density of a component.
 *
 * @param {string} k
 */
export function term(k) {
  return row(sub("π", k), "𝒩", "(", sub("x", "n"), "∣", sub("μ", k), ",", sub("Σ", k), ")");
}

/**
 * What a sample counts in the estimates: its share.
 *
 * @returns {(Node | string)[]}
 */
function share() {
  return [sub("r", "nk")];
}

/**
 * The mean of a component.
 *
 * @param {Slot} slot
 * @param {number} axes
 * @param {() => (Node | string)[]} [count] what a sample counts
 */
export function mean(slot, axes, count = share) {
  const weighted = fraction(row(sum("n"), ...count(), sub("x", "n")), row(sum("n"), ...count()));
  return row(sub("μ", slot("k")), "=", weighted, ...vector(slot, "mean", axes));
}

/**
 * The covariance of a component.
 *
 * @param {Slot} slot
 * @param {CovarianceType} type
 * @param {number} axes
 * @param {() => (Node | string)[]} [count] what a sample counts
 */
export function covariance(slot, type, axes, count = share) {
  const [left, numerator, denominator] = COVARIANCES[type](slot, count);
  const regularized = type === "diag" || type === "spherical" ? ["+", "ε"] : ["+", "ε", "I"];
  return row(left, "=", fraction(numerator, denominator), ...regularized, ...matrix(slot, type, axes));
}

/** The estimate of each type: its name, and the quotient that it is. @type {Record<CovarianceType, (slot: Slot, count: () => (Node | string)[]) => [Node, Node, Node]>} */
const COVARIANCES = {
  full: (slot, count) => [
    sub("Σ", slot("k")),
    row(sum("n"), ...count(), off(), sup(off(), "⊤")),
    row(sum("n"), sub("r", "nk")),
  ],
  tied: (_, count) => [row("Σ"), row(sum("nk"), ...count(), off(), sup(off(), "⊤")), row("N")],
  diag: (slot, count) => [variance(slot), row(sum("n"), ...count(), sup(off(), "2")), row(sum("n"), sub("r", "nk"))],
  spherical: (slot, count) => [
    variance(slot),
    row(sum("n"), ...count(), distance(sub("x", "n"), sub("μ", "k"))),
    row("d", sum("n"), sub("r", "nk")),
  ],
};

/** @param {Slot} slot */
function variance(slot) {
  return math("msubsup", math("mi", "σ"), slot("k"), math("mn", "2"));
}

/** The difference of a point and a mean. */
function off() {
  return row("(", sub("x", "n"), "\u2212", sub("μ", "k"), ")");
}

/**
 * @param {Slot} slot
 * @param {CovarianceType} type
 * @param {number} axes
 */
function matrix(slot, type, axes) {
  if (type === "spherical" || axes === 1) return ["=", slot("covariance00")];
  if (axes > MOST_NUMBERS) return [];
  if (type === "diag")
    return [
      "=",
      "(",
      ...Array.from({ length: axes }, (_, i) => [...(i > 0 ? [","] : []), slot(`covariance${i}${i}`)]).flat(),
      ")",
    ];
  const rows = Array.from({ length: axes }, (_, i) =>
    math("mtr", ...Array.from({ length: axes }, (__, j) => math("mtd", slot(`covariance${i}${j}`)))),
  );
  return ["=", row("(", math("mtable", ...rows), ")")];
}
