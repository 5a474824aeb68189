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
  #weigh;
  #weight = 0;

  /**
   * @param {number} limit of all weights together
   * @param {(value: Value) => void} forget called with every value that leaves
   * @param {(value: Value) => number} [weigh] the weight of a value, which never changes
   */
  constructor(limit, forget, weigh = () => 1) {
    this.#limit = limit;
    this.#forget = forget;
    this.#weigh = weigh;
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
    this.#weight += this.#weigh(value) - (old === undefined ? 0 : this.#weigh(old));
    if (old !== undefined && old !== value) this.#forget(old);
    this.#trim();
  }

  /** All values, those used least recently first. */
  values() {
    return this.#entries.values();
  }

  /**
   * Let this much be kept from now on, at least.
   *
   * @param {number} limit
   */
  allow(limit) {
    this.#limit = Math.max(this.#limit, limit);
  }

  clear() {
    const values = [...this.#entries.values()];
    this.#entries.clear();
    this.#weight = 0;
    values.forEach(this.#forget);
  }

  #trim() {
    for (const [key, value] of this.#entries) {
      if (this.#weight <= this.#limit) return;
      this.#entries.delete(key);
      this.#weight -= this.#weigh(value);
      this.#forget(value);
    }
  }
}
