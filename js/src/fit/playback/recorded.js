import { StandIn } from "../../widget/comm/standin.js";

/** @import { Clock } from "../../widget/comm/clock.js" */
/** @import { PageRequest, Reply, Traits } from "../messages.js" */

/** Milliseconds that a recording that plays in a loop shows its last step. */
const REST = 1_000;

/**
 * Model of a page without a kernel: a recording that plays by a clock of its own.
 *
 * @extends {StandIn<Traits>}
 */
export class RecordedModel extends StandIn {
  #messages;
  #clock;
  /** @type {unknown} */
  #timer = null;
  /** Time at which the next step is due. */
  #due = 0;

  /**
   * @param {{traits: Traits, messages: Reply[]}} recording
   * @param {Clock} clock
   */
  constructor({ traits, messages }, clock) {
    // No more steps will come.
    super({ ...traits, complete: true });
    this.#messages = messages;
    this.#clock = clock;
    this.#pace();
  }

  /**
   * Set a trait; the clock follows.
   *
   * @template {keyof Traits} Name
   * @param {Name} name
   * @param {Traits[Name]} value
   */
  set(name, value) {
    const before = this.get(name);
    super.set(name, value);
    if (before !== value && (name === "playing" || name === "speed")) this.#pace();
  }

  /**
   * Answer what a recording can answer.
   *
   * @param {PageRequest} request of which the recording can answer that for itself
   */
  send(request) {
    if (request.kind !== "open") return;
    this.#clock.setTimeout(() => {
      for (const message of this.#messages) this.emit("msg:custom", message);
    }, 0);
  }

  /** Start or stop the clock. */
  #pace() {
    this.#clock.clearTimeout(this.#timer);
    if (!this.get("playing")) return;
    this.#due = this.#clock.now();
    this.#wait(1_000 / this.get("speed"));
  }

  /** @param {number} delay milliseconds */
  #wait(delay) {
    this.#due += delay;
    this.#timer = this.#clock.setTimeout(() => this.#tick(), Math.max(0, this.#due - this.#clock.now()));
  }

  #tick() {
    const [index, length, loop] = [this.get("index"), this.get("n_steps"), this.get("loop")];
    const interval = 1_000 / this.get("speed");
    if (index < length - 1) {
      // A slow page leaves out steps rather than fall behind.
      const late = Math.floor(Math.max(0, this.#clock.now() - this.#due) / interval);
      this.#due += late * interval;
      this.set("index", Math.min(index + 1 + late, length - 1));
      this.#wait(this.get("index") === length - 1 && loop ? REST : interval);
    } else if (loop) {
      this.set("index", 0);
      this.#wait(interval);
    } else {
      this.set("playing", false);
    }
  }
}
