import * as icons from "../ui/icons.js";

/** @import { Action } from "./actions.js" */

/** States that can be gone back to. */
const DEPTH = 200;

/**
 * What was before, and what has been taken back since.
 *
 * @template State
 */
export class Undo {
  /** @type {State[]} */
  #past = [];
  /** @type {State[]} */
  #future = [];

  /** Whether there is something to take back. */
  get canUndo() {
    return this.#past.length > 0;
  }

  /** Whether something has been taken back that can be done again. */
  get canRedo() {
    return this.#future.length > 0;
  }

  /** The states that can be gone to. */
  get states() {
    return [...this.#past, ...this.#future];
  }

  /**
   * Keep a state before it changes. What has been taken back is forgotten.
   *
   * @param {State} state
   */
  keep(state) {
    this.#past.push(state);
    if (this.#past.length > DEPTH) this.#past.shift();
    this.#future.length = 0;
  }

  /**
   * Go back by one change.
   *
   * @param {State} present
   * @returns {State | undefined} the state to go to, if there is one
   */
  undo(present) {
    const state = this.#past.pop();
    if (state !== undefined) this.#future.push(present);
    return state;
  }

  /**
   * Do again what was taken back last.
   *
   * @param {State} present
   * @returns {State | undefined} the state to go to, if there is one
   */
  redo(present) {
    const state = this.#future.pop();
    if (state !== undefined) this.#past.push(present);
    return state;
  }
}

/**
 * The entries of a view's table with which changes are taken back and done again.
 *
 * @param {object} parts
 * @param {() => void} parts.undo
 * @param {() => void} parts.redo
 * @param {string} parts.what the changes, as the help sheet names them
 * @param {boolean} [parts.needsKernel]
 * @returns {Action[]}
 */
export function undoActions({ undo, redo, what, needsKernel = false }) {
  return [
    {
      id: "undo",
      label: "Undo",
      icon: icons.undo,
      keys: ["Ctrl+z"],
      group: "history",
      fold: 4,
      needsKernel,
      help: ["Ctrl + Z", `take ${what} back; with Shift do it again`],
      run: undo,
    },
    {
      id: "redo",
      label: "Redo",
      icon: icons.redo,
      keys: ["Ctrl+Shift+z", "Ctrl+y"],
      group: "history",
      fold: 4,
      needsKernel,
      run: redo,
    },
  ];
}
