import { Channel, SILENT } from "../../widget/comm/channel.js";
import { CLOCK } from "../../widget/comm/clock.js";
import { viewId } from "../../widget/comm/identity.js";
import { isReply } from "../protocol.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { GotoRequest, Place, Traits } from "../messages.js" */

/** @typedef {Pick<GotoRequest, "text" | "formula" | "center" | "log2_width">} Question */

/**
 * Asks the kernel which place a text means; a newer question takes the place of the older one.
 */
export class Guide {
  #model;
  /** @type {{channel: Channel, seq: number, settle: (answer: Place | string | null) => void} | null} */
  #search = null;

  /** @param {AnyModel<Traits>} model */
  constructor(model) {
    this.#model = model;
    model.on("msg:custom", this.#receive);
  }

  /** Whether an answer is awaited. */
  get isAsking() {
    return this.#search !== null;
  }

  /**
   * Ask.
   *
   * @param {Question} question
   * @returns {Promise<Place | string | null>} the place, why there is none, or null if it was cancelled
   */
  ask(question) {
    this.cancel();
    // The conversation has a name of its own, and with it numbers of its own.
    const channel = new Channel({
      vid: viewId(),
      send: (request) => this.#model.send(request),
      clock: CLOCK,
      onSilence: (silent) => silent && this.#end(SILENT),
    });
    return new Promise((settle) => {
      const send = () => {
        const seq = channel.number({ kind: "goto", ...question });
        this.#search = { channel, seq, settle };
        channel.await(send);
      };
      send();
    });
  }

  /** Stop the search, and wait no longer. */
  cancel() {
    this.#end(null);
  }

  close() {
    this.#model.off("msg:custom", this.#receive);
    this.cancel();
  }

  #receive = (/** @type {unknown} */ content) => {
    const search = this.#search;
    if (!search || !isReply(content) || content.vid === null || !search.channel.isMine(content.vid)) return;
    if (content.kind === "error") this.#end(content.message);
    else if (content.seq !== search.seq) search.channel.hear();
    else if (content.kind === "place") this.#end(content);
    else search.channel.settle();
  };

  /** @param {Place | string | null} answer */
  #end(answer) {
    const search = this.#search;
    this.#search = null;
    search?.channel.close();
    search?.settle(answer);
  }
}
