import { placeOf } from "../../draw/data_scale.js";
import { covarianceAlong } from "../../draw/directions.js";
import { EM } from "../captions.js";
import { cholesky } from "../gaussian_density.js";
import { fraction, math, row, sub, sum, sup } from "../mathml.js";
import { PLANE, without } from "../plane.js";
import { latentOf } from "./latent.js";

/** @import { DataScale } from "../../draw/data_scale.js" */
/** @import { ModelDescription } from "../../protocol.js" */
/** @import { Slot } from "../mathml.js" */
/** @import { Line, Model, Shape } from "../model.js" */

/**
 * A plane through the mean of the samples, and noise beside it: x = mean + W z + e.
 *
 * @typedef {object} Factors
 * @property {number[]} mean d values
 * @property {number[][]} loadings W, d rows of q values
 * @property {number[]} noise_variance of each feature
 */

/**
 * Factor analysis, in which each feature has a noise of its own.
 *
 * @param {ModelDescription} description
 * @returns {Model<Factors>}
 */
export function factorAnalysis({ kind }) {
  const noise = () => math("mi", "Ψ");
  return factorModel(kind, "factor analysis", noise, (rest) => row("diag", "(", rest, ")"));
}

/**
 * Probabilistic principal components, in which all noises are alike.
 *
 * @param {ModelDescription} description
 * @returns {Model<Factors>}
 */
export function ppca({ kind }) {
  const noise = () => sup("σ", "2");
  return factorModel(kind, "probabilistic PCA", noise, (rest) => row(fraction("1", "d"), "tr", "(", rest, ")"));
}

/**
 * @param {string} kind
 * @param {string} name
 * @param {() => MathMLElement} noise its symbol
 * @param {(rest: MathMLElement) => MathMLElement} average of what is left beside the plane
 * @returns {Model<Factors>}
 */
function factorModel(kind, name, noise, average) {
  return {
    ...PLANE,
    kind,
    name,
    algorithm: "EM",
    variant: "",
    variants: [],
    siblings: [kind],
    companion: null,
    settings: without(PLANE.settings, "algorithm", "covariance_type", "init_params", "reg_covar", "compare"),
    styleTraits: without(PLANE.styleTraits, "colors", "density", "fade", "trails", "regression"),
    letters: ["E", "M"],
    questions: ["Where does each point fall onto the plane?", "Which plane is nearest to where the points fall?"],
    failing: "Feature",
    isOne: true,
    hasCells: false,
    hasCriteria: true,
    hasTolerance: true,
    captions: {
      ...EM,
      change: "Change",
      weights: "Share of the factors",
      degenerate: (have) => `${have} no noise left (a Heywood case)`,
    },
    formulas: {
      expect: (slot) => [fall(noise), example(slot)],
      maximize: (slot) => [turn(), left(slot, noise, average, kind === "ppca")],
    },
    objective: ({ log_likelihood: value }) => value,
    weights: shareOfFactors,
    centers: ({ mean }) => [mean],
    shares: (_, data, d) => new Float64Array(data.length / d).fill(1),
    doubts: (_, data, d) => new Float64Array(data.length / d),
    shapes: (parameters, scale) => [shapeOf(parameters, scale)],
    falls: (parameters, data) => latentOf(parameters).falls(data),
    values: (parameters, shading, x) => ({
      z: shading ? latentOf(shading).factors(x)[0] : null,
      noise: mean(parameters.noise_variance),
    }),
  };
}

/**
 * Of the variance of all features the part that the factors make.
 *
 * @param {Factors} parameters
 */
function shareOfFactors({ loadings, noise_variance: noise }) {
  const made = loadings.flat().reduce((total, value) => total + value * value, 0);
  return [made / (made + noise.reduce((total, value) => total + value, 0))];
}

/** @param {readonly number[]} values */
const mean = (values) => values.reduce((total, value) => total + value, 0) / values.length;

/**
 * The Gaussian of the samples in the dimensions of a drawing, with the line that a single factor is.
 *
 * @param {Factors} parameters
 * @param {DataScale} scale
 * @returns {Shape | null}
 */
function shapeOf({ mean: center, loadings, noise_variance: noise }, scale) {
  const { directions, span } = scale;
  const own = (/** @type {number} */ i, /** @type {number} */ j) => (i === j ? noise[i] : 0);
  const all = (/** @type {number} */ i, /** @type {number} */ j) =>
    loadings[i].reduce((total, value, factor) => total + value * loadings[j][factor], own(i, j));
  const matrix = directions.map((a, i) => directions.map((b, j) => covarianceAlong(a, b, all) / span[i] / span[j]));
  const place = placeOf(scale, center);
  if (![...place, ...matrix.flat()].every(Number.isFinite)) return null;
  const factor = cholesky(place.length, (i, j) => matrix[i][j]);
  const line = directions.length === 2 && loadings[0].length === 1 ? lineOf(loadings, own, scale) : null;
  return { weight: 1, mean: place, factor, ...(line && { line }) };
}

/**
 * @param {number[][]} loadings of one factor
 * @param {(i: number, j: number) => number} noise its covariance
 * @param {DataScale} scale
 * @returns {Line | null} null where the factor goes in none of the directions
 */
function lineOf(loadings, noise, { directions, span }) {
  const along = directions.map((direction) =>
    typeof direction === "number"
      ? loadings[direction][0]
      : direction.vector.reduce((total, value, i) => total + value * loadings[i][0], 0),
  );
  const length = Math.hypot(...along);
  if (!(length > 0)) return null;
  const normal = [-along[1] / length, along[0] / length];
  const [[xx, xy], [, yy]] = directions.map((a) => directions.map((b) => covarianceAlong(a, b, noise)));
  const deviation = Math.sqrt(normal[0] ** 2 * xx + 2 * normal[0] * normal[1] * xy + normal[1] ** 2 * yy);
  return {
    along: along.map((value, axis) => value / span[axis]),
    across: normal.map((value, axis) => (value * deviation) / span[axis]),
  };
}

/** @param {() => MathMLElement} noise */
function fall(noise) {
  const turned = () => row(sup("W", "⊤"), sup(noise(), row("\u2212", "1")));
  const precision = row("(", "I", "+", turned(), "W", ")");
  return row(sub("z", "n"), "=", sup(precision, row("\u2212", "1")), turned(), "(", sub("x", "n"), "\u2212", "μ", ")");
}

/** @param {Slot} slot */
function example(slot) {
  return row(sub("z", row(slot("n"), ",", "1")), "=", slot("z"));
}

function turn() {
  const apart = row("(", sub("x", "n"), "\u2212", "μ", ")");
  const made = row(sum("n"), apart, sup(sub("z", "n"), "⊤"));
  return row("W", "=", fraction(made, row(sum("n"), "E", sub("z", "n"), sup(sub("z", "n"), "⊤"))));
}

/**
 * @param {Slot} slot
 * @param {() => MathMLElement} noise
 * @param {(rest: MathMLElement) => MathMLElement} average
 * @param {boolean} isOne whether all features have the same noise
 */
function left(slot, noise, average, isOne) {
  const apart = sup(row("(", sub("x", "n"), "\u2212", "μ", ")"), "⊤");
  const rest = row("S", "\u2212", "W", fraction(row(sum("n"), sub("z", "n"), apart), "N"));
  const all = row(noise(), "=", average(rest));
  return isOne ? row(all, "=", slot("noise")) : row(all, ",", math("mtext", "mean\u00a0"), noise(), "=", slot("noise"));
}
