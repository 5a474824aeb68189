import { Channel, SILENT } from "../../widget/comm/channel.js";
import { CLOCK } from "../../widget/comm/clock.js";
import { decodeBase64 } from "../../widget/comm/decode.js";
import { viewId } from "../../widget/comm/identity.js";
import { listen } from "../../widget/comm/listen.js";
import { download } from "../../widget/ui/download.js";
import { isReply } from "../protocol.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Notices } from "../../widget/ui/notices.js" */
/** @import { ExportRequest, Traits } from "../messages.js" */

/** Milliseconds for which the end is spoken of. */
const TOLD = 8_000;

/** What a file holds, by the end of its name. @type {Record<ExportRequest["format"], {type: string, name: string}>} */
const FORMATS = {
  png: { type: "image/png", name: "Picture" },
  gif: { type: "image/gif", name: "Animation" },
  mp4: { type: "video/mp4", name: "Film" },
};

/**
 * A file that the kernel makes part by part, and the page saves. One at a time; it tells how far it is, and can be
 * cancelled.
 */
export class FileOrder {
  #model;
  #host;
  /** @type {{channel: Channel, again: () => void, format: ExportRequest["format"], name: string, file: BlobPart[]} | null} */
  #order = null;

  /**
   * @param {AnyModel<Traits>} model
   * @param {{notices: () => Notices}} host
   * @param {AbortSignal} signal
   */
  constructor(model, host, signal) {
    this.#model = model;
    this.#host = host;
    listen(model, "msg:custom", this.#receive, signal);
    signal.addEventListener("abort", () => this.cancel());
  }

  /**
   * Ask for a file, in place of one that is under way.
   *
   * @param {ExportRequest["format"]} format
   * @param {number} index of the step that is shown
   */
  place(format, index) {
    this.cancel();
    const channel = new Channel({
      vid: viewId(),
      send: (message) => this.#model.send(message),
      clock: CLOCK,
      onSilence: (silent) => silent && this.#fail(SILENT),
    });
    // Asked for again it is the same file, though the fit has gone on.
    const run = this.#model.get("run");
    const last = Math.max(this.#model.get("n_steps") - 1, 0);
    const again = () => {
      channel.number({ kind: "export", format, run, index, last });
      channel.await(again);
    };
    const name = format === "png" ? `mixture_${index}.png` : `mixture.${format}`;
    this.#order = { channel, again, format, name, file: [] };
    this.#tell(0);
    again();
  }

  /**
   * Want the file no more.
   *
   * @returns {boolean} whether there was one
   */
  cancel() {
    const order = this.#order;
    this.#order = null;
    order?.channel.close();
    this.#host.notices().hide("export");
    return order !== null;
  }

  #receive = (/** @type {unknown} */ content) => {
    const order = this.#order;
    if (!order || !isReply(content) || !("vid" in content) || content.vid === null) return;
    if (!order.channel.isMine(content.vid)) return;
    order.channel.settle();
    if (content.kind === "error") return this.#fail(content.message);
    if (content.kind === "progress") this.#tell(content.done / content.total);
    if (content.kind === "file") {
      const { part, parts, data } = content;
      order.file[part] = decodeBase64(data);
      if (part === parts - 1) return this.#finish(order);
    }
    // A kernel that is gone is noticed because it does not answer this again.
    order.channel.await(order.again);
  };

  /** @param {{format: ExportRequest["format"], name: string, file: BlobPart[]}} order */
  #finish({ format, name, file }) {
    this.cancel();
    download(new Blob(file, { type: FORMATS[format].type }), name);
  }

  /** @param {string} message */
  #fail(message) {
    this.cancel();
    this.#host.notices().show("export", message, { duration: TOLD, dismissible: true });
  }

  /** @param {number} share that is done */
  #tell(share) {
    const name = FORMATS[this.#order?.format ?? "png"].name;
    this.#host.notices().show("export", `${name}: ${Math.floor(100 * share)} %`, {
      remedies: [{ label: "Cancel", act: () => this.cancel() }],
    });
  }
}
