import { EASE, GLIDE, Glide } from "../../widget/math/glide.js";
import { level, log2TileSide, log2WidthRange } from "../tiles/tiles.js";
import { shift, toNumber } from "./coordinate.js";
import { flight } from "./flight.js";
import { interpolate, log2Pixel, pan, pointAt, resize, viewport, zoom } from "./viewport.js";

/** @import { DecimalPair } from "../messages.js" */
/** @import { Viewport } from "./viewport.js" */

/** A flick carries no further than this share of the view's width, so that the eye can follow. */
const FARTHEST_GLIDE = 0.5;
/** Others' moves further than so many screens, or levels, are jumps. */
const FARTHEST_PAN = 3;
const FARTHEST_ZOOM = 12;
/** A flight asks for what it comes by every so many milliseconds, unless it passes more levels in that time. */
const LEG = 500;
const FASTEST_LEG = 4;
/** Nearer than this, in levels and in device pixels, is there. */
const ARRIVED_ZOOM = 2e-3;
const ARRIVED_PAN = 0.5;

/**
 * The viewport that is shown and the one it moves to. Every move sets the goal; what is shown follows in
 * log scale, or at once where motion is not wanted.
 */
export class Motion {
  #glide;
  #range;

  /**
   * @param {Viewport} view
   * @param {readonly [number, number]} range levels that can be computed
   */
  constructor(view, range) {
    this.#range = range;
    this.#glide = new Glide(clamp(view, range), interpolate, isThere);
  }

  /** The view that the canvas shows now. */
  get shown() {
    return this.#glide.shown;
  }

  /** The view that the motion will end at. */
  get goal() {
    return this.#glide.goal;
  }

  get moving() {
    return this.#glide.moving;
  }

  /** The view whose tiles are wanted: the goal, or what a flight comes by before. */
  get wanted() {
    const next = this.#glide.ahead(LEG);
    return Math.abs(next.log2Width - this.shown.log2Width) < 2 * FASTEST_LEG ? next : this.goal;
  }

  /** Level of the tiles that are wanted. */
  get level() {
    return level(this.wanted, this.#range);
  }

  /** Level of the tiles to draw now: on the way in those of the next one, which come before they are needed, are sharper. */
  get shownLevel() {
    const shown = level(this.shown, this.#range);
    return Math.max(shown, Math.min(shown + 1, this.level));
  }

  /**
   * @param {readonly [number, number]} range
   */
  limit(range) {
    this.#range = range;
    this.jump(this.goal);
  }

  /**
   * @param {number} width device pixels
   * @param {number} height device pixels
   */
  resize(width, height) {
    this.jump(resize(this.goal, width, height));
  }

  /**
   * Zoom so that the point now shown under (px, py) ends there.
   *
   * @param {number} levels positive goes in
   * @param {number} px device pixels
   * @param {number} py device pixels
   * @param {boolean} eased
   * @returns {"in" | "out" | null} the end of the range that was hit
   */
  zoom(levels, px, py, eased) {
    const [narrowest, widest] = log2WidthRange(this.goal, this.#range);
    const wanted = this.goal.log2Width - levels;
    const log2Width = Math.min(widest, Math.max(narrowest, wanted));
    this.#glide.go(this.#confine(zoom(this.shown, log2Width, px, py)), eased ? EASE : 0);
    if (wanted < narrowest - ARRIVED_ZOOM) return "in";
    return wanted > widest + ARRIVED_ZOOM ? "out" : null;
  }

  /**
   * Show a rectangle of what is shown now.
   *
   * @param {{left: number, top: number, right: number, bottom: number}} box device pixels
   * @param {boolean} eased
   */
  zoomToBox(box, eased) {
    const { width, height, log2Width } = this.shown;
    const share = Math.max((box.right - box.left) / width, (box.bottom - box.top) / height);
    const middle = pointAt(this.shown, (box.left + box.right) / 2, (box.top + box.bottom) / 2);
    const view = zoom({ ...this.shown, ...middle }, log2Width + Math.log2(share), width / 2, height / 2);
    this.#glide.go(clamp(view, this.#range), eased ? EASE : 0);
  }

  /**
   * Move the picture with the pointer.
   *
   * @param {number} dx device pixels
   * @param {number} dy device pixels
   */
  drag(dx, dy) {
    this.#glide.go(this.#confine(pan(this.shown, dx, dy)), 0);
  }

  /**
   * Move the picture by a step.
   *
   * @param {number} dx device pixels
   * @param {number} dy device pixels
   * @param {boolean} eased
   */
  step(dx, dy, eased) {
    this.#glide.go(this.#confine(pan(this.goal, dx, dy)), eased ? EASE : 0);
  }

  /**
   * Let the picture go with a speed; it slows down by itself, the fastest ones sooner.
   *
   * @param {number} vx device pixels per millisecond
   * @param {number} vy device pixels per millisecond
   */
  flick(vx, vy) {
    const glide = Math.min(GLIDE, (FARTHEST_GLIDE * this.shown.width) / Math.hypot(vx, vy));
    this.#glide.go(this.#confine(pan(this.shown, vx * glide, vy * glide)), glide);
  }

  /**
   * @param {DecimalPair} center
   * @param {number} log2Width
   * @param {boolean} eased
   */
  visit(center, log2Width, eased) {
    this.#glide.go(this.#placed(center, log2Width), eased ? EASE : 0);
  }

  /**
   * Go where others are: eased if that is near enough to follow with the eye.
   *
   * @param {DecimalPair} center
   * @param {number} log2Width
   * @param {boolean} eased
   */
  follow(center, log2Width, eased) {
    this.visit(center, log2Width, eased);
    if (!this.#isNear(this.goal)) this.jump(this.goal);
  }

  /**
   * Fly to a place, at a pace that the eye can follow.
   *
   * @param {DecimalPair} center
   * @param {number} log2Width
   * @param {number | null} [seconds] instead of that pace
   */
  fly(center, log2Width, seconds = null) {
    const goal = this.#placed(center, log2Width);
    const { at, duration, length } = flight(this.shown, goal);
    if (length > 0) this.#glide.fly(goal, at, seconds === null ? duration : 1_000 * seconds);
  }

  /**
   * Whether the motion will end at a place, to a pixel.
   *
   * @param {DecimalPair} center
   * @param {number} log2Width
   */
  isAt(center, log2Width) {
    const place = this.#placed(center, log2Width);
    const gap = Math.abs(place.log2Width - this.goal.log2Width);
    return gap < ARRIVED_ZOOM && distance(place, this.goal, log2Pixel(place)) < 1;
  }

  /** @param {Viewport} view */
  jump(view) {
    this.#glide.go(clamp(view, this.#range), 0);
  }

  /** Stay where the picture is now. */
  stop() {
    this.#glide.stop();
  }

  /**
   * @param {number} now milliseconds
   * @returns {boolean} whether the picture moved
   */
  advance(now) {
    return this.#glide.advance(now);
  }

  /**
   * A place on the present canvas, within the range: what lies far beyond it is never written out.
   *
   * @param {DecimalPair} center
   * @param {number} log2Width
   * @returns {Viewport}
   */
  #placed(center, log2Width) {
    const [narrowest, widest] = log2WidthRange(this.goal, this.#range);
    const within = Math.min(widest, Math.max(narrowest, log2Width));
    return viewport(center, within, this.goal.width, this.goal.height);
  }

  /**
   * No drag moves the center further out than half a tile of the shallowest level.
   *
   * @param {Viewport} view
   * @returns {Viewport}
   */
  #confine(view) {
    const reach = shift(1n, view.bits + log2TileSide(this.#range[0]) - 1);
    /** @type {(value: bigint) => bigint} */
    const within = (value) => (value > reach ? reach : value < -reach ? -reach : value);
    return { ...view, x: within(view.x), y: within(view.y) };
  }

  /** @param {Viewport} view */
  #isNear(view) {
    if (Math.abs(view.log2Width - this.shown.log2Width) > FARTHEST_ZOOM) return false;
    const wider = view.log2Width > this.shown.log2Width ? view : this.shown;
    return distance(this.shown, view, log2Pixel(wider)) < FARTHEST_PAN * wider.width;
  }
}

/**
 * Keep a view within the levels that can be computed.
 *
 * @param {Viewport} view
 * @param {readonly [number, number]} range
 * @returns {Viewport}
 */
function clamp(view, range) {
  const [narrowest, widest] = log2WidthRange(view, range);
  const log2Width = Math.min(widest, Math.max(narrowest, view.log2Width));
  return log2Width === view.log2Width ? view : zoom(view, log2Width, view.width / 2, view.height / 2);
}

/**
 * Whether the difference between a view and its goal is invisible.
 *
 * @param {Viewport} view
 * @param {Viewport} goal
 */
function isThere(view, goal) {
  return (
    Math.abs(view.log2Width - goal.log2Width) < ARRIVED_ZOOM && distance(view, goal, log2Pixel(goal)) < ARRIVED_PAN
  );
}

/**
 * Between two centers, in pixels of a given size.
 *
 * @param {Viewport} a
 * @param {Viewport} b
 * @param {number} pixel log2 of the pixel's side
 */
function distance(a, b, pixel) {
  const bits = Math.max(a.bits, b.bits);
  const dx = (a.x << BigInt(bits - a.bits)) - (b.x << BigInt(bits - b.bits));
  const dy = (a.y << BigInt(bits - a.bits)) - (b.y << BigInt(bits - b.bits));
  return Math.hypot(toNumber(dx, -bits - pixel), toNumber(dy, -bits - pixel));
}
