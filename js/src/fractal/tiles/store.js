import { decode } from "../../widget/comm/decode.js";
import { fromHex } from "../protocol.js";
import { Cache } from "./cache.js";
import { key } from "./tiles.js";

/** @import { Entry } from "../draw/canvas.js" */
/** @import { TileReply } from "../protocol.js" */
/** @import { Tile } from "./tiles.js" */

/** Tiles kept, at least. */
const LIMIT = 400;

/**
 * The decoded tiles of one style.
 */
export class TileStore {
  /** @type {Cache<Entry>} */
  cache = new Cache(LIMIT, (entry) => entry.bitmap?.close());
  /** @type {Set<string>} */
  #decoding = new Set();
  #style = 0;
  #changed;

  /** @param {() => void} changed called when a tile can be drawn */
  constructor(changed) {
    this.#changed = changed;
  }

  /** @param {Tile} tile */
  has(tile) {
    return this.cache.has(key(tile));
  }

  /**
   * Whether a tile is neither here nor about to be.
   *
   * @param {Tile} tile
   */
  lacks(tile) {
    return !this.has(tile) && !this.#decoding.has(key(tile));
  }

  /**
   * @param {number} z
   * @param {TileReply} reply
   */
  async add(z, reply) {
    const name = key({ z, x: fromHex(reply.x), y: fromHex(reply.y) });
    if (this.cache.has(name) || this.#decoding.has(name)) return;
    const style = this.#style;
    this.#decoding.add(name);
    const bitmap = await decode(reply.png).catch(() => null);
    if (style !== this.#style) {
      bitmap?.close();
      return;
    }
    this.#decoding.delete(name);
    this.cache.set(name, { bitmap, born: performance.now() });
    this.#changed();
  }

  /** Forget all tiles: the style has changed. */
  clear() {
    this.#style += 1;
    this.#decoding.clear();
    this.cache.clear();
  }
}
