import { Channel } from "../../widget/comm/channel.js";
import { MAX_TILES, toHex } from "../protocol.js";
import { key } from "./tiles.js";

/** @import { Clock } from "../../widget/comm/clock.js" */
/** @import { Field as Name, Fly, Reply, ViewRequest } from "../messages.js" */
/** @import { Wanted } from "./source.js" */
/** @import { Tile } from "./tiles.js" */

/** Least time between two requests, in milliseconds: a lone one leaves at once. */
const INTERVAL = 40;
/** Milliseconds that an accepted request may stay without a tile before it is repeated, once. */
const STALL = 10_000;

/**
 * Requests tiles from the kernel: coalesces what is wanted, repeats what got lost, and knows which replies are stale.
 */
export class Requests {
  #channel;
  #clock;
  #seq = 0;
  /** The first request whose replies are accepted: earlier ones were for other settings. */
  #firstSeq = 1;
  /** @type {Set<string>} keys of the latest request that have not arrived */
  #asked = new Set();
  /** @type {Name[]} fields of the latest request */
  #fields = [];
  /** @type {Wanted | null} */
  #wanted = null;
  #repeated = false;
  /** @type {unknown} sends what was wanted too early */
  #flush = null;

  /**
   * @param {object} options
   * @param {string} options.vid
   * @param {(request: ViewRequest) => void} options.send
   * @param {Clock} options.clock
   * @param {(silent: boolean) => void} options.onSilence called when the kernel stops and starts to answer
   */
  constructor({ vid, send, clock, onSilence }) {
    this.#clock = clock;
    this.#channel = new Channel({ vid, send, clock, onSilence });
  }

  /**
   * Ask for these tiles, unless all are on their way already. What is wanted now replaces what was wanted before.
   *
   * @param {Wanted} wanted
   * @returns {boolean} whether a request left
   */
  want(wanted) {
    this.#wanted = wanted;
    if (wanted.tiles.length === 0) {
      this.#cancelFlush();
      this.#channel.forgo();
      return false;
    }
    if (this.#hasAsked(wanted)) return false;
    const wait = this.#channel.sentAt + INTERVAL - this.#clock.now();
    if (wait <= 0) {
      this.#ask();
      return true;
    }
    this.#flush ??= this.#clock.setTimeout(() => this.#sendLate(), wait);
    return false;
  }

  /** Drop what was asked for: the settings have changed, and replies to it are stale. */
  invalidate() {
    this.#firstSeq = this.#seq + 1;
    this.retry();
  }

  /** Ask again for what is wanted, also for what was refused. */
  retry() {
    this.#asked.clear();
    this.#channel.resetPatience();
  }

  /**
   * Want no more of what was asked for, until something else is wanted.
   *
   * @returns {boolean} whether there was any
   */
  cancel() {
    const isWaiting = this.#wanted !== null && this.#wanted.tiles.length > 0 && this.#asked.size > 0;
    if (!isWaiting || this.#isStale(this.#seq)) return false;
    this.#cancelFlush();
    this.#channel.forgo();
    this.#channel.send({ kind: "close" });
    this.#firstSeq = this.#seq + 1; // what is on its way is stale
    return true;
  }

  /**
   * Take note of a reply.
   *
   * @param {Reply} reply
   * @returns {boolean} whether the reply concerns this view and its present settings
   */
  receive(reply) {
    if (reply.vid === null) return true;
    if (!this.#channel.isMine(reply.vid)) return false;
    if (reply.seq === this.#seq || reply.seq === null) this.#answered(reply);
    else this.#channel.hear();
    return !this.#isStale(reply.seq);
  }

  /** Note that the kernel has gone. */
  lose() {
    this.#channel.lose();
  }

  close() {
    this.#cancelFlush();
    this.#channel.close();
  }

  /** @param {Wanted} wanted */
  #hasAsked({ fields, tiles }) {
    const asked = tiles.slice(0, MAX_TILES).every((tile) => this.#asked.has(key(tile)));
    return asked && fields.every((name) => this.#fields.includes(name));
  }

  /** @param {Exclude<Reply, Fly>} reply to the latest request */
  #answered(reply) {
    this.#channel.settle({ patient: !(reply.kind === "tiles" && reply.tiles.length > 0) });
    if (reply.kind === "error" || this.#isStale(reply.seq)) return;
    if (reply.kind === "tiles") {
      for (const { x, y, preliminary } of reply.tiles) {
        if (preliminary) continue;
        this.#asked.delete(`${reply.z}/${x}/${y}`);
        this.#repeated = false;
      }
    }
    if (this.#asked.size === 0) return;
    // All was sent, and yet something is missing: messages got lost.
    if (reply.kind === "tiles" && reply.remaining === 0) this.#channel.expect(() => this.#repeat());
    else if (!this.#repeated) this.#channel.expect(() => this.#repeat(), STALL);
  }

  /** @param {number | null} seq */
  #isStale(seq) {
    return seq !== null && seq < this.#firstSeq;
  }

  #repeat() {
    this.#repeated = true;
    this.#ask();
  }

  #sendLate() {
    this.#flush = null;
    if (this.#wanted) this.want(this.#wanted);
  }

  #ask() {
    const wanted = this.#wanted;
    if (!wanted || wanted.tiles.length === 0) return;
    const tiles = wanted.tiles.slice(0, MAX_TILES);
    const anchor = /** @type {Tile} */ (tiles[0]);
    this.#cancelFlush();
    this.#asked = new Set(tiles.map(key));
    this.#fields = wanted.fields;
    this.#seq = this.#channel.number({
      kind: "view",
      ...wanted.settings,
      fields: wanted.fields,
      z: anchor.z,
      x: toHex(anchor.x),
      y: toHex(anchor.y),
      tiles: tiles.map(({ x, y }) => [Number(x - anchor.x), Number(y - anchor.y)]),
    });
    this.#channel.await(() => this.#ask());
  }

  #cancelFlush() {
    if (this.#flush !== null) this.#clock.clearTimeout(this.#flush);
    this.#flush = null;
  }
}
