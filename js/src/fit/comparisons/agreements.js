/** @import { Agreement } from "../messages.js" */
/** @import { FitChannel } from "../playback/channel.js" */

/**
 * The agreement of steps with the true classes, as the kernel finds it; what is missing is asked for.
 */
export class Agreements {
  #channel;
  /** @type {Map<number, Agreement>} by the indices of the steps */
  #found = new Map();
  /** Of the step that was asked for last. */
  #asked = -1;
  /** @type {Agreement | null} */
  #newest = null;

  /** @param {Pick<FitChannel, "number">} channel */
  constructor(channel) {
    this.#channel = channel;
  }

  /**
   * Take what the kernel has found.
   *
   * @param {Agreement} agreement
   */
  take(agreement) {
    this.#found.set(agreement.index, agreement);
    this.#newest = agreement;
  }

  /** Forget all: another run has begun. */
  clear() {
    this.#found.clear();
    this.#asked = -1;
    this.#newest = null;
  }

  /**
   * The agreement of a step. If it is not there it is asked for, unless somebody scrubs past.
   *
   * @param {number} run
   * @param {number} index of the step
   * @param {boolean} isPassing
   * @returns {Agreement | null} until it is there the one that came last
   */
  of(run, index, isPassing) {
    const found = this.#found.get(index);
    if (!found && !isPassing && this.#asked !== index) {
      this.#asked = index;
      this.#channel.number({ kind: "agreement", run, index });
    }
    return found ?? this.#newest;
  }
}
