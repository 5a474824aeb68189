/** The steps of a fit as a table: the twin of the kernel's `History`. Pure. */

/** @import { Step } from "../messages.js" */

/** Fields of a step that are columns, before those of its parameters. */
const COLUMNS = /** @type {const} */ ([
  "init",
  "iteration",
  "phase",
  "log_likelihood",
  "lower_bound",
  "change",
  "stop_reason",
  "n_degenerate",
  "elapsed",
]);

/**
 * Write steps as comma-separated values: the names of the columns, then a line for each step. An empty field is a number
 * that is not finite, or no reason to stop.
 *
 * @param {Step[]} steps
 * @returns {string}
 */
export function toCsv(steps) {
  const arrays = Object.entries(steps[0]?.parameters ?? {});
  const head = ["step", ...COLUMNS, ...arrays.flatMap(([name, array]) => namesOf(name, array))];
  const lines = steps.map((step, number) => [
    number,
    ...Object.values(fieldsOf(step)).map((value) => value ?? ""),
    ...Object.values(step.parameters).flat(Infinity),
  ]);
  return `${[head, ...lines].map((line) => line.join(",")).join("\n")}\n`;
}

/**
 * Write a list of objects, one for each step, its parameters as nested lists.
 *
 * @param {Step[]} steps
 * @returns {string}
 */
export function toJson(steps) {
  return JSON.stringify(steps.map((step) => ({ ...fieldsOf(step), ...step.parameters })));
}

/** @param {Step} step */
function fieldsOf(step) {
  const fields = { ...step, n_degenerate: step.degenerate.length };
  return Object.fromEntries(COLUMNS.map((name) => [name, fields[name]]));
}

/**
 * Names of the numbers of an array: its own, and their indices.
 *
 * @param {string} name
 * @param {any} array
 * @returns {string[]}
 */
function namesOf(name, array) {
  if (!Array.isArray(array)) return [name];
  return array.flatMap((each, index) => namesOf(`${name}_${index}`, each));
}
