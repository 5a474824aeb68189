import { isExact, log2TilePixel } from "./tiles/tiles.js";
import { center, snap } from "./viewport/viewport.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Clock } from "./tiles/requests.js" */
/** @import { DecimalPair, Style, Traits } from "./protocol.js" */
/** @import { Viewport } from "./viewport/viewport.js" */

/** Least time between two writes while the view moves, in milliseconds. */
const INTERVAL = 100;
/** How long the kernel may take to echo a write. */
const ECHO = 1_000;

/**
 * @param {AnyModel<Traits>} model
 * @returns {Style}
 */
export function styleOf(model) {
  return {
    c: model.get("c"),
    max_iter: model.get("max_iter"),
    colormap: model.get("colormap"),
    engine: model.get("engine"),
  };
}

/**
 * @param {Style} a
 * @param {Style} b
 */
export function sameStyle(a, b) {
  return sameNumber(a, b) && a.max_iter === b.max_iter && a.colormap === b.colormap && a.engine === b.engine;
}

/**
 * @param {{c: DecimalPair}} a
 * @param {{c: DecimalPair}} b
 */
export function sameNumber(a, b) {
  return a.c[0] === b.c[0] && a.c[1] === b.c[1];
}

/**
 * Writes the view's moves to the model, and tells its echo from a move that others make.
 */
export class Place {
  #model;
  #clock;
  #wroteAt = -Infinity;
  /** @type {string[]} what was written lately, oldest first */
  #written = [];
  #writing = false;

  /**
   * @param {AnyModel<Traits>} model
   * @param {Clock} clock
   */
  constructor(model, clock) {
    this.#model = model;
    this.#clock = clock;
  }

  /**
   * The model's view if others have changed it, null for an echo.
   *
   * @returns {{center: DecimalPair, log2Width: number} | null}
   */
  read() {
    if (this.#writing) return null;
    const place = this.#present();
    if (this.#clock.now() - this.#wroteAt > ECHO) this.#written.length = 0;
    if (this.#written.includes(JSON.stringify(place))) return null;
    return place;
  }

  /** Whether a write would come too early. */
  get early() {
    return this.#clock.now() - this.#wroteAt < INTERVAL;
  }

  /**
   * @param {Viewport} view
   */
  tell(view) {
    const place = { center: center(view), log2Width: view.log2Width };
    const text = JSON.stringify(place);
    if (text === JSON.stringify(this.#present())) return;
    this.#wroteAt = this.#clock.now();
    this.#written.push(text);
    if (this.#written.length > 16) this.#written.shift();
    this.#writing = true;
    this.#model.set("center", place.center);
    this.#model.set("log2_width", place.log2Width);
    this.#writing = false;
    this.#model.save_changes();
  }

  /** @returns {{center: DecimalPair, log2Width: number}} */
  #present() {
    return { center: this.#model.get("center"), log2Width: this.#model.get("log2_width") };
  }
}

/**
 * The viewport to rest at: where a tile pixel is a device pixel, the canvas lies on the tiles' grid, so that
 * the traits say exactly which pixels are shown.
 *
 * @param {Viewport} view
 * @param {number} z
 * @returns {Viewport}
 */
export function atRest(view, z) {
  return isExact(view, z) ? snap(view, log2TilePixel(z)) : view;
}
