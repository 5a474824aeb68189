import { EM } from "../captions.js";
import { fraction, math, row, sub, sum, sup } from "../mathml.js";
import { keeping } from "./hidden_markov.js";
import { smooth, steadyGain } from "./kalman_filter.js";

/** @import { ModelDescription } from "../../protocol.js" */
/** @import { Slot } from "../mathml.js" */
/** @import { Model } from "../model.js" */
/** @import { LinearSystem } from "./kalman_filter.js" */

/**
 * A linear dynamical system, fitted by EM (Shumway and Stoffer, 1982).
 *
 * @param {ModelDescription} description
 * @returns {Model<LinearSystem>}
 */
export function kalmanSmoother({ kind, initialization }) {
  const smoothed = keeping((/** @type {LinearSystem} */ system, data, _d, lengths) =>
    smooth(system, data, lengths, initialization === "diffuse"),
  );
  return {
    kind,
    name: "Kalman smoother",
    algorithm: "EM",
    variant: "",
    variants: [],
    view: "series",
    isSequential: true,
    sample: "Row",
    handle: "variance",
    siblings: [kind],
    companion: null,
    settings: new Set(["tol", "max_iter"]),
    styleTraits: new Set(["dims"]),
    letters: ["E", "M"],
    questions: ["Where was the state at each time?", "How much noise do state and values have?"],
    failing: "State",
    isOne: true,
    hasCells: false,
    hasCriteria: false,
    hasTolerance: true,
    captions: {
      ...EM,
      change: "Change",
      weights: "Gain of each state",
      degenerate: (have) => `${have} left no trace in the rows`,
    },
    formulas: {
      expect: (slot) => [filter(slot), back(), numbers(slot)],
      maximize: (slot) => [stateNoise(slot), valueNoise(slot)],
    },
    objective: ({ log_likelihood: value }) => value,
    weights: steadyGain,
    centers: ({ initial_mean: mean }) => mean.map((value) => [value]),
    shares: () => new Float64Array(),
    doubts: (system, data, d, lengths = null) =>
      smoothed(system, data, d, lengths)
        .surprises.filter((_, at) => at % d === 0)
        .map((surprise) => Math.abs(surprise) || 0),
    shapes: ({ initial_mean: mean }) => mean.map(() => null),
    smoothing: (system, { data, d, lengths }) => smoothed(system, data, d, lengths),
    values: (system, shading, _x, _directions, state, { row: t, data, d, lengths }) => {
      const found = shading && smoothed(shading, data, d, lengths);
      const at = found ? t * found.states + state : 0;
      const [before, after] = [found?.predicted[at] ?? null, found?.filtered[at] ?? null];
      const gain = found?.gains[at] ?? null;
      return {
        before,
        after,
        gain,
        off: gain && before !== null && after !== null ? (after - before) / gain : 0,
        smoothed: found?.smoothed[at] ?? null,
        stateNoise: system.transition_covariance[state]?.[state] ?? null,
        valueNoise: system.observation_covariance[0]?.[0] ?? null,
      };
    },
  };
}

const hat = () => {
  const over = math("mover", math("mi", "x"), math("mo", "^"));
  over.setAttribute("accent", "true");
  return over;
};

/** @param {string} given */
const given = (given) => sub(hat(), row("t", "∣", ...given));

/** @param {Slot} slot */
function filter(slot) {
  const off = row("(", sub("y", "t"), "\u2212", "H", given("t-"), ")");
  return row(
    given("t"),
    "=",
    given("t-"),
    "+",
    sub("K", "t"),
    off,
    "=",
    slot("before"),
    "+",
    slot("gain"),
    "·",
    slot("off"),
    "=",
    slot("after"),
  );
}

function back() {
  const next = sub(hat(), row("t", "+", "1", "∣", "T"));
  const guess = sub(hat(), row("t", "+", "1", "∣", "t"));
  return row(given("T"), "=", given("t"), "+", sub("J", "t"), "(", next, "\u2212", guess, ")");
}

/** @param {Slot} slot */
function numbers(slot) {
  return row(sub(hat(), row(slot("n"), "∣", "T")), "=", slot("smoothed"));
}

/** @param {Slot} slot */
function stateNoise(slot) {
  const found = fraction(row(sub("S", "11"), "\u2212", "F", sup(sub("S", "10"), "⊤")), row("T", "\u2212", "1"));
  return row("Q", "=", found, ",", sub("q", slot("k")), "=", slot("stateNoise"));
}

/** @param {Slot} slot */
function valueNoise(slot) {
  const off = row("(", sub("y", "t"), "\u2212", "H", sub("x", "t"), ")");
  const found = fraction(row(sum("t"), "E", sup(off, "2")), "T");
  return row("R", "=", found, "=", slot("valueNoise"));
}
