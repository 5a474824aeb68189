import { EASE, GLIDE } from "../../../widget/math/glide.js";
import { marginOf } from "../../draw/frame.js";
import { Camera } from "./camera.js";
import { confine, interpolate, isThere, pan, resize, whole, zoom, zoomToBox } from "./viewport.js";

/** @import { Viewport } from "./viewport.js" */

/** Home shrinks the data to no less than this part of their usual size. */
const SMALLEST = 0.55;

/**
 * A camera over a plane.
 *
 * @extends {Camera<Viewport>}
 */
export class Camera2D extends Camera {
  #span;
  /** The part of its usual scale to which home shrinks the data, so that more than they is seen. */
  #shrink = 1;
  /** Whether what was dropped by hand has to stay under the pointer. */
  #isHeld = false;
  /** Device pixels per CSS pixel. */
  #ratio = 1;

  /**
   * @param {readonly number[]} span of the data in both directions
   */
  constructor(span) {
    super(whole(1, 1, span), interpolate, isThere);
    this.#span = span;
  }

  /**
   * Follow the size of the canvas.
   *
   * @param {number} width device pixels
   * @param {number} height
   * @param {number} [ratio] device pixels per CSS pixel
   */
  resize(width, height, ratio = 1) {
    const { goal, isHome } = this;
    if (goal.width === width && goal.height === height && this.#ratio === ratio) return;
    this.#ratio = ratio;
    this.go(isHome ? this.#whole(width, height) : resize(goal, width, height), 0, isHome);
  }

  /**
   * Let home show what reaches beyond the data, within bounds. It never grows back by itself: nothing jumps while a fit
   * is played.
   *
   * @param {readonly [number, number]} reach from the middle of the data, in units
   * @param {boolean} eased
   */
  embrace([x, y], eased) {
    if (!this.isHome || this.#isHeld) return;
    const { width, height } = this.goal;
    const margin = marginOf(width, height, this.#ratio);
    const { scaleX, scaleY } = whole(width, height, this.#span, margin);
    const fits = Math.min((width / 2 - margin.x) / (x * scaleX), (height / 2 - margin.y) / (y * scaleY));
    const shrink = Math.max(SMALLEST, Math.min(1, fits));
    if (!(shrink < this.#shrink)) return;
    this.#shrink = shrink;
    this.go(this.#whole(width, height), eased ? EASE : 0, true);
  }

  /** Let home be as it is until it is asked for again. */
  hold() {
    this.#isHeld = true;
  }

  /**
   * Show the same as another camera.
   *
   * @param {Camera2D} other
   */
  match(other) {
    const { width, height } = this.goal;
    this.#shrink = other.#shrink;
    this.go(resize(other.shown, width, height), 0, other.isHome);
  }

  /**
   * Zoom about a place.
   *
   * @param {number} levels positive goes in
   * @param {number} px device pixels
   * @param {number} py
   * @param {boolean} eased
   */
  zoom(levels, px, py, eased) {
    const { shown, goal } = this;
    const wanted = Math.log2(goal.scaleX / shown.scaleX) + levels;
    this.#move(zoom(shown, wanted, px, py), eased ? EASE : 0);
  }

  /**
   * Move with a pointer.
   *
   * @param {number} dx device pixels
   * @param {number} dy
   */
  drag(dx, dy) {
    if (dx === 0 && dy === 0) return;
    this.#move(pan(this.shown, dx, dy), 0);
  }

  /**
   * Glide on after a drag.
   *
   * @param {number} vx device pixels per millisecond
   * @param {number} vy
   */
  flick(vx, vy) {
    this.#move(pan(this.shown, vx * GLIDE, vy * GLIDE), GLIDE);
  }

  /**
   * Show a box of what is shown now.
   *
   * @param {{left: number, top: number, right: number, bottom: number}} box device pixels
   * @param {boolean} eased
   */
  zoomToBox(box, eased) {
    this.#move(zoomToBox(this.shown, box), eased ? EASE : 0);
  }

  /**
   * Show all of the data.
   *
   * @param {boolean} eased
   */
  home(eased) {
    const { width, height } = this.goal;
    this.#isHeld = false;
    this.#shrink = 1;
    this.go(confine(this.#whole(width, height)), eased ? EASE : 0, true);
  }

  /**
   * @param {number} width device pixels
   * @param {number} height
   */
  #whole(width, height) {
    const viewport = whole(width, height, this.#span, marginOf(width, height, this.#ratio));
    const { scaleX, scaleY } = viewport;
    return { ...viewport, scaleX: this.#shrink * scaleX, scaleY: this.#shrink * scaleY };
  }

  /**
   * @param {Viewport} viewport
   * @param {number} tau
   */
  #move(viewport, tau) {
    this.go(confine(viewport), tau);
  }
}
