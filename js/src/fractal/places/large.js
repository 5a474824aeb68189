import { Channel, SILENT } from "../../widget/comm/channel.js";
import { CLOCK } from "../../widget/comm/clock.js";
import { viewId } from "../../widget/comm/identity.js";
import { listen } from "../../widget/comm/listen.js";
import { download } from "../../widget/ui/download.js";
import { fileNameOf } from "../formula.js";
import { isReply } from "../protocol.js";
import { annotate } from "./png.js";
import { savedView, toJson } from "./saved.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Menu } from "../../widget/ui/menu.js" */
/** @import { PictureRequest, Traits } from "../messages.js" */
/** @import { Chrome } from "../ui/chrome.js" */
/** @import { FractalView } from "../view.js" */

/** Pixels across, besides twice those of the view. */
const SIZES = [4096, 8192];
/** Milliseconds for which the end is spoken of. */
const TOLD = 6_000;

/**
 * Saves pictures larger than the view, which the kernel computes part by part.
 */
export class LargePicture {
  #model;
  #parts;
  /** @type {{channel: Channel, again: () => void, parameters: string, size: string, file: BlobPart[]} | null} */
  #order = null;

  /**
   * @param {AnyModel<Traits>} model
   * @param {{chrome: Chrome, view: FractalView}} parts read when something happens
   * @param {AbortSignal} signal
   */
  constructor(model, parts, signal) {
    this.#model = model;
    this.#parts = parts;
    listen(model, "msg:custom", this.#receive, signal);
    signal.addEventListener("abort", () => this.cancel());
  }

  /** @returns {Menu} the sizes that there are */
  get menu() {
    return {
      choices: [2 * this.#model.get("width"), ...SIZES].map((across) => ({
        name: String(across),
        text: `${this.#sizeOf(across)} pixels`,
      })),
      choose: (across) => {
        this.#parts.chrome.closePopup();
        this.save(Number(across));
      },
    };
  }

  /**
   * Ask for a picture of the view, in place of one that is under way.
   *
   * @param {number} across pixels
   */
  save(across) {
    this.cancel();
    const model = this.#model;
    const [width, height, antialias] = [model.get("width"), model.get("height"), model.get("antialias")];
    const saved = savedView(model, this.#parts.view.moves.place);
    /** @type {Omit<PictureRequest, "vid" | "seq">} */
    const request = { kind: "picture", saved, antialias, width, height, across };
    const channel = new Channel({
      vid: viewId(),
      send: (message) => model.send(message),
      clock: CLOCK,
      onSilence: (silent) => silent && this.#fail(SILENT),
    });
    const again = () => {
      channel.number(request);
      channel.await(again);
    };
    this.#order = { channel, again, parameters: toJson(saved), size: this.#sizeOf(across), file: [] };
    this.#tell(0);
    again();
  }

  /**
   * Want the picture no more.
   *
   * @returns {boolean} whether there was one
   */
  cancel() {
    const order = this.#order;
    this.#order = null;
    order?.channel.close();
    this.#parts.chrome.notices.hide("picture");
    return order !== null;
  }

  /** @param {number} across */
  #sizeOf(across) {
    const down = Math.max(1, Math.round((across * this.#model.get("height")) / this.#model.get("width")));
    return `${across} \u00d7 ${down}`;
  }

  #receive = (/** @type {unknown} */ content) => {
    const order = this.#order;
    if (!order || !isReply(content) || content.vid === null || !order.channel.isMine(content.vid)) return;
    order.channel.settle({ patient: content.kind === "accepted" });
    if (content.kind === "error") return this.#fail(content.message);
    if (content.kind === "picture") {
      const { part, parts, png } = content;
      const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0));
      order.file[part] = new Blob(part ? [bytes] : annotate(bytes, order.parameters));
      if (part === parts - 1) return this.#finish(order.file);
      this.#tell((part + 1) / parts);
    }
    // A kernel that is gone is noticed because it does not accept this again.
    order.channel.await(order.again);
  };

  /** @param {BlobPart[]} file */
  #finish(file) {
    this.cancel();
    download(new Blob(file, { type: "image/png" }), `${fileNameOf(this.#model.get("formula"))}.png`);
  }

  /** @param {string} message */
  #fail(message) {
    this.cancel();
    this.#parts.chrome.notices.show("picture", message, { duration: TOLD, dismissible: true });
  }

  /** @param {number} share that is there */
  #tell(share) {
    this.#parts.chrome.notices.show("picture", `${this.#order?.size} pixels: ${Math.floor(100 * share)} %`, {
      remedies: [{ label: "Cancel", act: () => this.cancel() }],
    });
  }
}
