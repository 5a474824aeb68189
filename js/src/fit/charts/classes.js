import { NO_CLASS } from "../draw/shapes.js";
import { cholesky } from "../models/gaussian_density.js";

/** @import { Shape } from "../models/model.js" */

/**
 * The true classes as components of a plane: their means, and how far they spread. Pure.
 *
 * @param {Float64Array} places of the points, two units each; NaN where a value is missing
 * @param {ArrayLike<number>} labels
 * @returns {Shape[]} by the numbers of the classes
 */
export function classesOf(places, labels) {
  /** @type {number[][]} number, sums, and sums of squares of each class */
  const sums = [];
  for (let i = 0; i < labels.length; i++) {
    const [x, y] = [places[2 * i], places[2 * i + 1]];
    if (labels[i] === NO_CLASS || Number.isNaN(x + y)) continue;
    const sum = (sums[labels[i]] ??= [0, 0, 0, 0, 0, 0]);
    [1, x, y, x * x, x * y, y * y].forEach((part, at) => (sum[at] += part));
  }
  return sums.map(([n, x, y, ...squares]) => {
    const mean = [x / n, y / n];
    return { weight: n / labels.length, mean, factor: cholesky(2, (i, j) => squares[i + j] / n - mean[i] * mean[j]) };
  });
}
