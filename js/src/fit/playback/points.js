import { decodeBase64 } from "../../widget/comm/decode.js";

/** @import { Principal } from "../draw/directions.js" */
/** @import { Points } from "../messages.js" */

/**
 * @typedef {object} DecodedPoints
 * @property {number} revision counts the changes of the samples
 * @property {number} n
 * @property {number} d
 * @property {number} total samples of which these are `n`
 * @property {Float64Array} data row by row; NaN where a value is missing
 * @property {boolean} isIncomplete whether values are missing
 * @property {boolean[]} whole features of which all values are whole numbers
 * @property {Float64Array | null} weights relative to the heaviest; null where all weigh the same
 * @property {Uint8Array | null} labels
 * @property {readonly number[] | null} lengths of the sequences that the rows are; null for a single one
 * @property {Principal | null} principal axes of the samples, null where there are none
 * @property {number[]} low least coordinate of all samples along each feature, and along each principal axis
 * @property {number[]} high largest coordinate
 */

/**
 * Decode the samples of a message.
 *
 * @param {Points} points
 * @returns {DecodedPoints}
 */
export function decodePoints(points) {
  const { revision, n_samples, n_features, n_points, data, weights, labels, lengths, principal, low, high } = points;
  const values = new DataView(decodeBase64(data).buffer);
  const decoded = Float64Array.from({ length: n_points * n_features }, (_, i) => values.getFloat64(8 * i, true));
  return {
    revision,
    n: n_points,
    d: n_features,
    total: n_samples,
    data: decoded,
    isIncomplete: decoded.some(Number.isNaN),
    whole: wholeOf(decoded, n_features),
    weights: weights === null ? null : decodeSingles(weights, n_points),
    labels: labels === null ? null : decodeBase64(labels),
    lengths,
    principal,
    low,
    high,
  };
}

/**
 * @param {Float64Array} values
 * @param {number} d
 */
function wholeOf(values, d) {
  const found = Array.from({ length: d }, () => true);
  values.forEach((value, i) => (found[i % d] &&= Number.isNaN(value) || Number.isInteger(value)));
  return found;
}

/**
 * @param {string} text
 * @param {number} count
 */
function decodeSingles(text, count) {
  const values = new DataView(decodeBase64(text).buffer);
  return Float64Array.from({ length: count }, (_, i) => values.getFloat32(4 * i, true));
}
