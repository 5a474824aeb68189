import { significant } from "../../widget/math/format.js";

/** @import { Algorithm, Phase, Step } from "../protocol.js" */

/** What a view says about a step. Pure. */

/** Tolerances from here on are written as they were given. */
const LEAST_WRITTEN = 1e-4;

/** @type {Record<Phase, string>} */
export const PHASES = { init: "start", expect: "E step", maximize: "M step", step: "E and M" };

/**
 * @param {Step} step
 * @param {Algorithm} algorithm
 * @returns {string} for those who hear the view
 */
export function spoken({ iteration, log_likelihood: value }, algorithm) {
  if (value === null) return `iteration ${iteration}`;
  return algorithm === "em"
    ? `iteration ${iteration}, log-likelihood ${significant(value, 5)}`
    : `iteration ${iteration}, inertia ${significant(-value, 5)}`;
}

/**
 * Why a fit has ended, or how far it is.
 *
 * @param {Step} step the last one that is recorded
 * @param {object} model
 * @param {Algorithm} model.algorithm
 * @param {number} model.tol
 * @param {number} model.max_iter
 * @returns {string}
 */
export function ending({ iteration, stop_reason: reason }, { algorithm, tol, max_iter: most }) {
  const iterations = `${iteration} iteration${iteration === 1 ? "" : "s"}`;
  if (reason === "converged") {
    return algorithm === "em"
      ? `Converged after ${iterations}: the change is below ${tolerance(tol)}.`
      : `Converged after ${iterations}: the means stay where they are.`;
  }
  if (reason === "max_iter") return `Stopped after ${most} iterations, not converged.`;
  if (reason === "callback") return `Stopped by a callback after ${iterations}.`;
  return iteration === 0 ? "Ready to start." : `${iterations} so far.`;
}

/** @param {number} tol */
export function tolerance(tol) {
  return tol < LEAST_WRITTEN ? significant(tol) : String(tol);
}

/**
 * @param {number[]} components that are degenerate, at least one
 * @param {Algorithm} algorithm
 */
export function collapse(components, algorithm) {
  const names = components.length === 1 ? `Component ${components[0]}` : `Components ${list(components)}`;
  const have = components.length === 1 ? "has" : "have";
  return algorithm === "em"
    ? `${names} ${have} collapsed: only reg_covar keeps the variance above zero.`
    : `${names} ${have} no samples.`;
}

/** @param {number[]} numbers at least two */
function list(numbers) {
  return `${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;
}
