import { CONNECTION } from "../../widget/comm/channel.js";
import { CLOCK } from "../../widget/comm/clock.js";
import { viewId } from "../../widget/comm/identity.js";
import { isMisread } from "../../widget/comm/version.js";
import { fromHex, isReply, TILE_SIZE } from "../protocol.js";
import { decodeFields } from "./field.js";
import { Requests } from "./requests.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Field as Name, Traits } from "../messages.js" */
/** @import { TileSink, TileSource, Wanted } from "./source.js" */

/**
 * Tiles that the model's kernel computes.
 *
 * @implements {TileSource}
 */
export class KernelSource {
  #model;
  #sink;
  #requests;

  /**
   * @param {AnyModel<Traits>} model
   * @param {TileSink} sink
   */
  constructor(model, sink) {
    this.#model = model;
    this.#sink = sink;
    this.#requests = new Requests({
      vid: viewId(),
      send: (request) => model.send(request),
      clock: CLOCK,
      onSilence: sink.onSilence,
    });
    model.on("msg:custom", this.#receive);
    model.on(CONNECTION, this.#lose);
  }

  /** @param {Wanted} wanted */
  want(wanted) {
    return this.#requests.want(wanted);
  }

  invalidate() {
    this.#requests.invalidate();
  }

  retry() {
    this.#requests.retry();
  }

  cancel() {
    const wasAsking = this.#requests.cancel();
    if (wasAsking) this.#sink.fail("Stopped before all of it was there.", "Go on");
    return wasAsking;
  }

  close() {
    this.#model.off("msg:custom", this.#receive);
    this.#model.off(CONNECTION, this.#lose);
    this.#requests.close();
  }

  #lose = () => this.#requests.lose();

  #receive = (/** @type {unknown} */ content) => {
    if (!isReply(content) || !this.#requests.receive(content)) return;
    if (content.kind === "error" && isMisread(content, this.#model.get("version"))) return;
    if (content.kind === "error" && content.vid === null) this.#sink.refuse(content.message);
    else if (content.kind === "error") this.#sink.fail(content.message);
    else if (content.kind === "tiles") {
      for (const { x, y, max_iter: maxIter, preliminary, ms, fields: pngs } of content.tiles) {
        const tile = { z: content.z, x: fromHex(x), y: fromHex(y) };
        const fields = () => decodeFields(pngs, TILE_SIZE);
        const names = /** @type {Name[]} */ (Object.keys(pngs));
        this.#sink.deliver({ tile, names, fields, maxIter, preliminary, ms });
      }
    }
  };
}
