import { significant } from "../../widget/math/format.js";

/** @import { Model } from "../models/model.js" */
/** @import { DecodedPoints } from "../playback/points.js" */
/** @import { Moment } from "../playback/recording.js" */
/** @import { Step } from "../messages.js" */
/** @import { Phase } from "../protocol.js" */

/** Captions of a step. Pure. */

/** Features and components that a notice names. */
const MOST_NAMES = 4;
/** Tolerances from here on are written as they were given. */
const LEAST_WRITTEN = 1e-4;

/**
 * What an algorithm has just done.
 *
 * @param {Phase} phase
 * @param {Model} model
 * @returns {string}
 */
export function phaseName(phase, { captions }) {
  const [first, second] = captions.halves;
  return { init: "start", expect: first, maximize: second, step: `${first} and ${second}` }[phase];
}

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
 * What is at a row, for screen readers.
 *
 * @param {Moment} moment
 * @param {DecodedPoints} points
 * @param {number} row
 * @param {string[]} featureNames
 */
export function spokenRow({ model, shading }, { data, d, lengths }, row, featureNames) {
  const values = Array.from(data.subarray(row * d, (row + 1) * d).slice(0, MOST_NAMES), (value, feature) => {
    const text = Number.isNaN(value) ? "missing" : significant(value, 4);
    return `${featureNames[feature] ?? feature} ${text}`;
  });
  const shares = shading ? model.shares(shading.parameters, data, d, lengths) : new Float64Array();
  const k = (shares.length * d) / data.length;
  const own = shares.subarray(row * k, (row + 1) * k);
  const winner = own.indexOf(Math.max(...own));
  const state = winner < 0 ? [] : [`state ${winner} with ${significant(own[winner], 2)}`];
  return [`row ${row}`, ...values, ...state].join(", ");
}

/**
 * Why a fit has ended, or how far it is.
 *
 * @param {Step} step the last one that is recorded
 * @param {object} fit
 * @param {Model} fit.model
 * @param {number} fit.tol
 * @param {number} fit.max_iter
 * @param {string} [fit.failure] why it cannot go on; "" while it can
 * @param {boolean} [fit.isFile] whether a file shows it, which says so: no step can follow
 * @returns {string}
 */
export function ending(step, { isFile = false, ...fit }) {
  const reason = reasonOf(step, fit);
  if (reason === null) return isFile ? `Here the file ends, after ${iterationsOf(step)}.` : progress(step);
  return isFile ? `${reason} Exported file.` : reason;
}

/**
 * Why a fit has ended; null if it can go on.
 *
 * @param {Step} step
 * @param {{model: Model, tol: number, max_iter: number, failure?: string}} fit
 */
function reasonOf(step, { model, tol, max_iter: most, failure = "" }) {
  const { stop_reason: reason } = step;
  const iterations = iterationsOf(step);
  if (reason === "converged") return `Converged after ${iterations}: ${model.captions.converged(tolerance(tol))}.`;
  if (reason === "max_iter") return `Stopped after ${most} iterations, not converged.`;
  if (reason === "callback") return `Stopped by a callback after ${iterations}.`;
  return failure === "" ? null : `Failed after ${iterations}.`;
}

/** @param {Step} step */
function progress(step) {
  return step.iteration === 0 ? "Ready to start." : `${iterationsOf(step)} so far.`;
}

/** @param {Step} step */
function iterationsOf({ iteration }) {
  return `${iteration} iteration${iteration === 1 ? "" : "s"}`;
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
 * Say what has happened to degenerate components, or what else can be.
 *
 * @param {number[]} degenerate at least one
 * @param {Model} model
 * @param {string[]} featureNames
 */
export function collapse(degenerate, { captions, failing }, featureNames) {
  const isOne = degenerate.length === 1;
  const names = failing === "Feature" ? list(shortened(degenerate.map((at) => featureNames[at]))) : range(degenerate);
  return `${failing ?? "Component"}${isOne ? "" : "s"} ${names} ${captions.degenerate(isOne ? "has" : "have")}.`;
}

/**
 * Say which variances are mostly the floor under them.
 *
 * @param {number[][]} floored pairs of a component and a feature, at least one
 * @param {string[]} featureNames
 */
export function floor(floored, featureNames) {
  const components = [...new Set(floored.map(([component]) => component))];
  const features = [...new Set(floored.map(([, feature]) => featureNames[feature] ?? String(feature)))];
  const of = `the variance of ${list(features.length > MOST_NAMES ? [...features.slice(0, MOST_NAMES - 1), "more"] : features)}`;
  const where = `component${components.length === 1 ? "" : "s"} ${range(components)}`;
  return `reg_covar is most of ${of} in ${where}: lower it, scale the data, or make it relative to them.`;
}

/**
 * Say which components have no spread in some directions, and why if it is known.
 *
 * @param {number[]} components at least one
 * @param {string[]} constant names of features that are constant
 */
export function flatness(components, constant) {
  const isOne = components.length === 1;
  const who = `Component${isOne ? "" : "s"} ${range(components)} ${isOne ? "has" : "have"}`;
  const text = `${who} no spread in some directions: nothing but reg_covar is there.`;
  if (constant.length === 0) return text;
  const [names, verb] = [list(shortened(constant)), constant.length === 1 ? "is" : "are"];
  return `${text} ${names} ${verb} constant in all of the data: leave ${constant.length === 1 ? "it" : "them"} out.`;
}

/**
 * Say that the objective has become worse.
 *
 * @param {Model} model
 * @param {boolean} hasFloor whether something is added to variances
 */
export function fall({ captions }, hasFloor) {
  const why = hasFloor ? ": what reg_covar adds to the variances can do that." : ".";
  return `The ${captions.objective} has fallen. EM alone never lowers it${why}`;
}

/**
 * Name components: many of them in a row by the first and the last one.
 *
 * @param {number[]} components at least one
 */
function range(components) {
  const [first = 0] = components;
  const isRow = components.every((component, place) => component === first + place);
  return isRow && components.length > MOST_NAMES ? `${first} to ${components.at(-1)}` : list(components);
}

/** @param {string[]} names */
function shortened(names) {
  return names.length > MOST_NAMES
    ? [...names.slice(0, MOST_NAMES - 1), `${names.length - MOST_NAMES + 1} more`]
    : names;
}

/** @param {(number | string)[]} items at least one */
function list(items) {
  return items.length === 1 ? String(items[0]) : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/**
 * What of a component stays where it starts.
 *
 * @param {Model | undefined} model
 * @param {number | null} component
 * @returns {string[]} names of its parameters
 */
export function stayingOf(model, component) {
  const { weights = [], means = [], covariances = [] } = model?.frozen ?? {};
  /** @type {[string, number[]][]} */
  const all = [
    ["weight", weights],
    ["mean", means],
    ["covariance", covariances],
  ];
  return all.filter(([, components]) => component !== null && components.includes(component)).map(([name]) => name);
}
