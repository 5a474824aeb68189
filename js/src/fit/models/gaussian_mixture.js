import { ofLogarithm } from "../../widget/math/format.js";
import { placeOf } from "../draw/data_scale.js";
import { along, covarianceAlong } from "../draw/directions.js";
import { EM } from "./captions.js";
import { doubtsOf } from "./doubt.js";
import { cholesky, covarianceAt, gaussianJoint, gaussianShares, logDensity } from "./gaussian_density.js";
import { covariance, mean, term } from "./gaussian_formulas.js";
import { Marginals } from "./marginals.js";
import { PLANE } from "./plane.js";
import { responsibility, weight, whose } from "./responsibility.js";

/** @import { DataScale } from "../draw/data_scale.js" */
/** @import { CovarianceType, ModelDescription } from "../protocol.js" */
/** @import { GaussianParameters } from "./gaussian_density.js" */
/** @import { Model, Shape, Stretch } from "./model.js" */

/** @type {readonly CovarianceType[]} */
const COVARIANCE_TYPES = ["full", "tied", "diag", "spherical"];

/** @type {Record<CovarianceType, Stretch>} */
const STRETCHES = { full: "free", tied: "free", diag: "axes", spherical: "scale" };

/**
 * Gaussians of any covariance type, fitted by EM.
 *
 * @param {ModelDescription} description
 * @returns {Model<GaussianParameters>}
 */
export function gaussianMixture({ kind, covariance_type: type = "full", frozen }) {
  /** Colors and the most doubtful sample come from the same shares. @type {[GaussianParameters?, ArrayLike<number>?]} */
  let of = [];
  /** @type {Float64Array} */
  let found = new Float64Array();
  /** @type {Model<GaussianParameters>["shares"]} */
  const shares = (parameters, data, d) => {
    if (of[0] !== parameters || of[1] !== data) found = gaussianShares(data, d, new Marginals(parameters, type, d));
    of = [parameters, data];
    return found;
  };
  return {
    ...PLANE,
    kind,
    name: "Gaussian mixture",
    algorithm: "EM",
    variant: type,
    variants: COVARIANCE_TYPES,
    settings: new Set([...PLANE.settings, "epsilon"]),
    companion: "kmeans",
    letters: ["E", "M"],
    questions: [whose("component"), "Where does each component fit its points best?"],
    stretch: STRETCHES[type],
    ...(frozen && { frozen }),
    isShared: type === "tied",
    hasCells: false,
    hasCriteria: true,
    hasTolerance: true,
    captions: {
      ...EM,
      degenerate: (have) => `${have} collapsed: nothing but reg_covar is left of the variance`,
    },
    formulas: {
      expect: (slot) => responsibility(slot, term),
      maximize: (slot, axes) => [weight(slot), mean(slot, axes), covariance(slot, type, axes)],
    },
    objective: ({ log_likelihood: value }) => value,
    weights: ({ weights }) => weights,
    centers: ({ means }) => means,
    shares,
    joint: (parameters, data, d) => gaussianJoint(data, d, new Marginals(parameters, type, d)),
    doubts: (parameters, data, d) => doubtsOf(shares(parameters, data, d), data.length / d),
    variance: ({ covariances }, component, feature) => covarianceAt(covariances, type, component, feature, feature),
    shapes: (parameters, scale) => shapesOf(parameters, type, scale),
    values: (parameters, shading, x, directions, component) => {
      const { covariances, means } = parameters;
      const parts = shading && logsOfParts(x, shading, type);
      return {
        part: parts && ofLogarithm(parts[component] ?? NaN),
        total: parts && ofLogarithm(logOfSum(parts)),
        mean: directions.map((direction) => along(direction, means[component] ?? [])),
        covariance: directions.map((a) =>
          directions.map((b) => covarianceAlong(a, b, (i, j) => covarianceAt(covariances, type, component, i, j))),
        ),
      };
    },
  };
}

/**
 * The components' marginals in the dimensions of a drawing.
 *
 * @param {GaussianParameters} parameters
 * @param {CovarianceType} type
 * @param {DataScale} scale
 * @returns {(Shape | null)[]}
 */
function shapesOf({ weights, means, covariances }, type, scale) {
  const { directions, span } = scale;
  return means.map((center, component) => {
    /** @type {(i: number, j: number) => number} */
    const of = (i, j) => covarianceAt(covariances, type, component, i, j);
    const matrix = directions.map((a, i) => directions.map((b, j) => covarianceAlong(a, b, of) / span[i] / span[j]));
    const mean = placeOf(scale, center);
    if (![...mean, ...matrix.flat()].every(Number.isFinite)) return null;
    return { weight: weights[component], mean, factor: cholesky(mean.length, (i, j) => matrix[i][j]) };
  });
}

/**
 * The logarithm of weight times density of each component at one sample; at what there is of it.
 *
 * @param {Float64Array} x
 * @param {GaussianParameters} parameters
 * @param {CovarianceType} type
 * @returns {number[]}
 */
function logsOfParts(x, parameters, type) {
  const { values, row, d, components } = new Marginals(parameters, type, x.length).observed(x, 0);
  const centered = new Float64Array(d);
  return components.map((whitening) => {
    const log = logDensity(values, row, whitening, -Infinity, centered);
    return log - (d / 2) * Math.log(2 * Math.PI);
  });
}

/** @param {number[]} logs */
function logOfSum(logs) {
  const most = Math.max(...logs);
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0));
}
