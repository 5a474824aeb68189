import { EM } from "../captions.js";
import { doubtsOf } from "../doubt.js";
import { normalizeRow } from "../log_space.js";
import { math, row, sub } from "../mathml.js";
import { responsibility, weight, whose } from "../responsibility.js";

/** @import { Slot } from "../mathml.js" */
/** @import { Model, Values } from "../model.js" */

/**
 * What tells one family of features from another.
 *
 * @template {{weights: number[]}} Parameters
 * @typedef {object} Family
 * @property {string} kind the registry's name
 * @property {string} name in words
 * @property {"bar" | "sample"} [full] as in `Model`
 * @property {string} question that the M step answers
 * @property {(k: string) => MathMLElement} term the probability of a feature of row n under component k
 * @property {(slot: Slot) => MathMLElement} parameter of a feature, as the M step finds it
 * @property {Model<Parameters>["centers"]} centers
 * @property {Model<Parameters>["shapes"]} shapes
 * @property {(parameters: Parameters, data: ArrayLike<number>, d: number) => Float64Array} logDensities of the weight and
 *   of each of n rows of d values under each component: n rows of k
 * @property {(parameters: Parameters, component: number, feature: number, x: Float64Array) => Values} values that stand in
 *   the formula of a parameter
 */

/**
 * A mixture with a table of parameters: within a component the features are independent.
 *
 * @template {{weights: number[]}} Parameters
 * @param {Family<Parameters>} family
 * @returns {Model<Parameters>}
 */
export function productMixture(family) {
  const { kind, name, full, question, term, parameter, centers, shapes, logDensities, values } = family;
  /** @type {Model<Parameters>["shares"]} */
  const shares = (parameters, data, d) => {
    const logs = logDensities(parameters, data, d);
    const k = parameters.weights.length;
    for (let at = 0; at < logs.length; at += k) normalizeRow(logs, at, k);
    return logs;
  };
  return {
    kind,
    name,
    algorithm: "EM",
    variant: "",
    variants: [],
    view: "table",
    ...(full && { full }),
    sample: "Row",
    handle: "bar",
    siblings: [kind],
    companion: null,
    settings: new Set(["n_components", "init_params", "random_state", "tol", "max_iter"]),
    styleTraits: new Set(["colors", "fade"]),
    questions: [whose("component", "row"), question],
    letters: ["E", "M"],
    hasCells: false,
    hasCriteria: true,
    hasTolerance: true,
    captions: {
      ...EM,
      degenerate: (have) => `${have} no samples left`,
    },
    formulas: {
      expect: (slot) => responsibility(slot, (k) => joint(k, term(k)), "i"),
      maximize: (slot) => [weight(slot), parameter(slot)],
    },
    objective: ({ log_likelihood: value }) => value,
    weights: ({ weights }) => weights,
    centers,
    shares,
    joint: (parameters, data, d) => logDensities(parameters, data, d),
    doubts: (parameters, data, d) => doubtsOf(shares(parameters, data, d), data.length / d),
    shapes,
    values: (parameters, shading, x, [direction], component) => {
      const parts = shading && Array.from(logDensities(shading, x, x.length), Math.exp);
      const feature = typeof direction === "number" ? direction : 0;
      return {
        part: parts?.[component] ?? null,
        total: parts && parts.reduce((total, part) => total + part, 0),
        feature,
        ...values(parameters, component, feature, x),
      };
    },
  };
}

/**
 * Weight times the density of each feature.
 *
 * @param {string} k
 * @param {MathMLElement} density of a feature
 */
function joint(k, density) {
  const product = math("mo", "∏");
  product.setAttribute("largeop", "false");
  return row(sub("π", k), sub(product, "j"), density);
}
