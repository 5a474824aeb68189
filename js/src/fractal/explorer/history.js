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
  /** @type {Change[] | null} what belongs to one change that is being made */
  #parts = null;
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
    if (this.#parts) return void this.#parts.push(change);
    this.#done.push(change);
    if (this.#done.length > DEPTH) this.#done.shift();
    this.#undone.length = 0;
    this.#changed();
  }

  /**
   * Take what is done here back together.
   *
   * @param {() => void} act
   */
  join(act) {
    const parts = (this.#parts = /** @type {Change[]} */ ([]));
    act();
    this.#parts = null;
    if (parts.length === 0) return;
    this.add({
      undo: () => [...parts].reverse().forEach((part) => part.undo()),
      redo: () => parts.forEach((part) => part.redo()),
    });
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
