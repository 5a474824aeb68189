import { CLOCK } from "../../widget/comm/clock.js";
import { TileStore } from "../tiles/store.js";
import { cover, key } from "../tiles/tiles.js";
import { Backdrop } from "./backdrop.js";
import { draw } from "./canvas.js";
import { fieldsOf, readColoring } from "./coloring.js";
import { thresholds } from "./histogram.js";

/** @import { Field as Name, Formula, Poster } from "../messages.js" */
/** @import { Dress, Look } from "../protocol.js" */
/** @import { Supply } from "../tiles/demand.js" */
/** @import { Cover, Tile } from "../tiles/tiles.js" */
/** @import { Coloring } from "./coloring.js" */
/** @import { Viewport } from "../viewport/viewport.js" */
/** @import { Picture } from "./picture.js" */

/** Ranks are taken of one pixel in so many, which are no multiple of a tile's width. */
const SAMPLING = 61;
/** Colors that have not changed for so long are painted finely, for so long in each frame, in milliseconds. */
const STILL = 150;
const PAINTING = 10;

/**
 * All that can be drawn, and the canvas that it is drawn on: tiles, and below them the pictures that stand in for them.
 */
export class Scene {
  #canvas;
  #context;
  /** @type {Dress} */
  #dress;
  /** @type {{place: string, thresholds: Uint32Array} | null} the ranks of what was seen where */
  #ranked = null;
  #paintedAt = -Infinity;
  #isRepainting = false;
  #backdrop = new Backdrop();
  #stillness = matchMedia("(prefers-reduced-motion: reduce)");
  /** @type {{view: Viewport, area: Cover, pictures: {picture: Picture, dimmed: number}[]} | null} what was drawn last */
  #last = null;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {Dress} dress
   * @param {() => void} changed called when something else can be drawn
   */
  constructor(canvas, dress, changed) {
    this.#canvas = canvas;
    this.#context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.#dress = dress;
    const coloring = readColoring(dress.colormap, dress.look);
    this.store = new TileStore(coloring, neededBy(coloring, dress), changed);
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
    this.#ranked = null;
  }

  /**
   * Show a picture in place of all tiles.
   *
   * @param {Picture} picture
   */
  replace(picture) {
    this.#backdrop.replace(picture);
    this.store.clear();
    this.#ranked = null;
  }

  /**
   * Show all in other colors. Where tiles are missing, or lack what these colors tell, what was drawn last stays.
   *
   * @param {Dress} dress
   * @param {boolean} isWhole whether no tile is missing
   * @returns {boolean} whether the colors are others
   */
  recolor(dress, isWhole) {
    if (nameOf(dress) === nameOf(this.#dress)) return false;
    const [needed, known] = [dress, this.#dress].map((each) => neededBy(readColoring(each.colormap, each.look), each));
    this.#isRepainting = isWhole && needed.every((name) => known.includes(name));
    if (this.#last && !this.#isRepainting) this.#backdrop.keep(this.#canvas, this.#last.view, false);
    this.#dress = dress;
    this.#paint();
    return true;
  }

  /**
   * Make the picture of a view at rest better: by ranks, if colors tell them, then by finer tiles once they are here, a part
   * of it in each frame.
   *
   * @param {Supply} supply whole
   * @param {number} now milliseconds
   * @returns {boolean} whether it is as good as it gets
   */
  smooth({ tiles, levels, isFine }, now) {
    if (this.#equalize(tiles)) return false;
    const isStill = now - this.#paintedAt > STILL;
    const isSmooth = levels === 0 || (isFine && isStill && this.store.refine(tiles, levels, PAINTING));
    if (isSmooth) this.#isRepainting = false;
    return isSmooth;
  }

  /** Whether what was shown is only being painted in other colors. */
  get isRepainting() {
    return this.#isRepainting;
  }

  /**
   * Lay the palette over the ranks of what these tiles show, if it is to tell ranks: as much of each color is seen. All other
   * tiles are colored by the same ranks.
   *
   * @param {Tile[]} tiles
   * @returns {boolean} whether the colors are others now
   */
  #equalize(tiles) {
    if (this.#dress.look.color_by !== "histogram") return false;
    const place = [tiles[0], tiles.at(-1)].map((tile) => tile && key(tile)).join();
    if (place === this.#ranked?.place) return false;
    this.#ranked = { place, thresholds: thresholds(this.store.sample(tiles, "smooth", SAMPLING)) };
    this.#paint();
    return true;
  }

  /** Color the tiles by the present colormap and look. */
  #paint() {
    const { colormap, look } = this.#dress;
    const ranks = this.#ranked && look.color_by === "histogram" ? { thresholds: this.#ranked.thresholds } : {};
    const coloring = readColoring(colormap, { ...look, ...ranks });
    this.store.recolor(coloring, neededBy(coloring, this.#dress));
    this.#paintedAt = CLOCK.now();
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
    const shown = JSON.stringify(formula);
    const { fields } = this.#dress;
    const colors = nameOf(this.#dress);
    const pictures = this.#backdrop.pictures(
      (poster) =>
        JSON.stringify(poster.formula) === shown && nameOf({ colormap: poster, look: poster, fields }) === colors,
      now,
    );
    const [store, area] = [this.store, cover(view, z)];
    const isFading = draw(this.#context, { view, area, store, pictures, now, still: !this.isEased });
    if (pictures.length > 0 || store.size > 0) this.#last = { view, area, pictures };
    if (isWhole && !isFading) this.#backdrop.drop();
    return isFading || this.#backdrop.isDimming(now);
  }
}

/**
 * Name colors.
 *
 * @param {{colormap: {colormap: string}, look: Look, fields: readonly Name[]}} dress
 */
function nameOf({ colormap: { colormap }, look: { color_by, density, offset, light, interior }, fields }) {
  return JSON.stringify([colormap, color_by, density, offset, light, interior, fields]);
}

/**
 * The fields that a coloring needs and that there are. What colors go by is needed in any case: if it is lacking, the kernel
 * says so.
 *
 * @param {Coloring} coloring
 * @param {{fields: readonly Name[]}} dress
 */
function neededBy(coloring, { fields }) {
  const names = /** @type {Name[]} */ (fieldsOf(coloring));
  return names.filter((name) => name === coloring.layer.field || fields.includes(name));
}
