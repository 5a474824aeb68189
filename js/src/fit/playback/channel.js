/** @import { Request } from "../protocol.js" */

/**
 * @typedef {object} Clock
 * @property {(callback: () => void, delay: number) => unknown} setTimeout
 * @property {(timer: any) => void} clearTimeout
 */

/** First wait for an answer before asking again, in milliseconds; doubled each time. */
const PATIENCE = 1_000;
const LONGEST_PATIENCE = 16_000;
/** So many questions without an answer, and the kernel is said not to answer. */
const QUESTIONS = 3;

/**
 * The way to the kernel: names the view in each request, and asks again where an answer is due and none comes.
 */
export class Link {
  #vid;
  #send;
  #onSilence;
  #clock;
  #seq = 0;
  #asked = 0;
  /** @type {unknown} */
  #timer = null;

  /**
   * @param {object} options
   * @param {string} options.vid
   * @param {(request: Request) => void} options.send
   * @param {(silent: boolean) => void} options.onSilence told when the kernel stops and starts to answer
   * @param {Clock} options.clock
   */
  constructor({ vid, send, onSilence, clock }) {
    this.#vid = vid;
    this.#send = send;
    this.#onSilence = onSilence;
    this.#clock = clock;
  }

  /** Ask for everything; asked again until anything comes. */
  open() {
    this.#asked += 1;
    if (this.#asked > QUESTIONS) this.#onSilence(true);
    this.send({ kind: "open" });
    this.#wait(Math.min(PATIENCE * 2 ** (this.#asked - 1), LONGEST_PATIENCE));
  }

  /**
   * @param {Record<string, unknown>} request without the view's name
   */
  send(request) {
    this.#send(/** @type {Request} */ ({ ...request, vid: this.#vid }));
  }

  /**
   * Send what is answered by newer numbers only: the kernel need not keep order.
   *
   * @param {Record<string, unknown>} request without the view's name and its number
   * @returns {number} the number
   */
  number(request) {
    this.#seq += 1;
    this.send({ ...request, seq: this.#seq });
    return this.#seq;
  }

  /** @param {string} vid the view that an answer is for */
  isMine(vid) {
    return vid === this.#vid;
  }

  /** Something will come soon; if it does not, ask. */
  expect() {
    if (this.#timer === null) this.#wait(2 * PATIENCE);
  }

  /** Something has come. */
  hear() {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#asked > QUESTIONS) this.#onSilence(false);
    this.#asked = 0;
  }

  /** Tell the kernel, if it is still there, that the view is gone. */
  close() {
    this.#clock.clearTimeout(this.#timer);
    try {
      this.send({ kind: "close" });
    } catch {
      // The kernel has gone before the view.
    }
  }

  /** @param {number} delay milliseconds */
  #wait(delay) {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(() => this.open(), delay);
  }
}
