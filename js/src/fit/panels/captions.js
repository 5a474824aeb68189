import { significant } from "../../widget/math/format.js";

/** @import { Model } from "../models/model.js" */
/** @import { Step } from "../messages.js" */
/** @import { Phase } from "../protocol.js" */

/** Captions of a step. Pure. */

/** Tolerances from here on are written as they were given. */
const LEAST_WRITTEN = 1e-4;

/** @type {Record<Phase, string>} */
export const PHASES = { init: "start", expect: "E step", maximize: "M step", step: "E and M" };

/**
 * The text for screen readers.
 *
 * @param {Step} step
 * @param {Model} model
 * @returns {string}
 */
export function spoken(step, { captions, objective }) {
  const value = objective(step);
  const iteration = `iteration ${step.iteration}`;
  return value === null ? iteration : `${iteration}, ${captions.objective} ${significant(value, 5)}`;
}

/**
 * Why a fit has ended, or how far it is.
 *
 * @param {Step} step the last one that is recorded
 * @param {object} fit
 * @param {Model} fit.model
 * @param {number} fit.tol
 * @param {number} fit.max_iter
 * @returns {string}
 */
export function ending({ iteration, stop_reason: reason }, { model, tol, max_iter: most }) {
  const iterations = `${iteration} iteration${iteration === 1 ? "" : "s"}`;
  if (reason === "converged") return `Converged after ${iterations}: ${model.captions.converged(tolerance(tol))}.`;
  if (reason === "max_iter") return `Stopped after ${most} iterations, not converged.`;
  if (reason === "callback") return `Stopped by a callback after ${iterations}.`;
  return iteration === 0 ? "Ready to start." : `${iterations} so far.`;
}

/**
 * Write a tolerance.
 *
 * @param {number} tol
 */
export function tolerance(tol) {
  return tol < LEAST_WRITTEN ? significant(tol) : String(tol);
}

/**
 * Say what has happened to degenerate components.
 *
 * @param {number[]} components at least one
 * @param {Model} model
 */
export function collapse(components, { captions }) {
  const isOne = components.length === 1;
  const names = isOne ? `Component ${components[0]}` : `Components ${list(components)}`;
  return `${names} ${captions.degenerate(isOne ? "has" : "have")}.`;
}

/** @param {number[]} numbers at least two */
function list(numbers) {
  return `${numbers.slice(0, -1).join(", ")} and ${numbers.at(-1)}`;
}
