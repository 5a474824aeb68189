import { toUnit } from "../draw/data_scale.js";
import { doubtsOf } from "./doubt.js";
import { normalizeRow } from "./log_space.js";
import { fraction, math, row, sub, sum, sup } from "./mathml.js";

/** @import { ModelDescription } from "../protocol.js" */
/** @import { Slot } from "./mathml.js" */
/** @import { Model } from "./model.js" */

/** @typedef {{weights: number[], rates: number[][]}} PoissonParameters of k components for d features */

/**
 * Counts that are independent within a component.
 *
 * @param {ModelDescription} description
 * @returns {Model<PoissonParameters>}
 */
export function poissonMixture({ kind }) {
  return {
    kind,
    name: "Poisson mixture",
    algorithm: "EM",
    variant: "",
    variants: [],
    view: "table",
    full: "bar",
    sample: "Row",
    handle: "bar",
    siblings: [kind],
    companion: null,
    settings: new Set(["n_components", "init_params", "random_state", "tol", "max_iter"]),
    styleTraits: new Set(["colors", "fade"]),
    questions: ["How much of each row belongs to each component?", "How large are the counts of each component?"],
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
      maximize: (slot) => [weight(slot), rate(slot)],
    },
    objective: ({ log_likelihood: value }) => value,
    weights: ({ weights }) => weights,
    centers: ({ rates }) => rates,
    shares: sharesOf,
    doubts: (parameters, data, d) => doubtsOf(sharesOf(parameters, data, d), data.length / d),
    shapes: ({ weights, rates }, scale) =>
      rates.map((row, component) => {
        const mean = scale.dims.map((feature, axis) => toUnit(scale, axis, row[feature]));
        return mean.every(Number.isFinite) ? { weight: weights[component], mean, factor: null } : null;
      }),
    values: ({ rates }, shading, x, [direction], component) => {
      const parts = shading && Array.from(logDensities(shading, x, x.length), Math.exp);
      const feature = typeof direction === "number" ? direction : 0;
      return {
        part: parts?.[component] ?? null,
        total: parts && parts.reduce((total, part) => total + part, 0),
        feature,
        rate: rates[component]?.[feature] ?? null,
      };
    },
  };
}

/**
 * The share of each component in each row.
 *
 * @param {PoissonParameters} parameters
 * @param {ArrayLike<number>} data n rows of d counts
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
 * @param {PoissonParameters} parameters
 * @param {ArrayLike<number>} data n rows of d counts
 * @param {number} d
 * @returns {Float64Array} n rows of k
 */
function logDensities({ weights, rates }, data, d) {
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

/** @param {Slot} slot */
function responsibility(slot) {
  /** @type {(k: string) => MathMLElement} */
  const term = (k) => {
    const [index, x] = [() => row(...k, "j"), () => sub("x", "nj")];
    const product = math("mo", "∏");
    product.setAttribute("largeop", "false");
    const power = math("msubsup", math("mi", "λ"), index(), x());
    const decay = sup("e", row("\u2212", sub("λ", index())));
    return row(sub("π", k), sub(product, "j"), fraction(row(power, decay), row(x(), "!")));
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
function rate(slot) {
  const found = fraction(row(sum("n"), sub("r", "nk"), sub("x", "nj")), row(sum("n"), sub("r", "nk")));
  return row(sub("λ", row(slot("k"), ",", slot("feature"))), "=", found, "=", slot("rate"));
}
