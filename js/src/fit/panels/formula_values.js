import { significant } from "../../widget/math/format.js";
import { directionsOf } from "../draw/directions.js";

/** @import { Principal } from "../draw/directions.js" */
/** @import { Step } from "../messages.js" */
/** @import { Lengths, Model, Row, Values } from "../models/model.js" */
/** @import { Moment } from "../playback/recording.js" */

/** Significant digits of a number, and of those with these names. */
const DIGITS = 2;
const MORE_DIGITS = new Map([["mean", 3]]);
/** Names of values that are counts, not measures. */
const COUNTS = new Set(["row", "component", "winner", "feature", "category", "components"]);

/**
 * The numbers that stand in the formulas of a step, by the names of their slots; besides these, those of the model.
 *
 * @typedef {object} Shared
 * @property {number} component
 * @property {number} components how many there are
 * @property {number} row of the points
 * @property {number | null} share of the component in the point; null before the first E step
 * @property {number} winner component with the largest share of the point; -1 before the first E step
 * @property {number} weight of the component
 * @typedef {Shared & Values} FormulaValues
 */

/**
 * Evaluate the formulas for one point and one component. Pure.
 *
 * @param {Moment} moment
 * @param {{data: Float64Array, d: number, lengths?: Lengths, principal?: Principal | null}} points
 * @param {number[]} dims that are shown
 * @param {number} row
 * @param {number | null} chosen component; null: the one to which the point belongs
 * @returns {FormulaValues}
 */
export function formulaValues({ step, shading, model }, points, dims, row, chosen) {
  const { data, d, lengths = null, principal = null } = points;
  const x = data.subarray(row * d, (row + 1) * d);
  const shares = shading && sharesOf(model, shading.parameters, { row, data, d, lengths });
  const winner = shares ? shares.indexOf(Math.max(...shares)) : -1;
  const component = chosen ?? Math.max(0, winner);
  return {
    component,
    components: model.weights(step.parameters).length,
    row,
    share: shares?.[component] ?? null,
    winner,
    weight: model.weights(step.parameters)[component] ?? NaN,
    ...model.values(step.parameters, shading?.parameters ?? null, x, directionsOf(dims, d, principal), component, {
      row,
      data,
      d,
      lengths,
    }),
  };
}

/**
 * The shares of one row.
 *
 * @param {Model} model
 * @param {Step["parameters"]} parameters
 * @param {Row} row
 */
function sharesOf(model, parameters, { row, data, d, lengths }) {
  if (!model.isSequential) return model.shares(parameters, data.subarray(row * d, (row + 1) * d), d);
  const shares = model.shares(parameters, data, d, lengths);
  const k = (shares.length * d) / data.length;
  return shares.subarray(row * k, (row + 1) * k);
}

/**
 * Write the numbers.
 *
 * @param {FormulaValues} values
 * @returns {Record<string, string>} by the names of their slots; a list fills `name0`, `name1` ..., a matrix `name00` ...
 */
export function figuresOf(values) {
  /** @type {Record<string, string>} */
  const figures = { n: String(values.row), k: String(values.component) };
  /** @type {(slot: string, value: any, digits: number) => void} */
  const fill = (slot, value, digits) => {
    if (Array.isArray(value)) value.forEach((part, i) => fill(`${slot}${i}`, part, digits));
    else figures[slot] = typeof value === "string" ? value : significant(value, digits);
  };
  for (const [name, value] of Object.entries(values)) {
    if (!COUNTS.has(name)) fill(name, value, MORE_DIGITS.get(name) ?? DIGITS);
    else figures[name] = typeof value === "number" && value >= 0 ? String(value) : "–";
  }
  return figures;
}
