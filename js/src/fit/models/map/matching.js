/** The winners of samples among the nodes of a map. Pure. */

import { pull } from "./lattice.js";

/** @import { Lattice } from "./lattice.js" */

/** @typedef {{weights: number[], means: number[][], radius: number}} MapParameters hits, places of the nodes, radius */

/**
 * The two best nodes of each of n rows.
 *
 * @typedef {object} Match
 * @property {Int32Array} first
 * @property {Int32Array} second the same as the first where there is one node only
 * @property {Float64Array} doubts root of the best score over the second best: 1 where both are as good, else below
 */

/**
 * What samples are compared with: for each node a place, and what is added to the squared distance from it. Where the local
 * winner counts, that is the mean of the neighborhood and its variance: together the mean squared distance to its nodes.
 *
 * @param {Lattice} lattice
 * @param {"nearest" | "local"} winner
 * @param {MapParameters} parameters
 * @returns {{places: readonly (readonly number[])[], offsets: Float64Array}}
 */
function targets(lattice, winner, { means, radius }) {
  const offsets = new Float64Array(means.length);
  if (winner === "nearest") return { places: means, offsets };
  const [d, middle] = [means[0].length, means[0]];
  const places = means.map((_, node) => {
    const sums = new Float64Array(d);
    let [weight, squares] = [0, 0];
    means.forEach((mean, other) => {
      const share = pull(lattice, node, other, radius);
      weight += share;
      for (let i = 0; i < d; i++) {
        const apart = mean[i] - middle[i];
        sums[i] += share * apart;
        squares += share * apart * apart;
      }
    });
    const place = Array.from(sums, (sum) => sum / weight);
    offsets[node] = Math.max(0, squares / weight - place.reduce((sum, value) => sum + value * value, 0));
    return place.map((value, i) => value + middle[i]);
  });
  return { places, offsets };
}

/**
 * Find the two best nodes of each row, the first of equals.
 *
 * @param {Lattice} lattice
 * @param {"nearest" | "local"} winner
 * @param {MapParameters} parameters
 * @param {ArrayLike<number>} data n rows of d values
 * @param {number} d
 * @returns {Match}
 */
export function match(lattice, winner, parameters, data, d) {
  const { places, offsets } = targets(lattice, winner, parameters);
  const [n, k, flat] = [data.length / d, places.length, Float64Array.from(places.flat())];
  const [first, second, doubts] = [new Int32Array(n), new Int32Array(n), new Float64Array(n)];
  for (let row = 0; row < n; row++) {
    let [best, next, score, runnerUp] = [0, 0, Infinity, Infinity];
    for (let node = 0; node < k; node++) {
      let square = offsets[node];
      for (let i = 0; i < d; i++) square += (data[row * d + i] - flat[node * d + i]) ** 2;
      if (square < score) [best, next, score, runnerUp] = [node, best, square, score];
      else if (square < runnerUp) [next, runnerUp] = [node, square];
    }
    first[row] = best;
    second[row] = next;
    doubts[row] = runnerUp > 0 ? Math.sqrt(score / runnerUp) : 1;
  }
  return { first, second, doubts };
}

/**
 * How well a map fits samples, and how well it keeps their order.
 *
 * @param {Lattice} lattice
 * @param {"nearest" | "local"} winner
 * @param {MapParameters} parameters
 * @param {{data: ArrayLike<number>, d: number, weights?: Float64Array | null}} points
 * @returns {{quantization: number, topographic: number}} the mean distance to the winners, and the share of the samples
 *   whose two best nodes are not adjacent
 */
export function errorsOf(lattice, winner, parameters, { data, d, weights = null }) {
  const k = parameters.means.length;
  const adjacent = new Set(lattice.neighbors.map(([a, b]) => a * k + b));
  const { first, second } = match(lattice, winner, parameters, data, d);
  let [distances, torn, total] = [0, 0, 0];
  first.forEach((node, row) => {
    const weight = weights?.[row] ?? 1;
    const mean = parameters.means[node];
    const square = mean.reduce((sum, value, i) => sum + (data[row * d + i] - value) ** 2, 0);
    const [low, high] = [Math.min(node, second[row]), Math.max(node, second[row])];
    distances += weight * Math.sqrt(square);
    if (low !== high && !adjacent.has(low * k + high)) torn += weight;
    total += weight;
  });
  return { quantization: distances / total, topographic: torn / total };
}
