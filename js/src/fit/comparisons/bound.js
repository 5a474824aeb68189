/** The lower bound that an E step makes of the objective, along the line to the next parameters. Pure. */

/** @import { Step } from "../messages.js" */
/** @import { Model } from "../models/model.js" */
/** @import { DecodedPoints } from "../playback/points.js" */

/**
 * The objective and its bound at a place of the line.
 *
 * @typedef {object} BoundPoint
 * @property {number} at 0 at the present parameters, 1 at the next ones
 * @property {number} objective
 * @property {number} bound
 */

/**
 * @typedef {object} BoundCurves
 * @property {BoundPoint[]} points in their order; none where the parameters are none of a model
 * @property {number} n samples to which they belong
 */

/** The part of the line that is drawn: some way back, and beyond the next parameters. */
const FROM = -0.5;
const TO = 2;
/** Places on it; one is at 0, and one at 1. */
const PLACES = 51;
/** Products that the curves may take: some hundredths of a second. */
const WORK = 12_000_000;
/** Samples for each component that are enough to tell something. */
const ENOUGH = 20;
/** Types of covariances that multiply with all features. */
const DENSE = new Set(["full", "tied"]);

/**
 * The log-likelihood along the line from the parameters of an E step to others, and the bound that the E step makes:
 * the expectation of the complete data's log-likelihood plus the entropy of the shares. They touch at 0 (Neal and Hinton
 * 1998; Bishop 2006, section 9.4). Of k-means it is the inertia, and the squared distances to the means as assigned.
 *
 * @param {Model} model
 * @param {Step} present whose parameters the E step uses
 * @param {Step} next
 * @param {DecodedPoints} points
 * @returns {BoundCurves | null} null of a model that has none, and where it would take too long
 */
export function boundAlong(model, present, next, points) {
  const k = model.weights(present.parameters).length;
  const products = DENSE.has(model.variant) ? (points.d * (points.d + 3)) / 2 : points.d;
  const stride = Math.max(1, Math.ceil((points.n * k * products * PLACES) / WORK));
  const { data, weights, n } = thinned(points, stride);
  const { joint: jointOf } = model;
  if (!jointOf || (stride > 1 && n < ENOUGH * k)) return null;
  const shares = model.shares(present.parameters, data, points.d);
  const places = Array.from({ length: PLACES }, (_, place) => FROM + ((TO - FROM) * place) / (PLACES - 1));
  const found = places.flatMap((at) => {
    const parameters = between(present.parameters, next.parameters, at);
    // A cell needs no weight, and a component none below zero.
    const isModel = model.hasCells || model.weights(parameters).every((weight) => weight >= 0);
    const joint = isModel ? jointOf(parameters, data, points.d) : null;
    if (!joint) return [];
    const [objective, bound] = sums(joint, shares, weights, k, model.hasCells);
    return Number.isFinite(objective) && Number.isFinite(bound) ? [{ at: round(at), objective, bound }] : [];
  });
  return { points: found, n };
}

/**
 * Parameters on the line between two, and beyond them.
 *
 * @template T
 * @param {T} first numbers, in lists of lists
 * @param {T} second
 * @param {number} at 0 is the first, 1 the second
 * @returns {T}
 */
export function between(first, second, at) {
  if (typeof first === "number") return /** @type {T} */ ((1 - at) * first + at * Number(second));
  if (Array.isArray(first)) {
    const other = /** @type {any[]} */ (second);
    return /** @type {T} */ (first.map((value, i) => between(value, other[i], at)));
  }
  if (first === null || typeof first !== "object") return first;
  const other = /** @type {Record<string, unknown>} */ (second);
  return /** @type {T} */ (
    Object.fromEntries(Object.entries(first).map(([name, value]) => [name, between(value, other[name], at)]))
  );
}

/**
 * @param {Float64Array} joint logs of weight times density, n rows of k
 * @param {Float64Array} shares of the present parameters, likewise
 * @param {Float64Array | null} weights
 * @param {number} k
 * @param {boolean} isHard whether only the nearest component counts
 * @returns {[number, number]} the objective and the bound
 */
function sums(joint, shares, weights, k, isHard) {
  let [objective, bound] = [0, 0];
  for (let row = 0, at = 0; at < joint.length; row++, at += k) {
    const weight = weights ? weights[row] : 1;
    let largest = -Infinity;
    for (let c = at; c < at + k; c++) if (joint[c] > largest) largest = joint[c];
    let [sum, expected] = [0, 0];
    for (let c = at; c < at + k; c++) {
      sum += Math.exp(joint[c] - largest);
      if (shares[c] > 0) expected += shares[c] * (joint[c] - Math.log(shares[c]));
    }
    objective += weight * (isHard ? largest : largest + Math.log(sum));
    bound += weight * expected;
  }
  return [objective, bound];
}

/**
 * Every so many-th sample.
 *
 * @param {DecodedPoints} points
 * @param {number} stride
 */
function thinned({ data, weights, n, d }, stride) {
  if (stride === 1) return { data, weights, n };
  const count = Math.ceil(n / stride);
  const rows = new Float64Array(count * d);
  for (let row = 0; row < count; row++) rows.set(data.subarray(row * stride * d, (row * stride + 1) * d), row * d);
  return { data: rows, weights: weights && weights.filter((_, row) => row % stride === 0), n: count };
}

/** @param {number} at without what adding has rounded */
function round(at) {
  return Math.round(at * 1e6) / 1e6;
}
