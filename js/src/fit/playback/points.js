/** @import { Points } from "../messages.js" */

/**
 * @typedef {object} DecodedPoints
 * @property {number} revision counts the changes of the samples
 * @property {number} n
 * @property {number} d
 * @property {number} total samples of which these are `n`
 * @property {Float64Array} data row by row
 * @property {Float64Array | null} weights relative to the heaviest; null where all weigh the same
 * @property {Uint8Array | null} labels
 * @property {number[]} low least value of each feature, of all samples
 * @property {number[]} high largest value of each feature
 */

/**
 * Decode the samples of a message.
 *
 * @param {Points} points
 * @returns {DecodedPoints}
 */
export function decodePoints({ revision, n_samples, n_features, n_points, data, weights, labels, low, high }) {
  const values = new DataView(decodeBase64(data).buffer);
  return {
    revision,
    n: n_points,
    d: n_features,
    total: n_samples,
    data: Float64Array.from({ length: n_points * n_features }, (_, i) => values.getFloat64(8 * i, true)),
    weights: weights === null ? null : decodeSingles(weights, n_points),
    labels: labels === null ? null : decodeBase64(labels),
    low,
    high,
  };
}

/**
 * @param {string} text
 * @param {number} count
 */
function decodeSingles(text, count) {
  const values = new DataView(decodeBase64(text).buffer);
  return Float64Array.from({ length: count }, (_, i) => values.getFloat32(4 * i, true));
}

/** @param {string} text */
function decodeBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
