import { placeOf } from "../draw/data_scale.js";
import { along } from "../draw/directions.js";
import { distance, fraction, math, row, sub, sum, vector } from "./mathml.js";
import { PLANE, without } from "./plane.js";

/** @import { ModelDescription } from "../protocol.js" */
/** @import { Slot } from "./mathml.js" */
/** @import { Model } from "./model.js" */

/** @typedef {{weights: number[], means: number[][]}} Centers shares of the samples and places of k clusters */

/**
 * Centers of clusters, fitted by Lloyd's algorithm.
 *
 * @param {ModelDescription} description
 * @returns {Model<Centers>}
 */
export function kmeans({ kind }) {
  return {
    ...PLANE,
    kind,
    name: "k-means",
    algorithm: "k-means",
    variant: "",
    variants: [],
    settings: without(PLANE.settings, "covariance_type", "reg_covar"),
    styleTraits: without(PLANE.styleTraits, "colors", "sigmas", "density", "fade", "regression"),
    companion: null,
    letters: ["A", "U"],
    questions: ["Which mean is nearest to each point?", "Where is the middle of each mean's points?"],
    hasCells: true,
    hasCriteria: false,
    hasTolerance: false,
    captions: {
      objective: "inertia",
      change: "Shift of the means",
      halves: ["assignment", "update"],
      weights: "Shares",
      converged: () => "the means hardly move",
      degenerate: (have) => `${have} no samples`,
    },
    formulas: {
      expect: nearest,
      maximize: (slot, axes) => [share(slot), center(slot, axes)],
    },
    objective: ({ log_likelihood: value }) => (value === null ? null : -value),
    weights: ({ weights }) => weights,
    centers: ({ means }) => means,
    shares: ({ means }, data, d) => nearestShares(data, d, means),
    joint: ({ means }, data, d) => negativeSquares(data, d, means),
    doubts: ({ means }, data, d) => nearness(data, d, means),
    shapes: ({ weights, means }, scale) =>
      means.map((mean, component) => {
        const place = placeOf(scale, mean);
        return place.every(Number.isFinite) ? { weight: weights[component], mean: place, factor: null } : null;
      }),
    values: ({ means }, _shading, _x, directions, component) => ({
      part: null,
      total: null,
      mean: directions.map((direction) => along(direction, means[component] ?? [])),
      covariance: [],
    }),
  };
}

/**
 * All of a row to the nearest mean, to the first of two as near.
 *
 * @param {ArrayLike<number>} data n rows of d values
 * @param {number} d
 * @param {number[][]} means
 * @returns {Float64Array} n rows of k shares
 */
function nearestShares(data, d, means) {
  const k = means.length;
  const shares = new Float64Array((data.length / d) * k);
  for (let row = 0, at = 0; row < data.length; row += d, at += k) {
    let [winner, least] = [0, Infinity];
    for (let c = 0; c < k; c++) {
      let square = 0;
      for (let i = 0; i < d; i++) square += (data[row + i] - means[c][i]) ** 2;
      if (square < least) [winner, least] = [c, square];
    }
    shares[at + winner] = 1;
  }
  return shares;
}

/**
 * Minus the squared distance of each row to each mean.
 *
 * @param {ArrayLike<number>} data n rows of d values
 * @param {number} d
 * @param {number[][]} means
 * @returns {Float64Array} n rows of k
 */
function negativeSquares(data, d, means) {
  const k = means.length;
  const found = new Float64Array((data.length / d) * k);
  for (let row = 0, at = 0; row < data.length; row += d)
    for (let c = 0; c < k; c++, at++) for (let i = 0; i < d; i++) found[at] -= (data[row + i] - means[c][i]) ** 2;
  return found;
}

/**
 * How near each row is to a border: the distance to the nearest mean over that to the second nearest.
 *
 * @param {ArrayLike<number>} data n rows of d values
 * @param {number} d
 * @param {number[][]} means
 * @returns {Float64Array} 1 on a border; 0 where there is one mean only
 */
function nearness(data, d, means) {
  return Float64Array.from({ length: data.length / d }, (_, row) => {
    const squares = means.map((mean) => mean.reduce((sum, value, i) => sum + (data[row * d + i] - value) ** 2, 0));
    const [first = 0, second = Infinity] = squares.sort((a, b) => a - b);
    return Math.sqrt(second > 0 ? first / second : 1);
  });
}

/** @param {Slot} slot */
function nearest(slot) {
  return [
    row(sub("z", "n"), "=", sub(math("mi", "argmin"), "k"), distance(sub("x", "n"), sub("μ", "k"))),
    row(sub("z", slot("n")), "=", slot("winner")),
  ];
}

/** @param {Slot} slot */
function share(slot) {
  return row(fraction(row("|", sub("C", slot("k")), "|"), "N"), "=", slot("weight"));
}

/**
 * @param {Slot} slot
 * @param {number} axes
 */
function center(slot, axes) {
  const members = fraction(row(sum(row("n", "∈", sub("C", "k"))), sub("x", "n")), row("|", sub("C", "k"), "|"));
  return row(sub("μ", slot("k")), "=", members, ...vector(slot, "mean", axes));
}
