/** @typedef {(content?: unknown) => void} Callback */

/**
 * Model of a page without a kernel: keeps traits and calls back when they change.
 *
 * @template {Record<string, any>} Traits
 */
export class StandIn {
  #traits;
  /** @type {Map<string, Set<Callback>>} */
  #callbacks = new Map();

  /** @param {Traits} traits */
  constructor(traits) {
    this.#traits = traits;
  }

  /**
   * @template {keyof Traits} Name
   * @param {Name} name
   * @returns {Traits[Name]}
   */
  get(name) {
    return this.#traits[name];
  }

  /**
   * @template {keyof Traits & string} Name
   * @param {Name} name
   * @param {Traits[Name]} value
   */
  set(name, value) {
    if (this.#traits[name] === value) return;
    this.#traits[name] = value;
    this.emit(`change:${name}`);
  }

  /** There is nobody to save for. */
  save_changes() {}

  /**
   * @param {string} event
   * @param {Callback} callback
   */
  on(event, callback) {
    const callbacks = this.#callbacks.get(event) ?? new Set();
    this.#callbacks.set(event, callbacks.add(callback));
  }

  /**
   * @param {string} event
   * @param {Callback} callback
   */
  off(event, callback) {
    this.#callbacks.get(event)?.delete(callback);
  }

  /**
   * @param {string} event
   * @param {unknown} [content]
   */
  emit(event, content) {
    for (const callback of [...(this.#callbacks.get(event) ?? [])]) callback(content);
  }
}
