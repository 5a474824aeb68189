import { element } from "../../widget/ui/dom.js";
import { parse, toNumber } from "../viewport/coordinate.js";
import { describe, log2Pixel, pointAt } from "../viewport/viewport.js";

/** @import { Point } from "../../widget/input/pointer.js" */
/** @import { DecimalPair } from "../messages.js" */
/** @import { Viewport } from "../viewport/viewport.js" */

/** CSS pixels from the edge at which the handle stays while its point lies further out. */
const MARGIN = 14;

/**
 * The handle by which c is dragged in the parameter plane: a ring with a halo, seen on every ground. While c lies outside,
 * it waits at the edge.
 */
export class Handle {
  node = element("div", { class: "its-c", "aria-hidden": "true" });
  /** @type {{shown: Viewport, ratio: number} | null} */
  #frame = null;
  /** @type {DecimalPair} */
  #c = ["0", "0"];
  /** @type {{c: DecimalPair, bits: number, x: bigint, y: bigint} | null} c as the view has coordinates */
  #read = null;

  /**
   * @param {object} options
   * @param {() => DecimalPair} options.read
   * @param {(c: DecimalPair) => void} options.move
   * @param {(at: Point) => void} options.rest called with where it is let go, in CSS pixels
   * @param {() => void} options.take called when it is taken hold of
   * @param {HTMLElement} options.canvas that it lies over
   * @param {AbortSignal} options.signal
   */
  constructor({ read, move, rest, take, canvas, signal }) {
    this.#c = read();
    /** @type {Point | null} from the pointer to the middle of the handle, while it is dragged */
    let grip = null;
    /** @type {(event: MouseEvent) => Point} */
    const locate = (event) => {
      const { left, top } = canvas.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };
    /**
     * Listen before the canvas's own listeners do.
     *
     * @type {(kind: "pointerdown" | "pointermove" | "pointerup" | "pointercancel", listener: (event: PointerEvent) => void) => void}
     */
    const on = (kind, listener) => {
      for (const target of [canvas, this.node]) target.addEventListener(kind, listener, { signal, capture: true });
    };
    on("pointerdown", (event) => {
      const at = locate(event);
      const gap = this.#gap(at);
      if (event.button !== 0 || event.shiftKey || !gap) return;
      event.stopImmediatePropagation();
      take();
      if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
      grip = gap;
    });
    on("pointermove", (event) => {
      const at = locate(event);
      if (grip) {
        event.stopImmediatePropagation(); // the parameter plane need not be drawn anew
        const c = this.at({ x: at.x + grip.x, y: at.y + grip.y });
        if (c) move(c);
        return;
      }
      const isNear = this.#gap(at) !== null;
      this.node.classList.toggle("its-near", isNear);
      canvas.classList.toggle("its-over-c", isNear);
    });
    /** @param {PointerEvent} event */
    const lift = (event) => {
      if (grip) rest(locate(event));
      grip = null;
    };
    on("pointerup", lift);
    on("pointercancel", lift);
  }

  /**
   * The constant at a place.
   *
   * @param {Point} at CSS pixels
   * @returns {DecimalPair | null} with as many digits as the view gives meaning; null until something is shown
   */
  at({ x, y }) {
    if (!this.#frame) return null;
    const { shown, ratio } = this.#frame;
    return describe(shown, pointAt(shown, x * ratio, y * ratio));
  }

  /**
   * The constant beside c.
   *
   * @param {number} dx CSS pixels
   * @param {number} dy CSS pixels
   */
  beside(dx, dy) {
    const place = this.#place();
    return place && this.at({ x: place.x + dx, y: place.y + dy });
  }

  /** @param {DecimalPair} c */
  show(c) {
    this.#c = c;
    this.#draw();
  }

  /**
   * Follow the parameter plane.
   *
   * @param {Viewport} shown
   * @param {number} ratio device pixels per CSS pixel
   */
  follow(shown, ratio) {
    this.#frame = { shown, ratio };
    this.#draw();
  }

  #draw() {
    const middle = this.#middle();
    this.node.hidden = middle === null;
    if (!middle) return;
    this.node.classList.toggle("its-away", middle.isAway);
    this.node.style.transform = `translate(${middle.x}px, ${middle.y}px)`;
  }

  /**
   * From a place to the middle of the handle, if it is there.
   *
   * @param {Point} at CSS pixels
   */
  #gap(at) {
    const middle = this.#middle();
    if (!middle) return null;
    const gap = { x: middle.x - at.x, y: middle.y - at.y };
    return Math.hypot(gap.x, gap.y) <= this.node.offsetWidth / 2 ? gap : null;
  }

  /** Where the handle is: at c, or at the edge. */
  #middle() {
    const place = this.#place();
    if (!place || !this.#frame) return null;
    const { shown, ratio } = this.#frame;
    /** @type {(at: number, size: number) => number} */
    const within = (at, size) => Math.min(size / ratio - MARGIN, Math.max(MARGIN, at));
    const [x, y] = [within(place.x, shown.width), within(place.y, shown.height)];
    return { x, y, isAway: Math.hypot(place.x - x, place.y - y) > MARGIN };
  }

  /** @returns {Point | null} CSS pixels of c from the view's corner */
  #place() {
    if (!this.#frame) return null;
    const { shown, ratio } = this.#frame;
    const { bits } = shown;
    if (this.#read?.c !== this.#c || this.#read.bits !== bits) {
      try {
        this.#read = { c: this.#c, bits, x: parse(this.#c[0], bits), y: parse(this.#c[1], bits) };
      } catch {
        return null; // a saved page may hold anything
      }
    }
    const exponent = -bits - log2Pixel(shown);
    return {
      x: (shown.width / 2 + toNumber(this.#read.x - shown.x, exponent)) / ratio,
      y: (shown.height / 2 - toNumber(this.#read.y - shown.y, exponent)) / ratio,
    };
  }
}
