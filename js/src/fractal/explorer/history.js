/**
 * Something that was done.
 *
 * @typedef {{undo: () => void, redo: () => void}} Change
 */

/** Changes that can be taken back. */
const DEPTH = 200;

/**
 * What was done in both planes, in its order: the last of it is taken back first, wherever one is.
 */
export class History {
  /** @type {Change[]} */
  #done = [];
  /** @type {Change[]} */
  #undone = [];
  #changed;

  /** @param {() => void} changed called when something else can be taken back, or done again */
  constructor(changed) {
    this.#changed = changed;
  }

  get canUndo() {
    return this.#done.length > 0;
  }

  get canRedo() {
    return this.#undone.length > 0;
  }

  /** @param {Change} change that was made just now */
  add(change) {
    this.#done.push(change);
    if (this.#done.length > DEPTH) this.#done.shift();
    this.#undone.length = 0;
    this.#changed();
  }

  undo() {
    this.#move(this.#done, this.#undone)?.undo();
  }

  redo() {
    this.#move(this.#undone, this.#done)?.redo();
  }

  /**
   * @param {Change[]} from
   * @param {Change[]} to
   */
  #move(from, to) {
    const change = from.pop();
    if (change) to.push(change);
    this.#changed();
    return change;
  }
}
