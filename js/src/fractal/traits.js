import { Echo } from "../widget/comm/echo.js";
import { isExact, log2TilePixel } from "./tiles/tiles.js";
import { center as centerOf, snap, trim } from "./viewport/viewport.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Clock } from "../widget/comm/clock.js" */
/** @import { Coloring as Colormap, DecimalPair, Traits } from "./messages.js" */
/** @import { Dress, Settings } from "./protocol.js" */
/** @import { Look, Place } from "./viewport/places.js" */
/** @import { Viewport } from "./viewport/viewport.js" */

/** Least time from the begin of a move to a write, and between two writes while the view moves, in milliseconds. */
const INTERVAL = 100;
/** Milliseconds that the kernel may take to echo a write. */
const ECHO = 1_000;

/**
 * Read the settings of a model.
 *
 * @param {AnyModel<Traits>} model
 * @returns {Settings}
 */
export function settingsOf(model) {
  return { formula: model.get("formula"), max_iter: model.get("max_iter"), engine: model.get("engine") };
}

/**
 * Take the formula and the look of a place.
 *
 * @param {AnyModel<Traits>} model
 * @param {Pick<Place, "formula" | "look">} place
 * @returns {boolean} whether it is another formula
 */
export function adopt(model, { formula, look }) {
  const isOther = formula !== undefined && JSON.stringify(formula) !== JSON.stringify(model.get("formula"));
  for (const [name, value] of Object.entries(look ?? {})) model.set(/** @type {any} */ (name), value);
  if (isOther) model.set("formula", formula);
  if (isOther || look) model.save_changes();
  return isOther;
}

/**
 * The present values of traits.
 *
 * @param {AnyModel<Traits>} model
 * @param {Look} like values of them
 * @returns {Look}
 */
export function lookOf(model, like) {
  return Object.fromEntries(Object.keys(like).map((name) => [name, model.get(/** @type {any} */ (name))]));
}

/**
 * Name all that a tile depends on besides its place.
 *
 * @param {Settings} settings
 * @returns {string}
 */
export function settingsKey({ formula, max_iter, engine }) {
  return JSON.stringify([formula, max_iter, engine]);
}

/**
 * The colormap that the model asks for: one of the menu's at once, another one when the kernel has sent it.
 *
 * @param {AnyModel<Traits>} model
 * @returns {Colormap | null} null while the kernel has not sent it
 */
export function colormapOf(model) {
  const name = model.get("colormap");
  return [...model.get("colormaps"), model.get("coloring")].find(({ colormap }) => colormap === name) ?? null;
}

/**
 * The colors that the model asks for; in the kernel's colormap while it has not sent that one.
 *
 * @param {AnyModel<Traits>} model
 * @returns {Dress}
 */
export function dressOf(model) {
  const look = {
    color_by: model.get("color_by"),
    density: model.get("density"),
    offset: model.get("offset"),
    light: model.get("light"),
    interior: model.get("interior"),
  };
  const colormap = colormapOf(model) ?? model.get("coloring");
  return { colormap, look, pace: model.get("pace"), fields: model.get("field_names") };
}

/**
 * The view that "home" leads to on a canvas: wide enough that a flat one shows the whole height of the first view.
 *
 * @param {AnyModel<Traits>} model
 * @param {{width: number, height: number}} canvas
 * @returns {{center: DecimalPair, log2Width: number}}
 */
export function homeOf(model, { width, height }) {
  const { center, log2_width, log2_height } = model.get("home");
  return { center, log2Width: Math.max(log2_width, (log2_height ?? -Infinity) + Math.log2(width / height)) };
}

/**
 * Whether a model's view is where it was made.
 *
 * @param {AnyModel<Traits>} model
 */
export function isHome(model) {
  const home = model.get("home");
  return model.get("log2_width") === home.log2_width && String(model.get("center")) === String(home.center);
}

/**
 * Writes the view's moves to the model, and distinguishes the echo of a write from moves that others make.
 */
export class ViewTraits {
  /** @type {Echo<Traits, "center" | "log2_width">} */
  #echo;
  #clock;
  #begunAt = -Infinity;

  /**
   * @param {AnyModel<Traits>} model
   * @param {Clock} clock
   */
  constructor(model, clock) {
    this.#clock = clock;
    this.#echo = new Echo(model, ["center", "log2_width"], clock, ECHO);
  }

  /**
   * The model's view if others have changed it, null for an echo.
   *
   * @returns {{center: DecimalPair, log2Width: number} | null}
   */
  read() {
    const place = this.#echo.read();
    return place && { center: place.center, log2Width: place.log2_width };
  }

  /** The view begins to move: the kernel is told where to in a while, and has the tiles to itself till then. */
  begin() {
    this.#begunAt = this.#clock.now();
  }

  /** Whether a write would come too early. */
  get early() {
    return Math.min(this.#echo.age, this.#clock.now() - this.#begunAt) < INTERVAL;
  }

  /** @param {Viewport} view */
  save(view) {
    this.#echo.save({ center: centerOf(view), log2_width: view.log2Width });
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
  return trim(isExact(view, z) ? snap(view, log2TilePixel(z)) : view);
}
