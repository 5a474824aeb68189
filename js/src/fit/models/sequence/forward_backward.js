/** Posteriors of the states of a hidden Markov model. Pure. */

/** @import { Lengths } from "../model.js" */

/**
 * A chain of k states.
 *
 * @typedef {object} Chain
 * @property {readonly number[]} start probabilities of the first state of a sequence
 * @property {readonly (readonly number[])[]} transition a row of probabilities for each state that is left
 */

/**
 * What forward and backward passes find at each of n rows. All of the k states at a row stand together.
 *
 * @typedef {object} Lattice
 * @property {number} n
 * @property {number} k
 * @property {Float64Array} densities of the states' emissions, relative to the largest of the row: n rows of k
 * @property {Float64Array} peaks log of that largest density: n
 * @property {Float64Array} forward p(state | rows up to this one): n rows of k, each sums to one
 * @property {Float64Array} backward p(rows after | state) over p(rows after | rows up to this one): n rows of k
 * @property {Float64Array} scales p(row | rows before) over the largest density: n
 * @property {Float64Array} shares p(state | all rows), forward times backward: n rows of k, each sums to one
 * @property {Uint8Array} begins 1 where a sequence begins: n
 */

/**
 * Run forward and backward, scaled in each step (Rabiner, "A tutorial on hidden Markov models", 1989, section V.A).
 * A row that no state allows is as good as missing.
 *
 * @param {Chain} chain
 * @param {Float64Array} logs of the emissions' densities, n rows of k; overwritten by the densities
 * @param {Lengths} lengths of the sequences
 * @returns {Lattice}
 */
export function forwardBackward({ start, transition }, logs, lengths) {
  const k = start.length;
  const n = logs.length / k;
  const [from, begins] = [Float64Array.from(transition.flat()), beginsOf(lengths, n)];
  const peaks = relative(logs, n, k);
  const [forward, backward] = [new Float64Array(n * k), new Float64Array(n * k).fill(1)];
  const scales = new Float64Array(n);
  for (let t = 0, at = 0; t < n; t++, at += k) {
    const guess = (/** @type {number} */ j) => {
      if (begins[t] === 1) return start[j] ?? 0;
      let sum = 0;
      for (let i = 0; i < k; i++) sum += forward[at - k + i] * from[i * k + j];
      return sum;
    };
    let total = 0;
    for (let j = 0; j < k; j++) total += forward[at + j] = guess(j) * logs[at + j];
    if (!(total > 0)) {
      // Nothing that is possible explains the row.
      logs.fill(1, at, at + k);
      for (let j = 0; j < k; j++) total += forward[at + j] = guess(j);
    }
    scales[t] = total || 1;
    for (let j = 0; j < k; j++) forward[at + j] = total > 0 ? forward[at + j] / total : 1 / k;
  }
  for (let t = n - 2, at = t * k; t >= 0; t--, at -= k) {
    if (begins[t + 1] === 1) continue;
    for (let i = 0; i < k; i++) {
      let sum = 0;
      for (let j = 0; j < k; j++) sum += from[i * k + j] * logs[at + k + j] * backward[at + k + j];
      backward[at + i] = sum / scales[t + 1];
    }
  }
  const shares = forward.map((value, at) => value * backward[at]);
  return { n, k, densities: logs, peaks, forward, backward, scales, shares, begins };
}

/**
 * How likely it is that a step goes from one state to another, given all rows.
 *
 * @param {Lattice} lattice
 * @param {Chain} chain
 * @param {number} row of the second state, not the first of a sequence
 * @param {number} i the first state
 * @param {number} j the second one
 */
export function passage({ k, densities, forward, backward, scales }, { transition }, row, i, j) {
  const at = row * k + j;
  return (forward[(row - 1) * k + i] * (transition[i]?.[j] ?? 0) * densities[at] * backward[at]) / scales[row];
}

/**
 * Where sequences begin.
 *
 * @param {Lengths} lengths
 * @param {number} n rows
 */
export function beginsOf(lengths, n) {
  const begins = new Uint8Array(n);
  let row = 0;
  for (const length of lengths ?? [n]) {
    if (length > 0 && row < n) begins[row] = 1;
    row += length;
  }
  return begins;
}

/**
 * Turn logarithms into densities relative to the largest of each row.
 *
 * @param {Float64Array} logs
 * @param {number} n
 * @param {number} k
 * @returns {Float64Array} the largest logarithms
 */
function relative(logs, n, k) {
  const peaks = new Float64Array(n);
  for (let t = 0, at = 0; t < n; t++, at += k) {
    let largest = -Infinity;
    for (let j = 0; j < k; j++) if (logs[at + j] > largest) largest = logs[at + j];
    peaks[t] = largest;
    for (let j = 0; j < k; j++) logs[at + j] = largest === -Infinity ? 0 : Math.exp(logs[at + j] - largest);
  }
  return peaks;
}
