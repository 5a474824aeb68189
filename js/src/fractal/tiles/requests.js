import { MAX_TILES, toHex } from "../protocol.js";
import { key } from "./tiles.js";

/** @import { Reply, Style, ViewRequest } from "../protocol.js" */
/** @import { Tile } from "./tiles.js" */

/**
 * What a view would like to have, the most wanted first, all of one level.
 *
 * @typedef {{style: Style, tiles: Tile[]}} Wish
 */

/**
 * @typedef {object} Clock
 * @property {() => number} now milliseconds
 * @property {(callback: () => void, delay: number) => unknown} setTimeout
 * @property {(timer: any) => void} clearTimeout
 */

/** Least time between two requests, in milliseconds: a lone one leaves at once. */
const INTERVAL = 40;
/** First wait for an answer before asking again; doubled each time. */
const PATIENCE = 400;
const LONGEST_PATIENCE = 12_800;
/** Silence after which the kernel is said not to answer. */
const SILENCE = 6_000;
/** How long an accepted request may stay without a tile before it is repeated, once. */
const STALL = 10_000;

/**
 * Asks the kernel for tiles: coalesces wishes, repeats what got lost, and knows which replies are stale.
 */
export class Requests {
  #vid;
  #send;
  #clock;
  #onSilence;
  #seq = 0;
  /** The first request that may be answered: earlier ones were for another style. */
  #firstSeq = 1;
  /** @type {Set<string>} keys of the latest request that have not arrived */
  #asked = new Set();
  /** @type {Wish | null} */
  #wish = null;
  #sentAt = -Infinity;
  /** @type {number | null} when the oldest request without any answer left */
  #waitingSince = null;
  #silent = false;
  #patience = PATIENCE;
  #repeated = false;
  /** @type {unknown} sends the wish that came too early */
  #flush = null;
  /** @type {unknown} repeats a request */
  #watch = null;

  /**
   * @param {object} options
   * @param {string} options.vid
   * @param {(request: ViewRequest) => void} options.send
   * @param {Clock} options.clock
   * @param {(silent: boolean) => void} options.onSilence told when the kernel stops and starts to answer
   */
  constructor({ vid, send, clock, onSilence }) {
    this.#vid = vid;
    this.#send = send;
    this.#clock = clock;
    this.#onSilence = onSilence;
  }

  /** When the latest request left, by the clock. */
  get sentAt() {
    return this.#sentAt;
  }

  /**
   * Ask for these tiles, unless all are on their way already. A newer wish replaces an older one.
   *
   * @param {Wish} wish
   */
  want(wish) {
    this.#wish = wish;
    if (wish.tiles.length === 0) {
      this.#cancelFlush();
      this.#cancelWatch();
      this.#waitingSince = null;
      this.#hear();
      return;
    }
    if (wish.tiles.slice(0, MAX_TILES).every((tile) => this.#asked.has(key(tile)))) return;
    const wait = this.#sentAt + INTERVAL - this.#clock.now();
    if (wait <= 0) this.#ask();
    else this.#flush ??= this.#clock.setTimeout(() => this.#sendLate(), wait);
  }

  /** The style changes: whatever was asked for before is stale. */
  restyle() {
    this.#firstSeq = this.#seq + 1;
    this.retry();
  }

  /** Ask again for what is wanted, also for what was refused. */
  retry() {
    this.#asked.clear();
    this.#patience = PATIENCE;
  }

  /**
   * Take note of a reply.
   *
   * @param {Reply} reply
   * @returns {boolean} whether the reply concerns this view and its present style
   */
  receive(reply) {
    if (reply.vid === null) return true;
    if (reply.vid !== this.#vid) return false;
    this.#hear();
    const latest = reply.seq === this.#seq || reply.seq === null;
    if (latest) this.#answered(reply);
    else if (this.#waitingSince !== null) this.#waitingSince = this.#sentAt;
    return reply.seq === null || reply.seq >= this.#firstSeq;
  }

  close() {
    this.#cancelFlush();
    this.#cancelWatch();
  }

  /** @param {Reply} reply to the latest request */
  #answered(reply) {
    this.#waitingSince = null;
    this.#cancelWatch();
    if (reply.kind === "error") return;
    if (reply.kind === "tiles") {
      for (const tile of reply.tiles) this.#asked.delete(`${reply.z}/${tile.x}/${tile.y}`);
      if (reply.tiles.length > 0) this.#patience = PATIENCE;
      this.#repeated = false;
    }
    if (this.#asked.size === 0) return;
    // All was sent, and yet something is missing: messages got lost.
    if (reply.kind === "tiles" && reply.remaining === 0) this.#arm(this.#patience);
    else if (!this.#repeated) this.#arm(STALL);
  }

  #hear() {
    if (!this.#silent) return;
    this.#silent = false;
    this.#onSilence(false);
  }

  #fallSilent() {
    if (this.#silent) return;
    this.#silent = true;
    this.#onSilence(true);
  }

  #sendLate() {
    this.#flush = null;
    if (this.#wish) this.want(this.#wish);
  }

  #ask() {
    const wish = this.#wish;
    if (!wish || wish.tiles.length === 0) return;
    const tiles = wish.tiles.slice(0, MAX_TILES);
    const anchor = /** @type {Tile} */ (tiles[0]);
    this.#cancelFlush();
    this.#seq += 1;
    this.#asked = new Set(tiles.map(key));
    this.#sentAt = this.#clock.now();
    if (this.#waitingSince === null || this.#watch === null) this.#arm(this.#patience);
    this.#waitingSince ??= this.#sentAt;
    /** @type {ViewRequest} */
    const request = {
      kind: "view",
      vid: this.#vid,
      seq: this.#seq,
      c: wish.style.c,
      max_iter: wish.style.max_iter,
      colormap: wish.style.colormap,
      engine: wish.style.engine,
      z: anchor.z,
      x: toHex(anchor.x),
      y: toHex(anchor.y),
      tiles: tiles.map(({ x, y }) => [Number(x - anchor.x), Number(y - anchor.y)]),
    };
    try {
      this.#send(request);
    } catch {
      // The kernel has been restarted: nobody listens.
      this.#fallSilent();
    }
  }

  #overdue() {
    this.#watch = null;
    const now = this.#clock.now();
    if (this.#waitingSince === null) {
      this.#repeated = true;
    } else if (now - this.#waitingSince >= SILENCE) {
      this.#fallSilent();
    }
    // In a long gesture the latest request may be much younger than the first one without an answer.
    const age = now - this.#sentAt;
    if (age < PATIENCE) {
      this.#arm(PATIENCE - age);
      return;
    }
    this.#patience = Math.min(2 * this.#patience, LONGEST_PATIENCE);
    this.#ask();
  }

  /** @param {number} delay */
  #arm(delay) {
    this.#cancelWatch();
    this.#watch = this.#clock.setTimeout(() => this.#overdue(), delay);
  }

  #cancelWatch() {
    if (this.#watch !== null) this.#clock.clearTimeout(this.#watch);
    this.#watch = null;
  }

  #cancelFlush() {
    if (this.#flush !== null) this.#clock.clearTimeout(this.#flush);
    this.#flush = null;
  }
}
