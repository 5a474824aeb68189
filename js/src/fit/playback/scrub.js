/** @import { AnyModel } from "@anywidget/types" */
/** @import { Clock } from "../../widget/comm/clock.js" */
/** @import { Traits } from "../messages.js" */

/** Least time between two writes, in milliseconds: a held key scrubs as a drag does. */
const INTERVAL = 50;
/** Milliseconds after a seek in which messages may arrive that the kernel sent before it. */
const LATE = 400;

/**
 * The step that a person scrubs to: shown at once, written to the model at a limited rate, and kept although what the
 * kernel had sent before it heard of it arrives later.
 */
export class Scrub {
  #model;
  #clock;
  /** @type {number | null} the step that has been gone to */
  #goal = null;
  /** @type {unknown} writes the goal */
  #writing = null;
  /** @type {unknown} forgets the goal */
  #forgetting = null;
  #isHeld = false;
  #written = -INTERVAL;

  /**
   * @param {AnyModel<Traits>} model
   * @param {Clock} clock
   */
  constructor(model, clock) {
    this.#model = model;
    this.#clock = clock;
  }

  /** The step to show. */
  get index() {
    return this.#goal ?? this.#model.get("index");
  }

  /** Whether the scrubber is dragged. */
  get isHeld() {
    return this.#isHeld;
  }

  /**
   * Pause, and show this step.
   *
   * @param {number} index
   */
  seek(index) {
    this.#goal = index;
    this.#model.set("playing", false);
    this.#model.set("index", index);
    this.#forgetLater();
    // What is negative is at once.
    const wait = this.#written + INTERVAL - this.#clock.now();
    this.#writing ??= this.#clock.setTimeout(() => this.#write(), wait);
  }

  /**
   * Note that a drag begins or ends.
   *
   * @param {boolean} held
   */
  hold(held) {
    this.#isHeld = held;
    if (!held && this.#goal !== null) this.#forgetLater();
  }

  /** The fit has changed, or goes on: what the kernel says counts. */
  release() {
    if (this.#writing !== null) this.#write();
    this.#clock.clearTimeout(this.#forgetting);
    this.#goal = null;
  }

  /** Write and forget nothing more. */
  close() {
    this.#clock.clearTimeout(this.#writing);
    this.#clock.clearTimeout(this.#forgetting);
  }

  #write() {
    this.#clock.clearTimeout(this.#writing);
    this.#writing = null;
    this.#written = this.#clock.now();
    if (this.#goal !== null) this.#model.set("index", this.#goal);
    this.#model.save_changes();
  }

  #forgetLater() {
    this.#clock.clearTimeout(this.#forgetting);
    this.#forgetting = this.#clock.setTimeout(() => {
      if (this.#isHeld) return;
      const isOverwritten = this.#goal !== null && this.#model.get("index") !== this.#goal;
      if (isOverwritten) this.#write();
      this.#goal = null;
    }, LATE);
  }
}
