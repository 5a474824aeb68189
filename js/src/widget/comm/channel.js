/** @import { Clock } from "./clock.js" */

/** First wait for an answer before asking again, in milliseconds; doubled each time. */
const PATIENCE = 400;
const LONGEST_PATIENCE = 12_800;
/** Silence after which the kernel is said not to answer. */
const SILENCE = 6_000;

/** What is said then. */
export const SILENT = "The kernel is not answering.";

/** The event of a model whose kernel has been restarted, or cannot be reached. */
export const CONNECTION = "comm_live_update";

/**
 * The channel from one view to the kernel: names the view in each request, repeats it where an answer is due and none
 * comes, and tells when the kernel stops and starts to answer.
 */
export class Channel {
  #vid;
  #send;
  #clock;
  #onSilence;
  #firstPatience;
  #patience;
  #seq = 0;
  #sentAt = -Infinity;
  /** @type {number | null} when the oldest request without any answer left */
  #waitingSince = null;
  #silent = false;
  #closed = false;
  /** @type {() => void} */
  #again = () => {};
  /** @type {unknown} */
  #timer = null;

  /**
   * @param {object} options
   * @param {string} options.vid name of the view
   * @param {(request: any) => void} options.send hands a request to the kernel; throws once nobody listens
   * @param {Clock} options.clock
   * @param {(silent: boolean) => void} options.onSilence called when the kernel stops and starts to answer
   * @param {number} [options.patience] first wait for an answer, in milliseconds
   */
  constructor({ vid, send, clock, onSilence, patience = PATIENCE }) {
    this.#vid = vid;
    this.#send = send;
    this.#clock = clock;
    this.#onSilence = onSilence;
    this.#firstPatience = this.#patience = patience;
  }

  /** Time of the last request for an answer, by the clock. */
  get sentAt() {
    return this.#sentAt;
  }

  /** Whether the kernel has stopped to answer. */
  get isSilent() {
    return this.#silent;
  }

  /** @param {string} vid the view that an answer is for */
  isMine(vid) {
    return vid === this.#vid;
  }

  /**
   * Send a request without waiting for an answer.
   *
   * @param {Record<string, unknown>} request without the view's name
   */
  send(request) {
    try {
      this.#send({ ...request, vid: this.#vid });
    } catch {
      // The kernel has been restarted: nobody listens.
      this.#fallSilent();
    }
  }

  /**
   * Send a request whose answer carries its number, since only the newest answer counts.
   *
   * @param {Record<string, unknown>} request without the view's name and its number
   * @returns {number} the number
   */
  number(request) {
    this.#seq += 1;
    this.send({ ...request, seq: this.#seq });
    return this.#seq;
  }

  /**
   * Send a request, again and again until `settle` is called, ever more rarely.
   *
   * @param {Record<string, unknown>} request without the view's name
   */
  ask(request) {
    this.send(request);
    this.await(() => this.ask(request));
  }

  /**
   * Wait for an answer to what was just sent.
   *
   * @param {() => void} again sends it again, and waits again
   */
  await(again) {
    this.#sentAt = this.#clock.now();
    this.#again = again;
    if (this.#waitingSince !== null && this.#timer !== null) return;
    this.#waitingSince ??= this.#sentAt;
    this.#arm(this.#patience);
    this.#patience = Math.min(2 * this.#patience, LONGEST_PATIENCE);
  }

  /**
   * Expect something from a kernel that is known to answer: if nothing comes, ask for it.
   *
   * @param {() => void} again asks for it
   * @param {number} [delay] milliseconds; as long as the kernel's next chance to answer by default
   */
  expect(again, delay = this.#patience) {
    if (this.#timer !== null) return;
    this.#again = again;
    this.#arm(delay);
  }

  /** Note that another message than the expected one has arrived. */
  hear() {
    if (this.#waitingSince !== null) this.#waitingSince = this.#clock.now();
    if (!this.#silent) return;
    this.#silent = false;
    this.#onSilence(false);
  }

  /**
   * Note that the expected message has arrived.
   *
   * @param {{patient?: boolean}} [options] patient: keep the patience that has grown, as an answer without content does not help
   */
  settle({ patient = false } = {}) {
    this.forgo();
    if (!patient) this.resetPatience();
    this.hear();
  }

  /** Wait no longer: the expected message is not wanted any more. */
  forgo() {
    this.#waitingSince = null;
    this.#disarm();
  }

  /** Be as patient as at first from now on. */
  resetPatience() {
    this.#patience = this.#firstPatience;
  }

  /** Note that the kernel has gone, which holds until anything comes from it. */
  lose() {
    this.#fallSilent();
  }

  /** Stop waiting, and notify the kernel, if it is still there, that the view is gone. */
  close() {
    this.#closed = true;
    this.#disarm();
    this.send({ kind: "close" });
  }

  #overdue() {
    this.#timer = null;
    const now = this.#clock.now();
    if (this.#waitingSince !== null && now - this.#waitingSince >= SILENCE) this.#fallSilent();
    // In a long gesture the latest request may be much younger than the first one without an answer.
    const age = now - this.#sentAt;
    if (age < this.#firstPatience) this.#arm(this.#firstPatience - age);
    else this.#again();
  }

  #fallSilent() {
    if (this.#silent || this.#closed) return;
    this.#silent = true;
    this.#onSilence(true);
  }

  /** @param {number} delay milliseconds */
  #arm(delay) {
    this.#disarm();
    this.#timer = this.#clock.setTimeout(() => this.#overdue(), delay);
  }

  #disarm() {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }
}
