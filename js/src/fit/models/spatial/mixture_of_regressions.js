import { placeOf } from "../../draw/data_scale.js";
import { along } from "../../draw/directions.js";
import { EM } from "../captions.js";
import { doubtsOf } from "../doubt.js";
import { normalizeRow } from "../log_space.js";
import { fraction, math, row, sub, sum, sup } from "../mathml.js";
import { PLANE, without } from "../plane.js";
import { responsibility, weight, whose } from "../responsibility.js";

/** @import { DataScale } from "../../draw/data_scale.js" */
/** @import { ModelDescription } from "../../protocol.js" */
/** @import { Slot } from "../mathml.js" */
/** @import { Line, Model, Shape } from "../model.js" */

/**
 * @typedef {object} Lines
 * @property {number[]} weights
 * @property {number[][]} means a point of each line, with the target last
 * @property {number[][]} coefficients slopes
 * @property {number[]} variances of the target about the lines
 */

/**
 * Lines through the points, fitted by EM; the last feature is the target.
 *
 * @param {ModelDescription} description
 * @returns {Model<Lines>}
 */
export function mixtureOfRegressions({ kind }) {
  return {
    ...PLANE,
    kind,
    name: "Mixture of regressions",
    algorithm: "lines",
    variant: "",
    variants: [],
    settings: without(PLANE.settings, "covariance_type", "compare"),
    styleTraits: without(PLANE.styleTraits, "density", "regression"),
    companion: null,
    handle: "line",
    letters: ["E", "M"],
    questions: [whose("line"), "Which line fits its points best?"],
    hasCells: false,
    hasCriteria: true,
    hasTolerance: true,
    captions: {
      ...EM,
      degenerate: (have) => `${have} too few points: they lie on it, or determine none`,
    },
    formulas: {
      expect: (slot) => responsibility(slot, term),
      maximize: (slot) => [slope(slot), variance(slot), weight(slot)],
    },
    objective: ({ log_likelihood: value }) => value,
    weights: ({ weights }) => weights,
    centers: ({ means }) => means,
    shares: (parameters, data, d) => lineShares(data, d, parameters),
    joint: (parameters, data, d) => lineJoint(data, d, parameters),
    doubts: (parameters, data, d) => doubtsOf(lineShares(data, d, parameters), data.length / d),
    shapes: shapesOf,
    values: (parameters, shading, x, directions, component) => {
      const parts = shading && [...lineJoint(x, x.length, shading)].map(Math.exp);
      const [first = 0] = directions.filter((direction) => typeof direction === "number");
      return {
        part: parts?.[component] ?? null,
        total: parts && parts.reduce((total, part) => total + part, 0),
        mean: directions.map((direction) => along(direction, parameters.means[component] ?? [])),
        slope: parameters.coefficients[component]?.[Math.min(first, x.length - 2)] ?? null,
        deviation: Math.sqrt(parameters.variances[component] ?? NaN),
      };
    },
  };
}

/**
 * The logarithm of weight times density of each target under each line.
 *
 * @param {ArrayLike<number>} data n rows of d values, the target last
 * @param {number} d
 * @param {Lines} parameters
 * @returns {Float64Array} n rows of k
 */
function lineJoint(data, d, { weights, means, coefficients, variances }) {
  const k = means.length;
  const logs = new Float64Array((data.length / d) * k);
  for (let c = 0; c < k; c++) {
    const log = Math.log(weights[c]) - 0.5 * Math.log(2 * Math.PI * variances[c]);
    for (let from = 0, at = c; from < data.length; from += d, at += k) {
      let rest = data[from + d - 1] - means[c][d - 1];
      for (let j = 0; j < d - 1; j++) rest -= coefficients[c][j] * (data[from + j] - means[c][j]);
      logs[at] = log - (rest * rest) / (2 * variances[c]);
    }
  }
  return logs;
}

/**
 * @param {ArrayLike<number>} data
 * @param {number} d
 * @param {Lines} parameters
 */
function lineShares(data, d, parameters) {
  const [shares, k] = [lineJoint(data, d, parameters), parameters.means.length];
  for (let at = 0; at < shares.length; at += k) normalizeRow(shares, at, k);
  return shares;
}

/**
 * The lines over a feature, where the target is the other axis: the other features are at the line's own point.
 *
 * @param {Lines} parameters
 * @param {DataScale} scale
 * @returns {(Shape | null)[]}
 */
function shapesOf({ weights, means, coefficients, variances }, scale) {
  return means.map((center, component) => {
    const mean = placeOf(scale, center);
    if (!mean.every(Number.isFinite)) return null;
    const line = lineOf(scale, center.length - 1, coefficients[component], Math.sqrt(variances[component]));
    return { weight: weights[component], mean, factor: null, ...(line && { line }) };
  });
}

/**
 * @param {DataScale} scale
 * @param {number} target its feature
 * @param {number[]} slopes
 * @param {number} deviation
 * @returns {Line | null}
 */
function lineOf({ directions, span }, target, slopes, deviation) {
  const [a, b] = directions;
  if (directions.length !== 2 || typeof a !== "number" || typeof b !== "number") return null;
  if (b === target && a !== target)
    return { along: [1 / span[0], slopes[a] / span[1]], across: [0, deviation / span[1]] };
  if (a === target && b !== target)
    return { along: [slopes[b] / span[0], 1 / span[1]], across: [deviation / span[0], 0] };
  return null;
}

/**
 * Weight times density of a component.
 *
 * @param {string} k
 */
function term(k) {
  return row(
    sub("π", k),
    "𝒩",
    "(",
    sub("y", "n"),
    "∣",
    height(k),
    ",",
    math("msubsup", math("mi", "σ"), math("mi", k), math("mn", "2")),
    ")",
  );
}

/**
 * The height of a line at a sample.
 *
 * @param {string} k
 */
function height(k) {
  return row(sub("α", k), "+", sub("β", k), sub("x", "n"));
}

/** The weighted sum of the squared distances of the targets from a line. */
function squares() {
  const off = row("(", sub("y", "n"), "\u2212", sub("α", "k"), "\u2212", sub("β", "k"), sub("x", "n"), ")");
  return row(sum("n"), sub("r", "nk"), sup(off, "2"));
}

/** @param {Slot} slot */
function slope(slot) {
  return row(sub("β", slot("k")), "=", math("mi", "argmin"), squares(), "=", slot("slope"));
}

/** @param {Slot} slot */
function variance(slot) {
  const root = math("msqrt", row(fraction(squares(), row(sum("n"), sub("r", "nk"))), "+", "ε"));
  return row(sub("σ", slot("k")), "=", root, "=", slot("deviation"));
}
