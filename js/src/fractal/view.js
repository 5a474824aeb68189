import { CLOCK } from "../widget/comm/clock.js";
import { Scene } from "./draw/scene.js";
import { Arrivals } from "./tiles/arrivals.js";
import { Demand } from "./tiles/demand.js";
import { Pace } from "./tiles/pace.js";
import { colormapOf, dressOf, homeOf, settingsKey, settingsOf } from "./traits.js";
import { report } from "./ui/report.js";
import { Moves } from "./viewport/moves.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Chrome } from "./ui/chrome.js" */
/** @import { Point } from "../widget/input/pointer.js" */
/** @import { Formula, Traits } from "./messages.js" */
/** @import { Settings } from "./protocol.js" */
/** @import { Supply } from "./tiles/demand.js" */
/** @import { TileSink, TileSource } from "./tiles/source.js" */
/** @import { Viewport } from "./viewport/viewport.js" */
/** @import { Picture } from "./draw/picture.js" */

/**
 * What a frame has shown.
 *
 * @typedef {object} Frame
 * @property {Viewport} shown
 * @property {Point | null} pointer device pixels
 * @property {number} ratio device pixels per CSS pixel
 * @property {boolean} resting
 */

/**
 * What takes changes back.
 *
 * @typedef {{canUndo: boolean, canRedo: boolean, undo: () => void, redo: () => void}} History
 */

/** What a view has of tiles while it needs none. @type {Supply} */
const LIVE = { tiles: [], share: 1, levels: 0, isFine: true, asked: false };
/** Milliseconds for which tiles have been awaited that can be cancelled. */
const LONG = 1_000;
/** Milliseconds between two looks at the figures beside the picture while it moves: each costs the page a layout. */
const TOLD = 100;

/**
 * The view of a fractal: all that happens ends in an animation frame, which moves, requests tiles, draws and reports.
 */
export class FractalView {
  /** What moves it. */
  moves;
  /** What takes changes back: an explorer has one for both planes. @type {History} */
  history;
  #model;
  #chrome;
  #scene;
  /** @type {TileSource} */
  #source;
  #demand;
  /** @type {Settings} */
  #settings;
  /** @type {Point | null} device pixels */
  #pointer = null;
  /** Device pixels per CSS pixel; 0 until the view has a size. */
  #ratio = 0;
  #held = false;
  #hasAllTiles = false;
  /** @type {number | null} since when tiles are awaited */
  #awaitedSince = null;
  #frame = 0;
  #pace = new Pace();
  #toldAt = -Infinity;
  /** @type {((frame: Frame) => void)[]} */
  #watchers = [];
  #isLive = false;

  /**
   * @param {AnyModel<Traits>} model
   * @param {Chrome} chrome
   * @param {(sink: TileSink) => TileSource} makeSource
   */
  constructor(model, chrome, makeSource) {
    this.#model = model;
    this.#chrome = chrome;
    this.#settings = settingsOf(model);
    const changed = () => this.schedule();
    this.#scene = new Scene(chrome.canvas, dressOf(model), changed);
    this.history = this.moves = new Moves(model, chrome, {
      isEased: () => this.#scene.isEased,
      changed,
      left: () => {
        this.#awaitedSince = null;
        // A lone event's request need not wait for a frame.
        if (this.#frame === 0 && this.#ratio > 0) this.#ask(false);
        this.schedule();
      },
    });
    const retry = () => this.#source.retry();
    this.#source = makeSource(new Arrivals(chrome, this.#scene.store, this.#pace, { retry, changed }));
    this.#demand = new Demand(this.#scene.store, this.#source);
  }

  /**
   * @param {number} width device pixels
   * @param {number} height device pixels
   * @param {number} ratio device pixels per CSS pixel
   */
  resize(width, height, ratio) {
    this.#ratio = ratio;
    this.#scene.resize(width, height);
    this.moves.resize(width, height, ratio);
    this.#step(performance.now());
  }

  /** Take the model's settings, which may have changed: keep the old picture below until the new tiles are there. */
  applySettings() {
    if (this.#isLive) return;
    const settings = settingsOf(this.#model);
    if (settingsKey(settings) === settingsKey(this.#settings)) return;
    const { engine } = settings;
    const isOther = settingsKey({ ...this.#settings, engine }) !== settingsKey(settings);
    this.#settings = settings;
    this.#scene.renew(isOther, CLOCK.now());
    this.#source.invalidate();
    this.#pace.clear();
    this.#awaitedSince = null;
    this.#chrome.notices.hide("error");
    this.schedule();
  }

  /** @param {boolean} isLive whether pictures of the whole view come in place of tiles, while the formula is dragged */
  set live(isLive) {
    this.#isLive = isLive;
    this.applySettings();
    this.schedule();
  }

  /**
   * Show such a picture.
   *
   * @param {Picture} picture
   * @param {Formula} formula that it shows
   */
  showFrame(picture, formula) {
    this.#settings = { ...this.#settings, formula };
    this.#source.invalidate();
    this.#scene.replace(picture);
    this.schedule();
  }

  /** The colors may have changed: the tiles stay, and what else was shown stays below them while some are missing. */
  recolor() {
    if (!colormapOf(this.#model)) return;
    if (this.#scene.recolor(dressOf(this.#model), this.#hasAllTiles)) this.schedule();
  }

  /** What draws, for panels that show it. */
  get scene() {
    return this.#scene;
  }

  /** How smooth the picture is at rest has changed. */
  resmooth() {
    this.#scene.store.coarsen();
    this.schedule();
  }

  /** The poster has changed. */
  async showPoster() {
    const poster = this.#model.get("poster");
    await this.#scene.loadPoster(poster, () => poster === this.#model.get("poster"));
    this.schedule();
  }

  /**
   * Want the tiles no more that have been awaited for long.
   *
   * @returns {boolean} whether there were any
   */
  cancel() {
    const isLong = this.#awaitedSince !== null && CLOCK.now() - this.#awaitedSince > LONG;
    return isLong && this.#source.cancel();
  }

  /**
   * @param {boolean} held whether a pointer holds the picture
   * @returns {boolean} whether that has stopped it
   */
  hold(held) {
    this.#held = held;
    this.schedule();
    return held && this.moves.stop();
  }

  /** @param {Point | null} at CSS pixels */
  hover(at) {
    this.#pointer = at && { x: at.x * this.#ratio, y: at.y * this.#ratio };
    this.schedule();
  }

  /** @param {(frame: Frame) => void} follow called after each frame */
  watch(follow) {
    this.#watchers.push(follow);
    this.schedule();
  }

  schedule() {
    if (this.#frame === 0 && this.#ratio > 0) this.#frame = requestAnimationFrame((now) => this.#step(now));
  }

  close() {
    cancelAnimationFrame(this.#frame);
    this.#ratio = 0;
    this.#source.close();
    this.#scene.store.clear();
  }

  /** @param {number} now */
  #step(now) {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { moves } = this;
    const resting = moves.advance(now, this.#held);
    const supply = this.#ask(resting);
    const isWhole = supply.share === 1 && !this.#isLive;
    this.#hasAllTiles = isWhole;
    const isFollowing = isWhole && this.#scene.look(supply.tiles, resting);
    const isSmooth = resting && isWhole && !isFollowing && this.#scene.smooth(supply, now);
    const isTurning = this.#scene.turn(now, this.#model.get("cycling"));
    const { shown, shownLevel, moving } = moves.motion;
    const brief = moving || isTurning;
    const fading = this.#scene.draw(shown, shownLevel, { formula: this.#settings.formula, isWhole, now, brief });
    this.#chrome.root.classList.toggle("its-moving", brief);
    if (isWhole) this.#chrome.notices.hide("error");
    this.#awaitedSince = isWhole && supply.isFine ? null : (this.#awaitedSince ?? CLOCK.now());
    moves.settle(resting, !supply.asked);
    const isMoving = moving || fading;
    this.#chrome.showWork(
      supply.share,
      isMoving || moves.isUnsettled || !(isSmooth || this.#scene.isRepainting),
      this.#scene.isDrawn ? shown : null,
    );
    if (!moving || now - this.#toldAt >= TOLD) this.#tell(now);
    const frame = { shown, pointer: this.#pointer, ratio: this.#ratio, resting };
    for (const follow of this.#watchers) follow(frame); // labels keep clear of the title
    if (isMoving || isFollowing || isTurning || moves.isUnwritten || (resting && isWhole && supply.isFine && !isSmooth))
      this.schedule();
  }

  /**
   * Ask for the tiles that the goal lacks, or else for those that may be wanted next.
   *
   * @param {boolean} resting
   * @returns {Supply}
   */
  #ask(resting) {
    if (this.#isLive) return LIVE;
    const { wanted, level } = this.moves.motion;
    return this.#demand.ask(wanted, level, {
      settings: this.#settings,
      range: this.#model.get("zoom_range"),
      pointer: this.#pointer,
      levels: resting ? Math.log2(this.#model.get("antialias")) : 0,
    });
  }

  /** @param {number} now */
  #tell(now) {
    this.#toldAt = now;
    const { shown, level } = this.moves.motion;
    report(this.#chrome, {
      shown,
      level,
      pointer: this.#pointer,
      ratio: this.#ratio,
      home: homeOf(this.#model, shown),
      settings: this.#settings,
      pace: this.#pace,
      file: this.#model.get("file"),
      visited: this.moves.visited,
      history: this.history,
    });
  }
}
