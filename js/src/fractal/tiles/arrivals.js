/** @import { Chrome } from "../ui/chrome.js" */
/** @import { Pace } from "./pace.js" */
/** @import { TileData, TileSink } from "./source.js" */
/** @import { TileStore } from "./store.js" */

/**
 * What a view does with what comes from its source: tiles are kept, failures are said.
 *
 * @implements {TileSink}
 */
export class Arrivals {
  #chrome;
  #store;
  #pace;
  #retry;
  #changed;

  /**
   * @param {Chrome} chrome
   * @param {TileStore} store
   * @param {Pace} pace
   * @param {object} view
   * @param {() => void} view.retry asks again for what failed
   * @param {() => void} view.changed something else can be drawn
   */
  constructor(chrome, store, pace, { retry, changed }) {
    this.#chrome = chrome;
    this.#store = store;
    this.#pace = pace;
    this.#retry = retry;
    this.#changed = changed;
  }

  /** @param {TileData} data */
  deliver(data) {
    this.#chrome.isSaved = false;
    this.#chrome.notices.hide("error");
    void this.#store.add(data);
    this.#pace.note(data);
    this.#changed();
  }

  /**
   * @param {string} message
   * @param {string} [remedy]
   */
  fail(message, remedy = "Try again") {
    const { notices } = this.#chrome;
    const act = () => {
      notices.hide("error");
      this.#retry();
      this.#changed();
    };
    notices.show("error", message, { remedies: [{ label: remedy, act }], dismissible: true });
    this.#changed();
  }

  /** @param {string} message */
  refuse(message) {
    this.#chrome.notices.show("refused", message, { duration: 6_000, dismissible: true });
    this.#changed();
  }

  onSilence = (/** @type {boolean} */ silent) => {
    this.#chrome.showSilence(silent);
    this.#changed();
  };
}
