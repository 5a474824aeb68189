/**
 * A map that forgets what was used least recently.
 *
 * @template Value
 */
export class Cache {
  /** @type {Map<string, Value>} */
  #entries = new Map();
  #limit;
  #forget;

  /**
   * @param {number} limit entries kept
   * @param {(value: Value) => void} forget called with every value that leaves
   */
  constructor(limit, forget) {
    this.#limit = limit;
    this.#forget = forget;
  }

  get size() {
    return this.#entries.size;
  }

  /** @param {string} key */
  has(key) {
    return this.#entries.has(key);
  }

  /**
   * The value of a key, which counts as used now.
   *
   * @param {string} key
   * @returns {Value | undefined}
   */
  get(key) {
    const value = this.#entries.get(key);
    if (value !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }

  /**
   * @param {string} key
   * @param {Value} value
   */
  set(key, value) {
    const old = this.#entries.get(key);
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (old !== undefined && old !== value) this.#forget(old);
    this.#trim();
  }

  /**
   * Keep at least this many entries from now on.
   *
   * @param {number} limit
   */
  allow(limit) {
    this.#limit = Math.max(this.#limit, limit);
  }

  clear() {
    const values = [...this.#entries.values()];
    this.#entries.clear();
    values.forEach(this.#forget);
  }

  #trim() {
    for (const [key, value] of this.#entries) {
      if (this.#entries.size <= this.#limit) return;
      this.#entries.delete(key);
      this.#forget(value);
    }
  }
}
