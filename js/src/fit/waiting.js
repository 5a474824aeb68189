/** @import { Chrome } from "./chrome.js" */

/** @typedef {"fit" | "starts" | "selection" | "peer"} Awaited */

/**
 * What a view waits for, besides the steps of a play: the line of progress and the state of the view show it.
 */
export class Waiting {
  /** Whether the kernel has stopped to answer. */
  isSilent = false;
  #chrome;
  /** @type {Awaited | null} */
  #awaited = null;

  /** @param {Chrome} chrome */
  constructor(chrome) {
    this.#chrome = chrome;
  }

  /**
   * Wait for something.
   *
   * @param {Awaited} awaited
   */
  begin(awaited) {
    this.#awaited = awaited;
  }

  /**
   * Wait no longer.
   *
   * @param {Awaited} [awaited] only if it was this that is waited for; whatever it is without
   */
  end(awaited) {
    if (awaited === undefined || this.#awaited === awaited) this.#awaited = null;
  }

  /**
   * Say whether the kernel has stopped to answer: nothing is waited for then.
   *
   * @param {boolean} silent
   */
  showSilence(silent) {
    this.isSilent = silent;
    if (silent) this.end();
    this.#chrome.showSilence(silent);
  }

  /**
   * @param {boolean} isLoading whether samples or steps are on their way
   * @param {boolean} playing
   * @param {number} done share of the iterations of a fit
   */
  show(isLoading, playing, done) {
    const [chrome, awaited] = [this.#chrome, this.#awaited];
    const share = awaited === "fit" && !isLoading ? done : isLoading || awaited ? 0 : 1;
    chrome.showProgress(this.isSilent ? 1 : Math.min(share, isLoading || awaited ? 0.99 : 1));
    if (chrome.notices.has("error") || this.isSilent) chrome.showState("error");
    else chrome.showState(isLoading ? "loading" : playing || awaited ? "working" : "settled");
  }
}
