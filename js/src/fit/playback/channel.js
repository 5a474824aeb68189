import { Channel } from "../../widget/comm/channel.js";

/** @import { Clock } from "../../widget/comm/clock.js" */
/** @import { PageRequest } from "../messages.js" */

/** First wait for an answer before asking again, in milliseconds. */
const PATIENCE = 1_000;

/**
 * The way of a view of a fit to the kernel.
 */
export class FitChannel extends Channel {
  /** After which step was asked for the next one last. */
  #asked = "";

  /**
   * @param {object} options
   * @param {string} options.vid name of the view
   * @param {(request: PageRequest) => void} options.send
   * @param {Clock} options.clock
   * @param {(silent: boolean) => void} options.onSilence called when the kernel stops and starts to answer
   */
  constructor(options) {
    super({ ...options, patience: PATIENCE });
  }

  /** Ask for the samples and all steps, until anything comes. */
  open() {
    this.ask({ kind: "open" });
  }

  /**
   * Ask for the step after one, which stays the one that is shown; once.
   *
   * @param {number} run
   * @param {number} index
   */
  look(run, index) {
    const asked = `${run} ${index}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.send({ kind: "ahead", run, index });
  }

  /**
   * Steps will come soon; if they do not, ask.
   *
   * @param {number} [later] milliseconds until a kernel that answers at once would send one
   */
  expectSteps(later = PATIENCE) {
    this.expect(() => this.open(), later + PATIENCE);
  }
}
