/** Kalman's filter and the smoother of Rauch, Tung and Striebel. Pure. */

import { beginsOf } from "./forward_backward.js";
import { flat, inverse, plus, product, transposed } from "./matrices.js";

/** @import { Lengths } from "../model.js" */
/** @import { Matrix } from "./matrices.js" */

/**
 * A linear dynamical system: x' = F x + N(0, Q), y = H x + N(0, R).
 *
 * @typedef {object} LinearSystem
 * @property {number[][]} transition F, n x n
 * @property {number[][]} transition_covariance Q
 * @property {number[][]} observation H, p x n
 * @property {number[][]} observation_covariance R
 * @property {number[]} initial_mean
 * @property {number[][]} initial_covariance
 */

/**
 * What filter and smoother find at each of T rows.
 *
 * @typedef {object} Smoothing
 * @property {number} states n
 * @property {number} outputs p
 * @property {Float64Array} predicted means of the state, given the rows before: T rows of n
 * @property {Float64Array} filtered means, given the rows up to this one: T rows of n
 * @property {Float64Array} smoothed means, given all rows: T rows of n
 * @property {Float64Array} variances of the state, given all rows: T rows of n
 * @property {Float64Array} seen means of what is seen without noise, given all rows: T rows of p
 * @property {Float64Array} seenVariances T rows of p
 * @property {Float64Array} seenFiltered given the rows up to this one
 * @property {Float64Array} seenFilteredVariances
 * @property {Float64Array} surprises values minus what the rows before let expect, in standard deviations: T rows of p; NaN
 *   where a value is missing
 * @property {Float64Array} gains how much of the first output's surprise each state takes: T rows of n
 * @property {number} logLikelihood
 */

/** So many times the squared range of the data stand for no knowledge at all. */
const DIFFUSE = 1e7;

/**
 * Filter and smooth (Kalman, 1960; Rauch, Tung and Striebel, 1965). Missing values are left out one by one.
 *
 * @param {LinearSystem} system
 * @param {ArrayLike<number>} data T rows of p values, NaN where one is missing
 * @param {Lengths} lengths
 * @param {boolean} isDiffuse whether nothing is known of the first state of a sequence
 * @returns {Smoothing}
 */
export function smooth(system, data, lengths, isDiffuse) {
  const [F, Q, H, R] = [
    system.transition,
    system.transition_covariance,
    system.observation,
    system.observation_covariance,
  ].map(flat);
  const [n, p] = [system.initial_mean.length, system.observation.length];
  const T = data.length / p;
  const begins = beginsOf(lengths, T);
  const back = transposed(F, n, n);
  const known = { mean: Float64Array.from(system.initial_mean), covariance: flat(system.initial_covariance) };
  const first = isDiffuse ? diffuse(H, n, data, p) : known;
  const make = (/** @type {number} */ m) => new Float64Array(T * m);
  const found = {
    states: n,
    outputs: p,
    predicted: make(n),
    filtered: make(n),
    smoothed: make(n),
    variances: make(n),
    seen: make(p),
    seenVariances: make(p),
    seenFiltered: make(p),
    seenFilteredVariances: make(p),
    surprises: make(p).fill(NaN),
    gains: make(n),
    logLikelihood: 0,
  };
  const before = /** @type {Matrix[]} */ ([]);
  const after = /** @type {Matrix[]} */ ([]);
  // Covariances do not depend on the values: once one repeats, so do all that follow from it.
  const moved = repeating((/** @type {Matrix} */ covariance) =>
    plus(product(product(F, covariance, n, n, n), back, n, n, n), Q),
  );
  const taught = repeating((/** @type {Matrix} */ covariance, /** @type {string} */ there) =>
    teach({ H, R, n, p }, covariance, there),
  );
  const seen = repeating((/** @type {Matrix} */ covariance) => variancesOf(H, covariance, n, p));
  let { mean, covariance } = first;
  for (let t = 0; t < T; t++) {
    if (begins[t] === 1) ({ mean, covariance } = first);
    else [mean, covariance] = [product(F, mean, n, n, 1), alike(moved(covariance), before[t - 1])];
    found.predicted.set(mean, t * n);
    before.push(covariance);
    const there = presentIn(data, t * p, p);
    if (there !== "") {
      const lesson = taught(covariance, there);
      mean = take(found, lesson, data, t, mean);
      covariance = alike(lesson.after, after[t - 1]);
    }
    found.filtered.set(mean, t * n);
    after.push(covariance);
    found.seenFiltered.set(product(H, mean, p, n, 1), t * p);
    found.seenFilteredVariances.set(seen(covariance), t * p);
  }
  const gainOf = repeating((/** @type {Matrix} */ filtered, /** @type {Matrix} */ expected) =>
    product(product(filtered, back, n, n, n), inverse(expected, n), n, n, n),
  );
  const smoothed = repeating(
    (
      /** @type {Matrix} */ gain,
      /** @type {Matrix} */ next,
      /** @type {Matrix} */ filtered,
      /** @type {Matrix} */ expected,
    ) => {
      const excess = product(product(gain, plus(next, expected, -1), n, n, n), transposed(gain, n, n), n, n, n);
      return alike(plus(filtered, excess), next);
    },
  );
  const seenAfter = repeating((/** @type {Matrix} */ given) => variancesOf(H, given, n, p));
  for (let t = T - 1; t >= 0; t--) {
    if (t === T - 1 || begins[t + 1] === 1) [mean, covariance] = [found.filtered.slice(t * n, (t + 1) * n), after[t]];
    else {
      const gain = gainOf(after[t], before[t + 1]);
      const off = plus(mean, found.predicted.subarray((t + 1) * n, (t + 2) * n), -1);
      mean = plus(found.filtered.subarray(t * n, (t + 1) * n), product(gain, off, n, n, 1));
      covariance = smoothed(gain, covariance, after[t], before[t + 1]);
    }
    found.smoothed.set(mean, t * n);
    for (let i = 0; i < n; i++) found.variances[t * n + i] = covariance[i * n + i];
    found.seen.set(product(H, mean, p, n, 1), t * p);
    found.seenVariances.set(seenAfter(covariance), t * p);
  }
  return found;
}

/**
 * The share of a surprise that each state takes once the filter has settled: the diagonal of K H.
 *
 * @param {LinearSystem} system
 * @returns {number[]}
 */
export function steadyGain(system) {
  const [F, Q, H, R] = [
    system.transition,
    system.transition_covariance,
    system.observation,
    system.observation_covariance,
  ].map(flat);
  const [n, p] = [system.initial_mean.length, system.observation.length];
  let covariance = flat(system.initial_covariance);
  let shares = Array.from({ length: n }, () => NaN);
  const [across, back] = [transposed(H, p, n), transposed(F, n, n)];
  for (let turn = 0; turn < SETTLED; turn++) {
    const reach = product(covariance, across, n, n, p);
    const gain = product(reach, inverse(plus(product(H, reach, p, n, p), R), p), n, p, p);
    const taken = product(gain, H, n, p, n);
    shares = shares.map((_, i) => taken[i * n + i]);
    covariance = plus(covariance, product(taken, covariance, n, n, n), -1);
    covariance = plus(product(product(F, covariance, n, n, n), back, n, n, n), Q);
  }
  return shares;
}

/** Rows after which a filter has settled, as far as can be seen. */
const SETTLED = 200;

/**
 * What a row tells of the state, whatever its values are.
 *
 * @typedef {object} Lesson
 * @property {number[]} there outputs whose values are there
 * @property {Matrix} rows of H for these
 * @property {Matrix} gain
 * @property {Matrix} precision of what is expected
 * @property {number[]} deviations of these values
 * @property {number} logDeterminant
 * @property {Matrix} after the covariance of the state once the row is seen
 */

/**
 * @param {{H: Matrix, R: Matrix, n: number, p: number}} system
 * @param {Matrix} covariance of the state, given the rows before
 * @param {string} present outputs whose values are there
 * @returns {Lesson}
 */
function teach({ H, R, n, p }, covariance, present) {
  const there = present.split(",").map(Number);
  const m = there.length;
  const rows = Float64Array.from({ length: m * n }, (_, i) => H[there[Math.floor(i / n)] * n + (i % n)]);
  const noise = Float64Array.from({ length: m * m }, (_, i) => R[there[Math.floor(i / m)] * p + there[i % m]]);
  const reach = product(covariance, transposed(rows, m, n), n, n, m);
  const spread = plus(product(rows, reach, m, n, m), noise);
  const precision = inverse(spread, m);
  const gain = product(reach, precision, n, m, m);
  return {
    there,
    rows,
    gain,
    precision,
    deviations: there.map((_, at) => Math.sqrt(spread[at * m + at])),
    logDeterminant: logDeterminant(spread, m),
    after: symmetric(plus(covariance, product(gain, transposed(reach, n, m), n, m, n), -1), n),
  };
}

/**
 * The mean of the state once the values of a row are seen.
 *
 * @param {Smoothing} found
 * @param {Lesson} lesson
 * @param {ArrayLike<number>} data
 * @param {number} t
 * @param {Matrix} mean given the rows before
 * @returns {Matrix}
 */
function take(found, { there, rows, gain, precision, deviations, logDeterminant: log }, data, t, mean) {
  const [n, p, m] = [found.states, found.outputs, there.length];
  const expected = product(rows, mean, m, n, 1);
  const off = Float64Array.from(there, (i, at) => data[t * p + i] - expected[at]);
  there.forEach((i, at) => (found.surprises[t * p + i] = off[at] / deviations[at]));
  for (let i = 0; i < n; i++) found.gains[t * n + i] = gain[i * m];
  const square = product(product(off, precision, 1, m, m), off, 1, m, 1)[0];
  found.logLikelihood -= (square + m * Math.log(2 * Math.PI) + log) / 2;
  return plus(mean, product(gain, off, n, m, 1));
}

/**
 * The outputs whose values are there, as a text.
 *
 * @param {ArrayLike<number>} data
 * @param {number} at where the row begins
 * @param {number} p
 */
function presentIn(data, at, p) {
  let text = "";
  for (let i = 0; i < p; i++) if (!Number.isNaN(data[at + i])) text += text === "" ? i : `,${i}`;
  return text;
}

/**
 * The variances of what is seen of a state without noise.
 *
 * @param {Matrix} H
 * @param {Matrix} covariance
 * @param {number} n
 * @param {number} p
 */
function variancesOf(H, covariance, n, p) {
  const spread = product(H, covariance, p, n, n);
  return Float64Array.from({ length: p }, (_, i) => {
    let variance = 0;
    for (let j = 0; j < n; j++) variance += spread[i * n + j] * H[i * n + j];
    return variance;
  });
}

/** Covariances that differ by less, as a share, are the same. */
const ALIKE = 1e-14;

/**
 * The matrix before, if this one is the same but for rounding.
 *
 * @param {Matrix} now
 * @param {Matrix | undefined} before
 * @returns {Matrix}
 */
function alike(now, before) {
  if (!before) return now;
  for (let i = 0; i < now.length; i++) if (!(Math.abs(now[i] - before[i]) <= ALIKE * Math.abs(now[i]))) return now;
  return before;
}

/**
 * A function that computes nothing again for what it was given last.
 *
 * @template {unknown[]} Given
 * @template Result
 * @param {(...given: Given) => Result} compute
 * @returns {(...given: Given) => Result}
 */
function repeating(compute) {
  /** @type {{given: Given, result: Result} | null} */
  let last = null;
  return (...given) => {
    if (!last?.given.every((each, i) => each === given[i])) last = { given, result: compute(...given) };
    return last.result;
  };
}

/**
 * Next to no knowledge of a first state: it is about where what is seen of it is the mean of the data, far wider than these.
 *
 * @param {Matrix} H
 * @param {number} n
 * @param {ArrayLike<number>} data
 * @param {number} p
 * @returns {{mean: Matrix, covariance: Matrix}}
 */
function diffuse(H, n, data, p) {
  const [middles, ranges] = [new Float64Array(p), new Float64Array(p)];
  for (let j = 0; j < p; j++) {
    let [low, high] = [Infinity, -Infinity];
    for (let at = j; at < data.length; at += p) {
      low = data[at] < low ? data[at] : low;
      high = data[at] > high ? data[at] : high;
    }
    middles[j] = low <= high ? low / 2 + high / 2 : 0;
    ranges[j] = high - low > 0 ? high - low : 1;
  }
  // Each state in the units of what is seen of it.
  const reach = Array.from({ length: n }, (_, i) =>
    ranges.reduce((most, range, j) => Math.max(most, H[j * n + i] ? Math.abs(range / H[j * n + i]) : 0), 0),
  );
  const widest = Math.max(...reach) || 1;
  const wide = new Float64Array(n * n);
  for (let i = 0; i < n; i++) wide[i * n + i] = (reach[i] || widest) ** 2;
  const carried = product(wide, transposed(H, p, n), n, n, p);
  const precision = inverse(product(H, carried, p, n, p), p);
  const mean = product(carried, product(precision, middles, p, p, 1), n, p, 1);
  return { mean, covariance: wide.map((square) => DIFFUSE * square) };
}

/**
 * Rounding leaves both halves a little different.
 *
 * @param {Matrix} a
 * @param {number} n
 */
function symmetric(a, n) {
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) a[i * n + j] = a[j * n + i] = (a[i * n + j] + a[j * n + i]) / 2;
  return a;
}

/**
 * The logarithm of the determinant of a positive definite matrix.
 *
 * @param {Matrix} a
 * @param {number} n
 */
function logDeterminant(a, n) {
  const work = Float64Array.from(a);
  let log = 0;
  for (let i = 0; i < n; i++) {
    const pivot = work[i * n + i];
    log += Math.log(pivot);
    for (let row = i + 1; row < n; row++) {
      const factor = work[row * n + i] / pivot;
      for (let j = i; j < n; j++) work[row * n + j] -= factor * work[i * n + j];
    }
  }
  return log;
}
