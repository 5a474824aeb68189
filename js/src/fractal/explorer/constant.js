import { CLOCK } from "../../widget/comm/clock.js";
import { decode } from "../../widget/comm/decode.js";
import { viewId } from "../../widget/comm/identity.js";
import { listen } from "../../widget/comm/listen.js";
import { posterPicture } from "../draw/picture.js";
import { settingsOf } from "../traits.js";
import { center } from "../viewport/viewport.js";
import { Frames } from "./frames.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { DecimalPair, Failure, Frame, Traits } from "../messages.js" */
/** @import { FractalView } from "../view.js" */
/** @import { Viewport } from "../viewport/viewport.js" */

/** Least time in which others on the page hear of c twice while it moves, in milliseconds. The kernel knows it by frames. */
const INTERVAL = 100;
/** Milliseconds to wait for the last frame, once c rests, before tiles are asked for. */
const LAST = 400;

/**
 * The constant c, which is that of the formula of the dynamical plane. While it moves, the Julia set is shown frame by
 * frame, without a detour by traits; once it rests, by tiles.
 */
export class Constant {
  #model;
  #view;
  #changed;
  #frames;
  /** @type {DecimalPair | null} while it moves */
  #moving = null;
  #isEnding = false;
  #toldAt = -Infinity;
  /** @type {Viewport | null} what the dynamical plane shows */
  #shown = null;
  /** @type {unknown} */
  #timer = null;

  /**
   * @param {AnyModel<Traits>} model of the dynamical plane
   * @param {FractalView} view
   * @param {() => void} changed called when c has changed
   * @param {AbortSignal} signal
   */
  constructor(model, view, changed, signal) {
    this.#model = model;
    this.#view = view;
    this.#changed = changed;
    this.#frames = new Frames({
      vid: viewId(),
      send: (request) => model.send(request),
      clock: CLOCK,
      show: (frame) => void this.#show(frame),
      fail: () => this.#finish(), // the tiles say what is wrong
    });
    /** @param {Frame | Failure} reply */
    const receive = (reply) => {
      if (reply.kind === "frame" || reply.kind === "error") this.#frames.receive(reply);
    };
    listen(model, "msg:custom", receive, signal);
    listen(model, "change:formula", changed, signal);
    view.watch(({ shown }) => {
      this.#shown = shown;
    });
    signal.addEventListener("abort", () => {
      this.#disarm();
      this.#frames.close();
    });
  }

  /** @returns {DecimalPair} */
  get value() {
    const { c } = this.#model.get("formula").parameters;
    return this.#moving ?? /** @type {DecimalPair} */ (c);
  }

  /**
   * Move it, and show its Julia set as soon as that is there.
   *
   * @param {DecimalPair} c
   */
  move(c) {
    this.#disarm();
    this.#isEnding = false;
    if (String(c) === String(this.value)) return;
    if (!this.#moving) this.#view.live = true; // which draws it anew
    this.#moving = c;
    if (CLOCK.now() - this.#toldAt >= INTERVAL) this.#tell();
    this.#ask();
    this.#changed();
  }

  /** It rests: the Julia set gets its tiles. */
  rest() {
    if (!this.#moving) return;
    this.#save();
    this.#isEnding = true;
    if (!this.#frames.isBusy) this.#finish();
    else this.#timer = CLOCK.setTimeout(() => this.#finish(), LAST);
  }

  get #formula() {
    const formula = this.#model.get("formula");
    return { ...formula, parameters: { ...formula.parameters, c: this.value } };
  }

  #tell() {
    this.#toldAt = CLOCK.now();
    this.#model.set("formula", this.#formula);
  }

  #save() {
    this.#tell();
    this.#model.save_changes();
  }

  #ask() {
    const shown = this.#shown;
    if (!shown) return;
    const { max_iter } = settingsOf(this.#model);
    const [width, height] = [shown.width, shown.height];
    const place = { center: center(shown), log2_width: shown.log2Width };
    this.#frames.want({ formula: this.#formula, max_iter, ...place, width, height });
  }

  /** @param {Frame} frame */
  async #show({ poster }) {
    const image = await decode(poster.png).catch(() => null);
    if (!this.#moving || !image) return;
    this.#view.showFrame(posterPicture(poster, image), poster.formula);
    if (this.#isEnding && !this.#frames.isBusy) this.#finish();
  }

  #finish() {
    this.#disarm();
    this.#frames.stop();
    if (!this.#moving) return;
    this.#save();
    this.#moving = null;
    this.#isEnding = false;
    this.#view.live = false;
    this.#changed();
  }

  #disarm() {
    if (this.#timer !== null) CLOCK.clearTimeout(this.#timer);
    this.#timer = null;
  }
}
