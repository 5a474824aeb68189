/** Directions along which samples are seen: features, and after them the principal axes of the data. Pure. */

/**
 * A feature by its number, or a unit vector: the coordinate of x along it is vector · x - offset.
 *
 * @typedef {number | {vector: readonly number[], offset: number}} Direction
 */

/**
 * The principal axes of the samples.
 *
 * @typedef {object} Principal
 * @property {readonly number[]} mean of the samples
 * @property {readonly (readonly number[])[]} axes unit vectors, that of most variance first
 */

/**
 * The directions of a drawing's axes.
 *
 * @param {readonly number[]} dims features, or beyond them principal axes
 * @param {number} d number of features
 * @param {Principal | null} principal
 * @returns {Direction[]}
 */
export function directionsOf(dims, d, principal) {
  return dims.map((dim) => {
    const vector = dim < d ? undefined : principal?.axes[dim - d];
    return vector && principal ? { vector, offset: dot(vector, principal.mean, 0) } : dim;
  });
}

/**
 * The coordinate of a row along a direction.
 *
 * @param {Direction} direction
 * @param {ArrayLike<number>} values
 * @param {number} [from] where the row begins
 * @returns {number} NaN where there is no such feature
 */
export function along(direction, values, from = 0) {
  if (typeof direction === "number") return values[from + direction] ?? NaN;
  return dot(direction.vector, values, from) - direction.offset;
}

/**
 * The covariance of the coordinates along two directions: a' C b.
 *
 * @param {Direction} a
 * @param {Direction} b
 * @param {(i: number, j: number) => number} at an element of the covariance matrix C of the features
 * @returns {number}
 */
export function covarianceAlong(a, b, at) {
  if (typeof a !== "number") {
    return a.vector.reduce((sum, value, i) => (value === 0 ? sum : sum + value * covarianceAlong(i, b, at)), 0);
  }
  if (typeof b === "number") return at(a, b);
  return b.vector.reduce((sum, value, j) => (value === 0 ? sum : sum + value * at(a, j)), 0);
}

/**
 * @param {readonly number[]} vector
 * @param {ArrayLike<number>} values
 * @param {number} from
 */
function dot(vector, values, from) {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i] * values[from + i];
  return sum;
}
