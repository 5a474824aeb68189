import { CLOCK } from "../widget/comm/clock.js";
import { complex, power } from "../widget/math/format.js";
import { Backdrop } from "./draw/backdrop.js";
import { draw } from "./draw/canvas.js";
import { readColoring } from "./draw/recolor.js";
import { TileStore } from "./tiles/store.js";
import { cover, nearestFirst, tilesOf } from "./tiles/tiles.js";
import { atRest, coloringOf, homeOf, isHome, settingsKey, settingsOf, ViewTraits } from "./traits.js";
import { Motion } from "./viewport/motion.js";
import { describe, log2Pixel, viewport } from "./viewport/viewport.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Chrome } from "./ui/chrome.js" */
/** @import { Point } from "../widget/input/pointer.js" */
/** @import { Coloring as ColoringTrait, Traits } from "./messages.js" */
/** @import { Settings } from "./protocol.js" */
/** @import { TileData, TileSink, TileSource } from "./tiles/source.js" */
/** @import { Box, Cover } from "./tiles/tiles.js" */

/** While nothing else is wanted, tiles so many levels up are fetched around the view, for what comes next. */
const UNDERLAY_LEVELS = 2;
const UNDERLAY_MARGIN = 0.5;
/** Weight of the newest time in the running mean. */
const NEWEST = 0.25;

/**
 * The view of a fractal: all that happens ends in an animation frame, which moves, requests tiles, draws and reports.
 */
export class FractalView {
  #model;
  #chrome;
  #context;
  #motion;
  #traits;
  #store;
  /** @type {TileSource} */
  #source;
  #stillness = matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {Settings} */
  #settings;
  /** @type {ColoringTrait} */
  #coloring;
  #backdrop = new Backdrop();
  /** @type {Point | null} device pixels */
  #pointer = null;
  /** Device pixels per CSS pixel; 0 until the view has a size. */
  #ratio = 0;
  #held = false;
  /** Whether the view has moved and not stopped yet. */
  #unsettled = false;
  /** Whether the model does not know the goal. */
  #unwritten = false;
  #drawn = false;
  #hasAllTiles = false;
  #frame = 0;
  /** @type {number | null} */
  #ms = null;
  /** @type {Map<number, number>} what "auto" meant for each level */
  #iterations = new Map();

  /**
   * @param {AnyModel<Traits>} model
   * @param {Chrome} chrome
   * @param {(sink: TileSink) => TileSource} makeSource
   */
  constructor(model, chrome, makeSource) {
    this.#model = model;
    this.#chrome = chrome;
    this.#context = /** @type {CanvasRenderingContext2D} */ (chrome.canvas.getContext("2d"));
    this.#settings = settingsOf(model);
    this.#coloring = coloringOf(model) ?? model.get("coloring");
    this.#store = new TileStore(readColoring(this.#coloring), () => this.schedule());
    this.#traits = new ViewTraits(model, CLOCK);
    const { width, height } = chrome.canvas;
    this.#motion = new Motion(viewport(["0", "0"], 2, width, height), model.get("zoom_range"));
    this.follow();
    this.#motion.jump(this.#motion.goal);
    this.#source = makeSource({
      deliver: (data) => this.#deliver(data),
      fail: (message) => this.#fail(message),
      refuse: (message) => {
        chrome.notices.show("refused", message, { duration: 6_000, dismissible: true });
        this.schedule();
      },
      onSilence: (silent) => this.showSilence(silent),
    });
  }

  /**
   * @param {number} width device pixels
   * @param {number} height device pixels
   * @param {number} ratio device pixels per CSS pixel
   */
  resize(width, height, ratio) {
    const { canvas } = this.#chrome;
    const isFirst = this.#ratio === 0;
    this.#ratio = ratio;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    this.#motion.resize(width, height);
    if (isFirst && isHome(this.#model)) this.#settleHome();
    this.#step(performance.now());
  }

  /** The model's view has changed: go there, unless the change was this view's own. */
  follow() {
    const place = this.#traits.read();
    if (!place) return;
    this.#try(() => this.#motion.follow(place.center, place.log2Width, this.#eased));
    this.#unsettled = this.#unwritten = false;
  }

  /** The range of levels has changed. */
  limit() {
    this.#motion.limit(this.#model.get("zoom_range"));
    this.schedule();
  }

  /** Take the model's settings, which may have changed: keep the old picture below until the new tiles are there. */
  applySettings() {
    const settings = settingsOf(this.#model);
    if (settingsKey(settings) === settingsKey(this.#settings)) return;
    if (this.#drawn) this.#backdrop.keep(this.#chrome.canvas, this.#motion.shown);
    this.#settings = settings;
    this.#store.clear();
    this.#source.invalidate();
    this.#iterations.clear();
    this.#ms = null;
    this.#chrome.notices.hide("error");
    this.schedule();
  }

  /** The colors may have changed: the tiles stay, and what else was shown stays below them while some are missing. */
  recolor() {
    const coloring = coloringOf(this.#model);
    if (!coloring || JSON.stringify(coloring) === JSON.stringify(this.#coloring)) return;
    if (this.#drawn && !this.#hasAllTiles) this.#backdrop.keep(this.#chrome.canvas, this.#motion.shown);
    this.#coloring = coloring;
    this.#store.recolor(readColoring(coloring));
    this.schedule();
  }

  /** The poster has changed. */
  async showPoster() {
    const poster = this.#model.get("poster");
    await this.#backdrop.load(poster, () => poster === this.#model.get("poster"));
    this.schedule();
  }

  /** @param {boolean} silent whether the kernel has stopped to answer */
  showSilence(silent) {
    this.#chrome.showSilence(silent);
    this.schedule();
  }

  /**
   * @param {number} levels positive goes in
   * @param {Point | null} at CSS pixels; null is the middle
   * @param {boolean} [eased]
   */
  zoom(levels, at, eased = true) {
    const { width, height } = this.#motion.goal;
    const [x, y] = at ? [at.x * this.#ratio, at.y * this.#ratio] : [width / 2, height / 2];
    const end = this.#motion.zoom(levels, x, y, eased && this.#eased);
    if (end === "in")
      this.#chrome.notices.show("limit", "This is as deep as the arithmetic goes.", { duration: 2_500 });
    this.#moved();
  }

  /**
   * @param {number} dx CSS pixels
   * @param {number} dy CSS pixels
   */
  drag(dx, dy) {
    this.#motion.drag(dx * this.#ratio, dy * this.#ratio);
    this.#moved();
  }

  /**
   * @param {number} dx CSS pixels
   * @param {number} dy CSS pixels
   */
  step(dx, dy) {
    this.#motion.step(dx * this.#ratio, dy * this.#ratio, this.#eased);
    this.#moved();
  }

  /**
   * @param {number} vx CSS pixels per millisecond
   * @param {number} vy CSS pixels per millisecond
   */
  flick(vx, vy) {
    if (!this.#eased) return;
    this.#motion.flick(vx * this.#ratio, vy * this.#ratio);
    this.#moved();
  }

  /** @param {Box} box CSS pixels */
  zoomBox(box) {
    const ratio = this.#ratio;
    this.#motion.zoomToBox(
      { left: box.left * ratio, top: box.top * ratio, right: box.right * ratio, bottom: box.bottom * ratio },
      this.#eased,
    );
    this.#moved();
  }

  home() {
    const { center, log2Width } = homeOf(this.#model, this.#motion.goal);
    this.#try(() => this.#motion.visit(center, log2Width, this.#eased));
    this.#moved();
  }

  /** @param {boolean} held whether a pointer holds the picture */
  hold(held) {
    this.#held = held;
    if (held && this.#motion.moving) {
      this.#motion.stop();
      this.#moved();
    }
    this.schedule();
  }

  /** @param {Point | null} at CSS pixels */
  hover(at) {
    this.#pointer = at && { x: at.x * this.#ratio, y: at.y * this.#ratio };
    this.schedule();
  }

  schedule() {
    if (this.#frame === 0 && this.#ratio > 0) this.#frame = requestAnimationFrame((now) => this.#step(now));
  }

  close() {
    cancelAnimationFrame(this.#frame);
    this.#ratio = 0;
    this.#source.close();
    this.#store.clear();
  }

  #settleHome() {
    const home = homeOf(this.#model, this.#motion.goal);
    if (home.log2Width === this.#model.get("log2_width")) return;
    this.#motion.visit(home.center, home.log2Width, false);
    this.#unsettled = this.#unwritten = true;
  }

  get #eased() {
    return !this.#stillness.matches;
  }

  #moved() {
    this.#unsettled = this.#unwritten = true;
    this.#chrome.notices.hide("view");
    // A lone event's request need not wait for a frame.
    if (this.#frame === 0 && this.#ratio > 0) this.#ask();
    this.schedule();
  }

  /** @param {TileData} data */
  #deliver(data) {
    this.#chrome.notices.hide("error");
    void this.#store.add(data);
    if (data.ms !== null) this.#ms = this.#ms === null ? data.ms : this.#ms + NEWEST * (data.ms - this.#ms);
    if (data.counts) this.#iterations.set(data.tile.z, data.maxIter);
    this.schedule();
  }

  /** @param {string} message */
  #fail(message) {
    this.#chrome.notices.show("error", message, {
      remedies: [{ label: "Try again", act: () => this.#retry() }],
      dismissible: true,
    });
    this.schedule();
  }

  #retry() {
    this.#chrome.notices.hide("error");
    this.#source.retry();
    this.schedule();
  }

  /**
   * Traits can come from a saved page: what cannot be read is shown as a notice, and changes nothing.
   *
   * @param {() => void} act
   */
  #try(act) {
    try {
      act();
      this.#chrome.notices.hide("view");
    } catch (error) {
      this.#chrome.notices.show("view", error instanceof Error ? error.message : String(error), { dismissible: true });
    }
    this.schedule();
  }

  /** @param {number} now */
  #step(now) {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#motion.advance(now);
    const resting = !this.#motion.moving && !this.#held;
    if (resting && this.#unsettled) {
      this.#motion.jump(atRest(this.#motion.goal, this.#motion.level));
      this.#unwritten = true;
    }
    const { asked, share } = this.#ask();
    this.#hasAllTiles = share === 1;
    const fading = this.#draw(now);
    if (share === 1) this.#chrome.notices.hide("error");
    if (share === 1 && !fading) this.#backdrop.drop();
    if (!asked) this.#writeTraits(resting);
    this.#report(share, this.#motion.moving || fading || this.#unsettled);
    if (this.#motion.moving || fading || this.#unwritten) this.schedule();
  }

  /**
   * Ask for the tiles that the goal lacks, or else for those that may be wanted next.
   *
   * @returns {{asked: boolean, share: number}} whether a request left, and the share of the tiles that are here
   */
  #ask() {
    const goal = this.#motion.goal;
    const wanted = cover(goal, this.#motion.level);
    const total = [...tilesOf(wanted)];
    const missing = total.filter((tile) => !this.#store.has(tile)).length;
    this.#store.allow(2 * total.length);
    const area = missing > 0 ? wanted : this.#underlay(wanted);
    const middle = { x: goal.width / 2, y: goal.height / 2 };
    const tiles = nearestFirst(goal, area, (missing > 0 && this.#pointer) || middle);
    const lacking = tiles.filter((tile) => this.#store.lacks(tile));
    const asked = this.#source.want({ settings: this.#settings, tiles: lacking });
    return { asked, share: 1 - missing / total.length };
  }

  /**
   * Few tiles with which a later zoom out or a long drag finds something to show.
   *
   * @param {Cover} wanted
   * @returns {Cover}
   */
  #underlay(wanted) {
    const z = wanted.z - UNDERLAY_LEVELS;
    const [lowest] = this.#model.get("zoom_range");
    return z - UNDERLAY_LEVELS < lowest ? wanted : cover(this.#motion.goal, z, UNDERLAY_MARGIN);
  }

  /**
   * @param {number} now
   * @returns {boolean} whether tiles are still fading in
   */
  #draw(now) {
    const view = this.#motion.shown;
    const formula = JSON.stringify(this.#settings.formula);
    const pictures = this.#backdrop.pictures(
      (poster) => JSON.stringify(poster.formula) === formula && poster.colormap === this.#coloring.colormap,
    );
    this.#drawn ||= pictures.length > 0 || this.#store.size > 0;
    return draw(this.#context, {
      view,
      area: cover(view, this.#motion.shownLevel),
      store: this.#store,
      pictures,
      now,
      still: !this.#eased,
    });
  }

  /** @param {boolean} resting */
  #writeTraits(resting) {
    if (!this.#unwritten || (this.#traits.early && !resting)) return;
    this.#unwritten = false;
    if (resting) this.#unsettled = false;
    this.#traits.save(this.#motion.goal);
  }

  /**
   * @param {number} share of the tiles that are here
   * @param {boolean} busy
   */
  #report(share, busy) {
    const chrome = this.#chrome;
    const view = this.#motion.shown;
    chrome.status.showView(view, this.#pointer);
    chrome.status.showWork(this.#iterations.get(this.#motion.level) ?? null, this.#ms, this.#settings.engine);
    chrome.scaleBar.show(log2Pixel(view) + Math.log2(this.#ratio), view.width / this.#ratio);
    chrome.showProgress(share);
    if (chrome.notices.has("error") || chrome.notices.has("kernel") || chrome.notices.has("view")) {
      chrome.showState("error");
    } else if (!this.#drawn) {
      chrome.showState("loading");
    } else if (busy || share < 1) {
      chrome.showState("working");
    } else {
      chrome.showState("settled");
      chrome.announce(`Center ${complex(describe(view, view))}, width ${power(view.log2Width)}`);
    }
  }
}
