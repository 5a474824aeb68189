import { toUnit } from "../../draw/data_scale.js";
import { fraction, math, row, sub, sum, sup } from "../mathml.js";
import { productMixture } from "./product_mixture.js";

/** @import { ModelDescription } from "../../protocol.js" */
/** @import { Slot } from "../mathml.js" */
/** @import { Model } from "../model.js" */

/** @typedef {{weights: number[], rates: number[][]}} PoissonParameters of k components for d features */

/**
 * Counts that are independent within a component.
 *
 * @param {ModelDescription} description
 * @returns {Model<PoissonParameters>}
 */
export function poissonMixture({ kind }) {
  return productMixture({
    kind,
    name: "Poisson mixture",
    full: "bar",
    question: "How large are the counts of each component?",
    term,
    parameter: rate,
    centers: ({ rates }) => rates,
    shapes: ({ weights, rates }, scale) =>
      rates.map((row, component) => {
        const mean = scale.dims.map((feature, axis) => toUnit(scale, axis, row[feature]));
        return mean.every(Number.isFinite) ? { weight: weights[component], mean, factor: null } : null;
      }),
    logDensities,
    values: ({ rates }, component, feature) => ({ rate: rates[component]?.[feature] ?? null }),
  });
}

/**
 * Log of the weight and of the probability of each row under each component.
 *
 * @param {PoissonParameters} parameters
 * @param {ArrayLike<number>} data n rows of d counts
 * @param {number} d
 * @returns {Float64Array} n rows of k
 */
export function logDensities({ weights, rates }, data, d) {
  const k = weights.length;
  const slopes = Float64Array.from(rates.flat(), Math.log);
  const constants = rates.map((row, c) => Math.log(weights[c]) - row.reduce((total, value) => total + value, 0));
  const logs = new Float64Array((data.length / d) * k);
  for (let from = 0, at = 0; from < data.length; from += d, at += k) {
    let base = 0;
    for (let j = 0; j < d; j++) base -= logFactorial(data[from + j]);
    for (let c = 0; c < k; c++) {
      let log = constants[c] + base;
      // Zero times the logarithm of zero is nothing.
      for (let j = 0, m = c * d; j < d; j++, m++) if (data[from + j] > 0) log += data[from + j] * slopes[m];
      logs[at + c] = log;
    }
  }
  return logs;
}

/** Logarithms of the first factorials. */
const FACTORIALS = new Float64Array(128);
for (let n = 2; n < FACTORIALS.length; n++) FACTORIALS[n] = FACTORIALS[n - 1] + Math.log(n);

/**
 * The logarithm of n!; of large n by Stirling's series.
 *
 * @param {number} n
 */
function logFactorial(n) {
  if (n < FACTORIALS.length) return FACTORIALS[Math.max(0, Math.round(n))];
  const inverse = 1 / n;
  const series = inverse * (1 / 12 - inverse * inverse * (1 / 360 - (inverse * inverse) / 1260));
  return n * (Math.log(n) - 1) + 0.5 * Math.log(2 * Math.PI * n) + series;
}

/** @param {string} k */
function term(k) {
  const [index, x] = [() => row(...k, "j"), () => sub("x", "nj")];
  const power = math("msubsup", math("mi", "λ"), index(), x());
  const decay = sup("e", row("\u2212", sub("λ", index())));
  return fraction(row(power, decay), row(x(), "!"));
}

/** @param {Slot} slot */
function rate(slot) {
  const found = fraction(row(sum("n"), sub("r", "nk"), sub("x", "nj")), row(sum("n"), sub("r", "nk")));
  return row(sub("λ", row(slot("k"), ",", slot("feature"))), "=", found, "=", slot("rate"));
}
