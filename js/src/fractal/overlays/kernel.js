import { Channel } from "../../widget/comm/channel.js";
import { CLOCK } from "../../widget/comm/clock.js";
import { viewId } from "../../widget/comm/identity.js";
import { listen } from "../../widget/comm/listen.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Failure, OverlayReply, Traits } from "../messages.js" */

/** @typedef {Record<string, any> & {kind: OverlayReply["kind"]}} Question without the view's name and its number */
/** @typedef {{question: Question, seq: number, sentAt: number, answered: Question | null, reply: OverlayReply | null}} Topic */
/** @typedef {Partial<Record<string, OverlayReply>>} Answers by their kinds */

/** Milliseconds for which a question may wait before another one takes its place, and before it is asked again. */
const PATIENCE = 150;
const LOST = 4_000;

/**
 * What the kernel knows of overlays: of each kind the newest question counts. A file has the answers that were recorded.
 */
export class Kernel {
  #channel;
  #recorded;
  #changed;
  #fail;
  /** @type {Map<string, Topic>} */
  #topics = new Map();

  /**
   * @param {AnyModel<Traits>} model
   * @param {Answers | null} recorded without a kernel, what it had said
   * @param {object} acts
   * @param {() => void} acts.changed called when something can be drawn, or asked again
   * @param {(message: string) => void} acts.fail
   * @param {AbortSignal} signal
   */
  constructor(model, recorded, { changed, fail }, signal) {
    this.#recorded = recorded;
    this.#changed = changed;
    this.#fail = fail;
    const send = (/** @type {unknown} */ request) => model.send(request);
    this.#channel = new Channel({ vid: viewId(), send, clock: CLOCK, onSilence: () => {} });
    if (recorded) return;
    listen(model, "msg:custom", this.#receive, signal);
    signal.addEventListener("abort", () => this.#channel.close());
  }

  /**
   * Whether a file has no answer about something.
   *
   * @param {string} subject
   */
  lacks(subject) {
    return this.#recorded !== null && !(subject in this.#recorded);
  }

  /**
   * The answer to a question, or the last one of its kind about the same formula and point, until the newest is here.
   *
   * @param {Question} question
   * @param {boolean} isAsked whether to ask at all
   * @param {string} [subject] on which only the newest question counts
   * @returns {OverlayReply | null}
   */
  answer(question, isAsked, subject = question.kind) {
    if (this.#recorded) return this.#recorded[subject] ?? null;
    const topic = this.#topics.get(subject);
    const isNew = !topic || JSON.stringify(topic.question) !== JSON.stringify(question);
    const age = topic ? CLOCK.now() - topic.sentAt : Infinity;
    const isWaiting = topic && topic.answered !== topic.question;
    if (isAsked && isNew && isWaiting && age < PATIENCE) CLOCK.setTimeout(this.#changed, PATIENCE);
    else if (isAsked && (isNew || (isWaiting && age > LOST))) {
      const seq = this.#channel.number(question);
      const { answered = null, reply = null } = topic ?? {};
      this.#topics.set(subject, { question, seq, sentAt: CLOCK.now(), answered, reply });
    }
    const known = this.#topics.get(subject);
    return known?.answered && isSame(known.answered, question) ? known.reply : null;
  }

  #receive = (/** @type {any} */ content) => {
    const reply = /** @type {OverlayReply | Failure} */ (content);
    if (typeof reply !== "object" || reply === null || !reply.vid || !this.#channel.isMine(reply.vid)) return;
    const topic = [...this.#topics.values()].find(({ seq }) => seq === reply.seq);
    if (!topic) return;
    topic.answered = topic.question;
    topic.reply = reply.kind === "error" ? null : reply;
    if (reply.kind === "error") this.#fail(reply.message);
    this.#changed();
  };
}

/** @type {(a: Question, b: Question) => boolean} */
function isSame(a, b) {
  return JSON.stringify([a["formula"], a["point"]]) === JSON.stringify([b["formula"], b["point"]]);
}
