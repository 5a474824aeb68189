import { TileStore } from "../tiles/store.js";
import { cover } from "../tiles/tiles.js";
import { Backdrop } from "./backdrop.js";
import { draw } from "./canvas.js";
import { readColoring } from "./recolor.js";

/** @import { Coloring as ColoringTrait, Formula, Poster } from "../messages.js" */
/** @import { Cover } from "../tiles/tiles.js" */
/** @import { Viewport } from "../viewport/viewport.js" */
/** @import { Picture } from "./picture.js" */

/**
 * All that can be drawn, and the canvas that it is drawn on: tiles, and below them the pictures that stand in for them.
 */
export class Scene {
  #canvas;
  #context;
  #coloring;
  #backdrop = new Backdrop();
  #stillness = matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {{view: Viewport, area: Cover, pictures: {picture: Picture, dimmed: number}[]} | null} what was drawn last */
  #last = null;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {ColoringTrait} coloring
   * @param {() => void} changed called when something else can be drawn
   */
  constructor(canvas, coloring, changed) {
    this.#canvas = canvas;
    this.#context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.#coloring = coloring;
    this.store = new TileStore(readColoring(coloring), changed);
  }

  /** Whether motion is wanted. */
  get isEased() {
    return !this.#stillness.matches;
  }

  /** Whether anything has been drawn. */
  get isDrawn() {
    return this.#last !== null;
  }

  /**
   * Follow the size of the canvas.
   *
   * @param {number} width device pixels
   * @param {number} height device pixels
   */
  resize(width, height) {
    const canvas = this.#canvas;
    if (canvas.width === width && canvas.height === height) return;
    canvas.width = width;
    canvas.height = height;
  }

  /**
   * Take other tiles from now on; until they come, what was drawn last stays, dimmed if it shows something else.
   *
   * @param {boolean} isOther whether the tiles show something else, rather than come from another engine
   * @param {number} now milliseconds
   */
  renew(isOther, now) {
    if (this.#last) {
      const { view, area, pictures } = this.#last;
      const undimmed = pictures.map(({ picture }) => ({ picture, dimmed: 0 }));
      draw(this.#context, { view, area, store: this.store, pictures: undimmed, now, still: true });
      this.#backdrop.keep(this.#canvas, view, !isOther);
      if (isOther) this.#backdrop.outdate(now);
    }
    this.store.clear();
  }

  /**
   * Show all in other colors. Where tiles are missing, what was drawn last stays.
   *
   * @param {ColoringTrait} coloring
   * @param {boolean} isWhole whether no tile is missing
   * @returns {boolean} whether the colors are others
   */
  recolor(coloring, isWhole) {
    if (JSON.stringify(coloring) === JSON.stringify(this.#coloring)) return false;
    if (this.#last && !isWhole) this.#backdrop.keep(this.#canvas, this.#last.view, false);
    this.#coloring = coloring;
    this.store.recolor(readColoring(coloring));
    return true;
  }

  /**
   * Take another poster.
   *
   * @param {Poster | null} poster
   * @param {() => boolean} isLatest says, once it is decoded, whether it is still wanted
   */
  loadPoster(poster, isLatest) {
    return this.#backdrop.load(poster, isLatest);
  }

  /**
   * Draw a view.
   *
   * @param {Viewport} view
   * @param {number} z level of the tiles
   * @param {object} state
   * @param {Formula} state.formula
   * @param {boolean} state.isWhole whether no tile is missing
   * @param {number} state.now milliseconds
   * @returns {boolean} whether something fades in or out
   */
  draw(view, z, { formula, isWhole, now }) {
    const [shown, { colormap }] = [JSON.stringify(formula), this.#coloring];
    const pictures = this.#backdrop.pictures(
      (poster) => JSON.stringify(poster.formula) === shown && poster.colormap === colormap,
      now,
    );
    const [store, area] = [this.store, cover(view, z)];
    const isFading = draw(this.#context, { view, area, store, pictures, now, still: !this.isEased });
    if (pictures.length > 0 || store.size > 0) this.#last = { view, area, pictures };
    if (isWhole && !isFading) this.#backdrop.drop();
    return isFading || this.#backdrop.isDimming(now);
  }
}
