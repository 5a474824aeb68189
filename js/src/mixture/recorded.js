/** @import { Reply, Request, Traits } from "./protocol.js" */

/**
 * @typedef {object} Ticker
 * @property {() => number} now milliseconds
 * @property {(callback: () => void, delay: number) => unknown} setTimeout
 * @property {(timer: any) => void} clearTimeout
 */

/** How long a recording that plays in a loop shows its last step, in milliseconds. */
const REST = 1_000;

/** @typedef {(content?: unknown) => void} Callback */

/**
 * Stands in for a model and its kernel where there is none: a recording that plays by a clock of its own.
 */
export class RecordedModel {
  #traits;
  #messages;
  #clock;
  /** @type {Map<string, Set<Callback>>} */
  #callbacks = new Map();
  /** @type {unknown} */
  #timer = null;
  /** When the next step is due. */
  #due = 0;

  /**
   * @param {{traits: Traits, messages: Reply[]}} recording
   * @param {Ticker} clock
   */
  constructor({ traits, messages }, clock) {
    // No more steps will come.
    this.#traits = { ...traits, complete: true };
    this.#messages = messages;
    this.#clock = clock;
    this.#pace();
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
   * @template {keyof Traits} Name
   * @param {Name} name
   * @param {Traits[Name]} value
   */
  set(name, value) {
    if (this.#traits[name] === value) return;
    this.#traits[name] = value;
    this.#tell(`change:${name}`);
    if (name === "playing" || name === "speed") this.#pace();
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

  /** @param {Request} request of which the recording can answer that for itself */
  send(request) {
    if (request.kind !== "open") return;
    this.#clock.setTimeout(() => {
      for (const message of this.#messages) this.#tell("msg:custom", message);
    }, 0);
  }

  /**
   * @param {string} event
   * @param {unknown} [content]
   */
  #tell(event, content) {
    for (const callback of [...(this.#callbacks.get(event) ?? [])]) callback(content);
  }

  /** Start or stop the clock. */
  #pace() {
    this.#clock.clearTimeout(this.#timer);
    if (!this.#traits.playing) return;
    this.#due = this.#clock.now();
    this.#wait(1_000 / this.#traits.speed);
  }

  /** @param {number} delay milliseconds */
  #wait(delay) {
    this.#due += delay;
    this.#timer = this.#clock.setTimeout(() => this.#tick(), Math.max(0, this.#due - this.#clock.now()));
  }

  #tick() {
    const { index, n_steps: length, loop, speed } = this.#traits;
    const interval = 1_000 / speed;
    if (index < length - 1) {
      // A slow page leaves out steps rather than fall behind.
      const late = Math.floor(Math.max(0, this.#clock.now() - this.#due) / interval);
      this.#due += late * interval;
      this.set("index", Math.min(index + 1 + late, length - 1));
      this.#wait(this.#traits.index === length - 1 && loop ? REST : interval);
    } else if (loop) {
      this.set("index", 0);
      this.#wait(interval);
    } else {
      this.set("playing", false);
    }
  }
}
