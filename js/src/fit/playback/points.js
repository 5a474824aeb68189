/** @import { Points } from "../messages.js" */

/**
 * @typedef {object} DecodedPoints
 * @property {number} n
 * @property {number} d
 * @property {number} total samples of which these are `n`
 * @property {Float64Array} data row by row
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
export function decodePoints({ n_samples, n_features, n_points, data, labels, low, high }) {
  const bytes = decodeBase64(data);
  const view = new DataView(bytes.buffer);
  const values = Float64Array.from({ length: n_points * n_features }, (_, i) => view.getFloat64(8 * i, true));
  return {
    n: n_points,
    d: n_features,
    total: n_samples,
    data: values,
    labels: labels === null ? null : decodeBase64(labels),
    low,
    high,
  };
}

/** @param {string} text */
function decodeBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
