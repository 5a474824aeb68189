/** What is expected of the factors of samples, and where these fall onto the plane. Pure. */

import { cholesky } from "../gaussian_density.js";

/** @import { Factors } from "./factor_model.js" */

/**
 * Make ready for many samples.
 *
 * @param {Factors} parameters
 */
export function latentOf({ mean, loadings, noise_variance: noise }) {
  const [d, q] = [mean.length, loadings[0].length];
  const weighted = loadings.map((line, i) => line.map((value) => value / noise[i]));
  const factor = cholesky(q, (a, b) =>
    weighted.reduce((total, line, i) => total + line[a] * loadings[i][b], a === b ? 1 : 0),
  );

  /**
   * The expected factors of a sample: the solution of (I + W' N W) z = W' N (x - mean).
   *
   * @param {ArrayLike<number>} data
   * @param {number} [from] where the sample begins
   * @returns {number[]} q values
   */
  const factors = (data, from = 0) => {
    const z = Array.from({ length: q }, (_, a) =>
      weighted.reduce((total, line, i) => total + line[a] * (data[from + i] - mean[i]), 0),
    );
    const at = (/** @type {number} */ a, /** @type {number} */ b) => factor[(a * (a + 1)) / 2 + b];
    for (let a = 0; a < q; a++) {
      for (let b = 0; b < a; b++) z[a] -= at(a, b) * z[b];
      z[a] /= at(a, a);
    }
    for (let a = q - 1; a >= 0; a--) {
      for (let b = a + 1; b < q; b++) z[a] -= at(b, a) * z[b];
      z[a] /= at(a, a);
    }
    return z;
  };

  /**
   * Where samples fall onto the plane.
   *
   * @param {ArrayLike<number>} data n rows of d values
   * @returns {Float64Array} n rows of d values
   */
  const falls = (data) => {
    const found = new Float64Array(data.length);
    for (let row = 0; row < data.length; row += d) {
      const z = factors(data, row);
      for (let i = 0; i < d; i++) {
        found[row + i] = loadings[i].reduce((total, value, a) => total + value * z[a], mean[i]);
      }
    }
    return found;
  };
  return { factors, falls };
}
