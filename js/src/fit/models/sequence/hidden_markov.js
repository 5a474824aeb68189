import { EM } from "../captions.js";
import { doubtsOf } from "../doubt.js";
import { without } from "../plane.js";
import { posterior, stay } from "./formulas.js";
import { forwardBackward } from "./forward_backward.js";
import { longRun } from "./long_run.js";
import { observedLogDensities } from "./observed.js";
import { viterbi } from "./viterbi.js";

/** @import { Slot } from "../mathml.js" */
/** @import { Lengths, Model, Values } from "../model.js" */
/** @import { Chain, Lattice } from "./forward_backward.js" */

/** Lattices that are kept: of the step that is shown, and of those beside it. */
const KEPT = 3;

/** @typedef {Lattice & {chain: Chain, path: Uint8Array}} StateLattice with the most likely path */

/**
 * What tells one hidden Markov model from another: its emissions.
 *
 * @template Parameters
 * @typedef {object} Emissions
 * @property {string} kind the registry's name
 * @property {string} name in words
 * @property {Model<Parameters & {weights: number[]}>} mixture with the same emissions: how its components are drawn
 * @property {(parameters: Parameters, data: ArrayLike<number>, d: number) => Float64Array} logDensities of n complete
 *   rows under each of k states: n rows of k
 * @property {(parameters: Parameters, features: number[]) => Parameters} subset the parameters for some features
 * @property {string} question that the M step answers
 * @property {(slot: Slot, axes: number) => MathMLElement[]} parameter of a state, as the M step finds it
 * @property {(parameters: Parameters, component: number, feature: number, x: Float64Array) => Values} [values] that stand
 *   there, besides those of the mixture
 */

/**
 * A hidden Markov model, fitted by EM (Baum et al., 1970).
 *
 * @template {Chain} Parameters
 * @param {Emissions<Parameters>} emissions
 * @returns {Model<Parameters>}
 */
export function hiddenMarkov({ kind, name, mixture, logDensities, subset, question, parameter, values: own }) {
  const weigh = (/** @type {Parameters} */ parameters) => ({ ...parameters, weights: longRun(parameters) });
  const latticeOf = keeping((/** @type {Parameters} */ parameters, data, d, lengths) => {
    const k = parameters.start.length;
    const logs = observedLogDensities(parameters, data, d, k, { logDensities, subset });
    const lattice = forwardBackward(parameters, logs, lengths);
    return { ...lattice, chain: parameters, path: viterbi(parameters, lattice) };
  });
  /** @type {Model<Parameters>["shares"]} */
  const shares = (parameters, data, d, lengths = null) => latticeOf(parameters, data, d, lengths).shares;
  return {
    kind,
    name,
    algorithm: "EM",
    variant: mixture.variant,
    variants: mixture.variants,
    view: "series",
    isSequential: true,
    sample: "Row",
    handle: "level",
    siblings: [kind],
    companion: null,
    settings: without(mixture.settings, "algorithm", "compare"),
    styleTraits: new Set(["dims", "colors", "fade"]),
    letters: ["E", "M"],
    questions: ["In which state was the series at each time?", question],
    failing: "State",
    hasCells: false,
    hasCriteria: true,
    hasTolerance: true,
    captions: {
      ...EM,
      change: "Change per row",
      weights: "Time in each state, in the long run",
      degenerate: (have) => `${have} collapsed, or no row is left in it`,
    },
    formulas: {
      expect: (slot, _axes, states) => posterior(slot, states),
      maximize: (slot, axes) => [stay(slot), ...parameter(slot, axes)],
    },
    objective: ({ log_likelihood: value }) => value,
    weights: longRun,
    centers: (parameters) => mixture.centers(weigh(parameters)),
    shares,
    doubts: (parameters, data, d, lengths) => {
      const doubts = doubtsOf(shares(parameters, data, d, lengths), data.length / d);
      // A gap is no example.
      const isGap = (/** @type {number} */ row) => {
        for (let at = row * d; at < (row + 1) * d; at++) if (!Number.isNaN(data[at])) return false;
        return true;
      };
      return doubts.map((doubt, row) => (isGap(row) ? 0 : doubt));
    },
    ...(mixture.variance && {
      variance: (parameters, component, feature) => Number(mixture.variance?.(weigh(parameters), component, feature)),
    }),
    shapes: (parameters, scale) => mixture.shapes(weigh(parameters), scale),
    lattice: (parameters, { data, d, lengths }) => latticeOf(parameters, data, d, lengths),
    values: (parameters, shading, x, directions, component, row) => {
      const feature = typeof directions[0] === "number" ? directions[0] : 0;
      return {
        ...mixture.values(weigh(parameters), null, x, directions, component, row),
        ...own?.(parameters, component, feature, x),
        ...(shading && cellOf(latticeOf(shading, row.data, row.d, row.lengths), row.row, component)),
        stay: parameters.transition[component]?.[component] ?? null,
      };
    },
  };
}

/**
 * The numbers of which the forward pass makes the one of a row and a state, and what the backward pass makes of it.
 *
 * @param {StateLattice} lattice
 * @param {number} row
 * @param {number} state
 * @returns {Values}
 */
export function cellOf({ k, chain, densities, peaks, forward, backward, scales, begins }, row, state) {
  const at = row * k;
  const isFirst = begins[row] === 1;
  const states = Array.from({ length: k }, (_, i) => i);
  // The first row of a sequence has no other before it: the chain starts there.
  const from = states.map((i) => (isFirst ? (chain.start[i] ?? 0) : forward[at - k + i]));
  const into = states.map((i) => (isFirst ? Number(i === state) : (chain.transition[i]?.[state] ?? 0)));
  const peak = Number.isFinite(peaks[row]) ? Math.exp(peaks[row]) : 1;
  return {
    from,
    into,
    guess: from.reduce((sum, value, i) => sum + value * into[i], 0),
    density: densities[at + state] * peak,
    scale: scales[row] * peak,
    forward: forward[at + state],
    backward: backward[at + state],
  };
}

/**
 * Keep what was computed last.
 *
 * @template {object} Parameters
 * @template Found
 * @param {(parameters: Parameters, data: ArrayLike<number>, d: number, lengths: Lengths) => Found} compute
 * @returns {(parameters: Parameters, data: ArrayLike<number>, d: number, lengths: Lengths) => Found}
 */
export function keeping(compute) {
  /** @type {{parameters: Parameters, data: ArrayLike<number>, lengths: Lengths, found: Found}[]} */
  let kept = [];
  return (parameters, data, d, lengths) => {
    const before = kept.find((each) => each.parameters === parameters && each.data === data);
    const newest = before ?? { parameters, data, lengths, found: compute(parameters, data, d, lengths) };
    if (kept[0] !== newest) kept = [newest, ...kept.filter((each) => each !== newest)].slice(0, KEPT);
    return newest.found;
  };
}
