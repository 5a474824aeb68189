/** The most likely path of a hidden Markov model through its states. Pure. */

/** @import { Chain, Lattice } from "./forward_backward.js" */

/**
 * The path of largest probability (Viterbi, 1967); of equal ones that through the first states.
 *
 * @param {Chain} chain
 * @param {Pick<Lattice, "n" | "k" | "densities" | "begins">} lattice
 * @returns {Uint8Array} a state for each row
 */
export function viterbi({ start, transition }, { n, k, densities, begins }) {
  const from = Float64Array.from(transition.flat(), Math.log);
  const came = new Uint8Array(n * k);
  const path = new Uint8Array(n);
  let [before, now] = [new Float64Array(k), new Float64Array(k)];
  for (let t = 0, at = 0; t < n; t++, at += k) {
    if (begins[t] === 1 && t > 0) trace(t - 1, before);
    for (let j = 0; j < k; j++) {
      let [best, origin] = begins[t] === 1 ? [Math.log(start[j] ?? 0), 0] : [-Infinity, 0];
      for (let i = 0; begins[t] === 0 && i < k; i++) {
        const log = before[i] + from[i * k + j];
        if (log > best) [best, origin] = [log, i];
      }
      came[at + j] = origin;
      now[j] = best + Math.log(densities[at + j]);
    }
    [before, now] = [now, before];
  }
  if (n > 0) trace(n - 1, before);
  return path;

  /**
   * Go back from the end of a sequence.
   *
   * @param {number} last row
   * @param {Float64Array} logs of the best paths to its states
   */
  function trace(last, logs) {
    let state = 0;
    for (let j = 1; j < k; j++) if (logs[j] > logs[state]) state = j;
    for (let t = last; t >= 0; t--) {
      path[t] = state;
      if (begins[t] === 1) return;
      state = came[t * k + state];
    }
  }
}
