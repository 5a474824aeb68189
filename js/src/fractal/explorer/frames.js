import { Channel } from "../../widget/comm/channel.js";

/** @import { Clock } from "../../widget/comm/clock.js" */
/** @import { DecimalPair, Failure, Formula, Frame, FrameRequest, MaxIter } from "../messages.js" */

/**
 * A view to be drawn as one picture.
 *
 * @typedef {object} Wanted
 * @property {Formula} formula
 * @property {MaxIter} max_iter
 * @property {DecimalPair} center
 * @property {number} log2_width
 * @property {number} width device pixels
 * @property {number} height device pixels
 */

/** Requests on their way at once: one travels while another one is computed. */
const UNDERWAY = 2;
/** Least time between two requests, in milliseconds: each costs the host's page as much as a frame. */
const INTERVAL = 25;
/** Milliseconds after which a frame is given up, so that the next one is asked for. */
const PATIENCE = 500;
/** Milliseconds that a frame may take in the kernel: the next ones are as coarse as that needs. */
const BUDGET = 33;
/** Most pixels of a frame and along its sides, and how much coarser than the canvas it may be, in log2 of its side. */
const MOST_PIXELS = 2 ** 18;
const LONGEST_SIDE = 1024;
const COARSEST = 4;

/**
 * Pictures of a view while something is dragged: the newest one wanted is asked for as soon as the kernel can take it, in
 * as many pixels as it draws in time.
 */
export class Frames {
  #channel;
  #clock;
  #show;
  #fail;
  /** @type {Wanted | null} not asked for yet */
  #wanted = null;
  /** @type {Map<number, number>} when the requests left whose answers are due, by their numbers */
  #underway = new Map();
  /** The last frame that was shown, or that is not to be. */
  #done = 0;
  #newest = 0;
  #sentAt = -Infinity;
  /** log2 of how much coarser than the canvas frames are */
  #coarseness = 0;
  /** Pixels of the finest frame. */
  #pixels = MOST_PIXELS;
  /** @type {unknown} */
  #timer = null;

  /**
   * @param {object} options
   * @param {string} options.vid
   * @param {(request: FrameRequest) => void} options.send
   * @param {Clock} options.clock
   * @param {(frame: Frame) => void} options.show called with frames in their order
   * @param {(message: string) => void} options.fail called when a frame cannot be computed
   */
  constructor({ vid, send, clock, show, fail }) {
    this.#channel = new Channel({ vid, send, clock, onSilence: () => {} });
    this.#clock = clock;
    this.#show = show;
    this.#fail = fail;
  }

  /**
   * Ask for a frame in place of what was wanted before.
   *
   * @param {Wanted} wanted
   */
  want(wanted) {
    this.#wanted = wanted;
    this.#send();
  }

  /** Want nothing any more; what is underway is not shown. */
  stop() {
    this.#wanted = null;
    this.#underway.clear();
    this.#done = this.#newest;
    this.#disarm();
  }

  /** Whether a frame is wanted that has not come. */
  get isBusy() {
    return this.#wanted !== null || this.#underway.size > 0;
  }

  /** @param {Frame | Failure} reply */
  receive(reply) {
    if (reply.vid === null || !this.#channel.isMine(reply.vid)) return;
    for (const seq of [...this.#underway.keys()]) if (seq <= (reply.seq ?? Infinity)) this.#underway.delete(seq);
    if (reply.kind === "error") this.#fail(reply.message);
    else {
      this.#note(reply);
      if (reply.seq > this.#done) {
        this.#done = reply.seq;
        this.#show(reply);
      }
    }
    this.#send();
  }

  close() {
    this.stop();
    this.#channel.close();
  }

  /**
   * Learn from a frame how coarse the next ones are to be. They become finer step by step: a quick one may be an exception.
   *
   * @param {Frame} frame
   */
  #note({ ms, poster: { width, height } }) {
    const longest = ms * (this.#pixels / (width * height));
    const needed = Math.ceil(Math.log2(longest / BUDGET) / 2);
    this.#coarseness = Math.min(COARSEST, Math.max(0, this.#coarseness - 1, needed));
  }

  #send() {
    this.#disarm();
    const wanted = this.#wanted;
    const now = this.#clock.now();
    for (const [seq, sentAt] of this.#underway) {
      if (now - sentAt < PATIENCE) continue;
      this.#underway.delete(seq);
      this.#coarseness = Math.min(COARSEST, this.#coarseness + 1);
    }
    if (!wanted) return;
    const wait = this.#underway.size < UNDERWAY ? this.#sentAt + INTERVAL - now : PATIENCE;
    if (wait > 0) {
      this.#timer = this.#clock.setTimeout(() => this.#send(), wait);
      return;
    }
    this.#wanted = null;
    this.#sentAt = now;
    this.#newest = this.#channel.number({ kind: "frame", ...wanted, ...this.#size(wanted) });
    this.#underway.set(this.#newest, now);
  }

  /**
   * As many pixels as there is time for, and no strip of the canvas without any.
   *
   * @param {Wanted} wanted
   */
  #size({ width, height }) {
    const largest = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)), LONGEST_SIDE / Math.max(width, height));
    this.#pixels = width * height * largest ** 2;
    const columns = Math.max(1, Math.floor((width * largest) / 2 ** this.#coarseness));
    return { width: columns, height: Math.min(LONGEST_SIDE, Math.ceil((height * columns) / width)) };
  }

  #disarm() {
    if (this.#timer !== null) this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
  }
}
