import { CLOCK } from "../widget/comm/clock.js";
import { Scene } from "./draw/scene.js";
import { Arrivals } from "./tiles/arrivals.js";
import { Demand } from "./tiles/demand.js";
import { Pace } from "./tiles/pace.js";
import { adopt, atRest, colormapOf, dressOf, homeOf, isHome, settingsKey, settingsOf, ViewTraits } from "./traits.js";
import { report } from "./ui/report.js";
import { Motion } from "./viewport/motion.js";
import { Places } from "./viewport/places.js";
import { center as centerOf, viewport } from "./viewport/viewport.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Chrome } from "./ui/chrome.js" */
/** @import { Point } from "../widget/input/pointer.js" */
/** @import { Fly, Formula, Traits } from "./messages.js" */
/** @import { Settings } from "./protocol.js" */
/** @import { Supply } from "./tiles/demand.js" */
/** @import { TileSink, TileSource } from "./tiles/source.js" */
/** @import { Box } from "./tiles/tiles.js" */
/** @import { Place } from "./viewport/places.js" */
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

/** What a view has of tiles while it needs none. @type {Supply} */
const LIVE = { tiles: [], share: 1, levels: 0, isFine: true, asked: false };

/**
 * The view of a fractal: all that happens ends in an animation frame, which moves, requests tiles, draws and reports.
 */
export class FractalView {
  #model;
  #chrome;
  #scene;
  #motion;
  #places;
  #traits;
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
  /** Whether the view has moved and not stopped yet. */
  #unsettled = false;
  /** Whether the model does not know the goal. */
  #unwritten = false;
  #hasAllTiles = false;
  #frame = 0;
  #pace = new Pace();
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
    this.#scene = new Scene(chrome.canvas, dressOf(model), () => this.schedule());
    this.#traits = new ViewTraits(model, CLOCK);
    // Until the canvas has a size, the view is as large as it was last: so it is seen whether it was at home.
    const [width, height] = [model.get("width"), model.get("height")];
    this.#motion = new Motion(viewport(["0", "0"], 2, width, height), model.get("zoom_range"));
    this.#places = new Places(
      this.#motion,
      () => homeOf(model, this.#motion.goal),
      () => model.get("formula"),
    );
    this.follow();
    this.#motion.jump(this.#motion.goal);
    const [retry, changed] = [() => this.#source.retry(), () => this.schedule()];
    this.#source = makeSource(new Arrivals(chrome, this.#scene.store, this.#pace, { retry, changed }));
    this.#demand = new Demand(this.#scene.store, this.#source);
  }

  /**
   * @param {number} width device pixels
   * @param {number} height device pixels
   * @param {number} ratio device pixels per CSS pixel
   */
  resize(width, height, ratio) {
    const wasHome = this.#places.isHome || (this.#ratio === 0 && isHome(this.#model));
    this.#ratio = ratio;
    this.#scene.resize(width, height);
    this.#motion.resize(width, height);
    if (wasHome) this.#settleHome();
    this.#step(performance.now());
  }

  /** The model's view has changed: go there, unless the change was this view's own. */
  follow() {
    const place = this.#traits.read();
    if (!place || (this.#motion.moving && this.#motion.isAt(place.center, place.log2Width))) return;
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
    if (this.#isLive) return;
    const settings = settingsOf(this.#model);
    if (settingsKey(settings) === settingsKey(this.#settings)) return;
    const { engine } = settings;
    const isOther = settingsKey({ ...this.#settings, engine }) !== settingsKey(settings);
    this.#settings = settings;
    this.#scene.renew(isOther, CLOCK.now());
    this.#source.invalidate();
    this.#pace.clear();
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
   * @param {number} levels positive goes in
   * @param {Point | null} at CSS pixels; null is the middle
   * @param {boolean} [eased]
   */
  zoom(levels, at, eased = true) {
    const { width, height } = this.#motion.goal;
    const [x, y] = at ? [at.x * this.#ratio, at.y * this.#ratio] : [width / 2, height / 2];
    const end = this.#motion.zoom(levels, x, y, eased && this.#eased);
    if (end === "in") this.#chrome.showEnd();
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

  /** Where the view is, or will be once it stands still. */
  get place() {
    const { goal } = this.#motion;
    return { center: centerOf(goal), log2Width: goal.log2Width };
  }

  /**
   * Fly to a place; at once if motion is not wanted, or it is one of another formula.
   *
   * @param {Place} place
   */
  go({ center, log2Width, formula }) {
    const isFar = adopt(this.#model, formula) || !this.#eased;
    this.#try(() => (isFar ? this.#motion.visit(center, log2Width, false) : this.#motion.fly(center, log2Width)));
    this.#moved();
  }

  /**
   * Show at once what another view shows.
   *
   * @param {Viewport} view
   */
  mirror({ x, y, bits, log2Width }) {
    const { width, height } = this.#motion.goal;
    this.#motion.jump({ x, y, bits, log2Width, width, height });
    this.#moved();
  }

  /**
   * Fly where the model's view is to be: the traits have that place.
   *
   * @param {Fly} flight
   */
  fly({ center, log2_width, seconds }) {
    this.#try(() =>
      this.#eased ? this.#motion.fly(center, log2_width, seconds) : this.#motion.visit(center, log2_width, false),
    );
    this.#unsettled = this.#unwritten = false;
  }

  home() {
    this.#visit("home");
    this.#moved();
  }

  /** Take back the last move. */
  undo() {
    this.#return(this.#places.undo());
  }

  /** Make the move again that was taken back last. */
  redo() {
    this.#return(this.#places.redo());
  }

  /**
   * Stay where the picture is now.
   *
   * @returns {boolean} whether it moved
   */
  stop() {
    const { moving } = this.#motion;
    if (moving) {
      this.#motion.stop();
      this.#moved();
    }
    return moving;
  }

  /**
   * @param {boolean} held whether a pointer holds the picture
   * @returns {boolean} whether that has stopped it
   */
  hold(held) {
    this.#held = held;
    this.schedule();
    return held && this.stop();
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

  #settleHome() {
    if (homeOf(this.#model, this.#motion.goal).log2Width === this.#model.get("log2_width")) return;
    this.#try(() => this.#places.visit("home", false));
    this.#unsettled = this.#unwritten = true;
  }

  /** @param {Place | "home"} place */
  #visit(place) {
    const isOther = place !== "home" && adopt(this.#model, place.formula);
    this.#try(() => this.#places.visit(place, this.#eased && !isOther));
  }

  /** @param {Place | "home" | undefined} place that was undone or redone */
  #return(place) {
    if (place === undefined) return;
    this.#visit(place);
    this.#setOff();
  }

  get #eased() {
    return this.#scene.isEased;
  }

  /** A person has moved the view: what belongs to one gesture is taken back together. */
  #moved() {
    this.#places.leave(CLOCK.now(), this.#unsettled);
    this.#setOff();
  }

  #setOff() {
    this.#unsettled = this.#unwritten = true;
    this.#chrome.notices.hide("view");
    // A lone event's request need not wait for a frame.
    if (this.#frame === 0 && this.#ratio > 0) this.#ask(false);
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
    const supply = this.#ask(resting);
    const isWhole = supply.share === 1 && !this.#isLive;
    this.#hasAllTiles = isWhole;
    const isFollowing = isWhole && this.#scene.look(supply.tiles, resting);
    const isSmooth = resting && isWhole && !isFollowing && this.#scene.smooth(supply, now);
    const isTurning = this.#scene.turn(now, this.#model.get("cycling"));
    const { shown, shownLevel } = this.#motion;
    const fading = this.#scene.draw(shown, shownLevel, { formula: this.#settings.formula, isWhole, now });
    const frame = { shown, pointer: this.#pointer, ratio: this.#ratio, resting };
    for (const follow of this.#watchers) follow(frame);
    if (isWhole) this.#chrome.notices.hide("error");
    if (resting) this.#places.settle();
    if (!supply.asked) this.#writeTraits(resting);
    const isMoving = this.#motion.moving || fading;
    this.#report(supply.share, isMoving || this.#unsettled || !(isSmooth || this.#scene.isRepainting));
    if (isMoving || isFollowing || isTurning || this.#unwritten || (resting && isWhole && supply.isFine && !isSmooth))
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
    return this.#demand.ask(this.#motion.wanted, this.#motion.level, {
      settings: this.#settings,
      range: this.#model.get("zoom_range"),
      pointer: this.#pointer,
      levels: resting ? Math.log2(this.#model.get("antialias")) : 0,
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
    const { shown, level } = this.#motion;
    const [settings, pace, places] = [this.#settings, this.#pace, this.#places];
    const [pointer, ratio, home] = [this.#pointer, this.#ratio, homeOf(this.#model, shown)];
    report(this.#chrome, { shown, level, pointer, ratio, home, settings, pace, places });
    this.#chrome.showWork(share, busy, this.#scene.isDrawn ? shown : null);
  }
}
