import { whitenings } from "./gaussian_density.js";

/** @import { CovarianceType } from "../protocol.js" */
/** @import { GaussianParameters, Observed, Whitening } from "./gaussian_density.js" */

/**
 * The marginals of a Gaussian mixture, by which samples are seen that lack values (NaN): of the features that they have.
 */
export class Marginals {
  /** Of all features. */
  whole;
  #parameters;
  #type;
  #d;
  /** @type {Map<string, {features: number[], components: (Whitening | null)[]}>} by the features */
  #kept = new Map();

  /**
   * @param {GaussianParameters} parameters
   * @param {CovarianceType} type
   * @param {number} d
   */
  constructor(parameters, type, d) {
    this.#parameters = parameters;
    this.#type = type;
    this.#d = d;
    this.whole = whitenings(parameters, type, d);
  }

  /**
   * What there is of a row.
   *
   * @param {ArrayLike<number>} data
   * @param {number} row where its values begin
   * @returns {Observed}
   */
  observed(data, row) {
    const d = this.#d;
    let isWhole = true;
    for (let i = row; i < row + d; i++) if (Number.isNaN(data[i])) isWhole = false;
    if (isWhole) return { values: data, row, d, components: this.whole };
    const { features, components } = this.#marginal(
      Array.from({ length: d }, (_, i) => i).filter((i) => !Number.isNaN(data[row + i])),
    );
    return { values: features.map((i) => data[row + i]), row: 0, d: features.length, components };
  }

  /** @param {number[]} features */
  #marginal(features) {
    const key = String(features);
    const kept = this.#kept.get(key);
    if (kept) return kept;
    const parameters = restricted(this.#parameters, this.#type, features);
    const marginal = { features, components: whitenings(parameters, this.#type, features.length) };
    this.#kept.set(key, marginal);
    return marginal;
  }
}

/**
 * The parameters along some features.
 *
 * @param {GaussianParameters} parameters
 * @param {CovarianceType} type
 * @param {number[]} features
 * @returns {GaussianParameters}
 */
function restricted({ weights, means, covariances }, type, features) {
  /** @type {<T>(row: readonly T[]) => T[]} */
  const of = (row) => features.map((feature) => row[feature]);
  /** @type {(matrix: number[][]) => number[][]} */
  const square = (matrix) => of(matrix).map(of);
  const all = /** @type {any} */ (covariances);
  const marginal = {
    full: () => all.map(square),
    tied: () => square(all),
    diag: () => all.map(of),
    spherical: () => all,
  }[type]();
  return { weights, means: means.map(of), covariances: marginal };
}
