/** @import { AnyModel } from "@anywidget/types" */
/** @import { Clock } from "./clock.js" */

/** Values that are remembered. */
const MEMORY = 16;

/**
 * Writes traits that belong together, and distinguishes the echo of a write from changes that others make.
 *
 * @template {Record<string, any>} Traits
 * @template {keyof Traits & string} Name
 */
export class Echo {
  #model;
  #names;
  #clock;
  #lag;
  #wroteAt = -Infinity;
  /** @type {string[]} what was written lately, oldest first */
  #written = [];
  #writing = false;

  /**
   * @param {AnyModel<Traits>} model
   * @param {Name[]} names of the traits
   * @param {Clock} clock
   * @param {number} lag how long the kernel may take to echo a write, in milliseconds
   */
  constructor(model, names, clock, lag) {
    this.#model = model;
    this.#names = names;
    this.#clock = clock;
    this.#lag = lag;
  }

  /** Milliseconds since the last write. */
  get age() {
    return this.#clock.now() - this.#wroteAt;
  }

  /**
   * The traits if others have changed them, null for an echo.
   *
   * @returns {Pick<Traits, Name> | null}
   */
  read() {
    if (this.#writing) return null;
    if (this.age > this.#lag) this.#written.length = 0;
    if (this.#written.includes(this.#text())) return null;
    return /** @type {Pick<Traits, Name>} */ (
      Object.fromEntries(this.#names.map((name) => [name, this.#model.get(name)]))
    );
  }

  /**
   * Set the traits and send them to the kernel, unless the model has them already.
   *
   * @param {Pick<Traits, Name>} values
   */
  save(values) {
    const text = JSON.stringify(this.#names.map((name) => values[name]));
    if (text === this.#text()) return;
    this.#wroteAt = this.#clock.now();
    this.#written.push(text);
    if (this.#written.length > MEMORY) this.#written.shift();
    this.#writing = true;
    for (const name of this.#names) this.#model.set(name, values[name]);
    this.#writing = false;
    this.#model.save_changes();
  }

  #text() {
    return JSON.stringify(this.#names.map((name) => this.#model.get(name)));
  }
}
