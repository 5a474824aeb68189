/** Where a chain is in the long run. Pure. */

/** @import { Chain } from "./forward_backward.js" */

/** Squarings of the matrix: after 2 ** 24 steps nothing changes any more. */
const SQUARINGS = 24;

/**
 * The share of the time that a chain spends in each state from its start on, in the long run: the limit of the powers of
 * (A + I) / 2, which is there for chains that turn in circles, too.
 *
 * @param {Chain} chain
 * @returns {number[]} NaN where a probability is not finite
 */
export function longRun({ start, transition }) {
  const k = start.length;
  let power = transition.map((row, i) => row.map((value, j) => (value + (i === j ? 1 : 0)) / 2));
  for (let turn = 0; turn < SQUARINGS; turn++) {
    power = power.map((row) =>
      row.map((_, j) => row.reduce((sum, value, m) => sum + value * (power[m]?.[j] ?? NaN), 0)),
    );
    // Rounding would grow with the powers.
    power = power.map((row) => {
      const total = row.reduce((sum, value) => sum + value, 0);
      return row.map((value) => value / total);
    });
  }
  return Array.from({ length: k }, (_, j) => start.reduce((sum, value, i) => sum + value * (power[i]?.[j] ?? NaN), 0));
}
