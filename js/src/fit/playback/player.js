/** @import { AnyModel } from "@anywidget/types" */
/** @import { Traits } from "../messages.js" */
/** @import { FitChannel } from "./channel.js" */
/** @import { Scrub } from "./scrub.js" */

/** Half-steps per second to choose from. */
export const SPEEDS = [0.5, 1, 2, 4, 8, 16, 30];

/**
 * The player behind the transport's buttons: recorded steps are shown at once, others are requested.
 */
export class Player {
  #model;
  #channel;
  #scrub;
  #host;
  /** @type {{goal: number, run: number} | null} the step that has been asked for and may not have come yet */
  #asked = null;

  /**
   * @param {AnyModel<Traits>} model
   * @param {FitChannel} channel
   * @param {Scrub} scrub
   * @param {object} host
   * @param {() => number} host.index of the step that is shown
   * @param {() => number} host.length of the recording
   * @param {() => void} host.awaitFit the end of the fit is waited for
   */
  constructor(model, channel, scrub, host) {
    this.#model = model;
    this.#channel = channel;
    this.#scrub = scrub;
    this.#host = host;
  }

  /** Play or pause; at the end of the fit, play from its start. Nothing plays without an answering kernel. */
  play() {
    if (this.#channel.isSilent) return;
    const model = this.#model;
    const { index, length } = this.#host;
    const playing = !model.get("playing");
    this.#asked = null;
    this.#scrub.release();
    if (playing && model.get("complete") && index() >= length() - 1) model.set("index", 0);
    if (playing) this.#channel.expectSteps(1_000 / model.get("speed"));
    this.set("playing", playing);
  }

  /**
   * Show a recorded step.
   *
   * @param {number} index
   */
  seek(index) {
    this.#asked = null;
    this.#scrub.seek(index);
  }

  /**
   * Go some half-steps on or back, computing them if need be.
   *
   * @param {number} n half-steps, negative goes back
   */
  step(n) {
    const model = this.#model;
    const { index, length } = this.#host;
    const run = model.get("run");
    const from = n > 0 && this.#asked?.run === run ? Math.max(index(), this.#asked.goal) : index();
    const goal = from + n;
    if (goal < length()) return this.seek(Math.max(0, goal));
    if (model.get("complete")) return this.seek(length() - 1);
    this.#scrub.release();
    this.set("playing", false);
    this.#asked = { goal, run };
    this.#channel.send({ kind: "step", n });
    return this.#channel.expectSteps();
  }

  /** Go to the end of the fit, computing it if need be. */
  last() {
    if (this.#model.get("complete")) return this.seek(this.#host.length() - 1);
    this.#scrub.release();
    this.#host.awaitFit();
    this.#channel.send({ kind: "finish" });
    return this.#channel.expectSteps();
  }

  /**
   * Play faster or slower.
   *
   * @param {boolean} faster
   */
  pace(faster) {
    const speed = this.#model.get("speed");
    const next = faster ? SPEEDS.find((each) => each > speed) : SPEEDS.filter((each) => each < speed).at(-1);
    if (next !== undefined) this.set("speed", next);
  }

  /**
   * Set a trait and send it to the kernel.
   *
   * @template {keyof Traits & string} Name
   * @param {Name} name
   * @param {Traits[Name]} value
   */
  set(name, value) {
    this.#model.set(name, value);
    this.#model.save_changes();
  }
}
