import { CLOCK } from "../../widget/comm/clock.js";
import { TileStore } from "../tiles/store.js";
import { cover, tilesOf } from "../tiles/tiles.js";
import { Backdrop } from "./backdrop.js";
import { draw } from "./canvas.js";
import { fieldsOf, givenColors, readColoring } from "./coloring.js";
import { Cycling } from "./cycling.js";
import { distributionOf } from "./distribution.js";
import { FRACTION, Sight } from "./sight.js";

/** @import { Field as Name, Formula, Poster } from "../messages.js" */
/** @import { Dress, Look } from "../protocol.js" */
/** @import { Supply } from "../tiles/demand.js" */
/** @import { Cover, Tile } from "../tiles/tiles.js" */
/** @import { Coloring } from "./coloring.js" */
/** @import { Viewport } from "../viewport/viewport.js" */
/** @import { Picture } from "./picture.js" */

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
  #sight = new Sight();
  #cycling = new Cycling();
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
    const coloring = coloringOf(dress);
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
    this.#forget();
  }

  /**
   * Show a picture in place of all tiles.
   *
   * @param {Picture} picture
   */
  replace(picture) {
    this.#backdrop.replace(picture);
    this.#forget();
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
    const [needed, known] = [dress, this.#dress].map((each) => neededBy(coloringOf(each), each));
    this.#isRepainting = isWhole && needed.every((name) => known.includes(name));
    if (this.#last && !this.#isRepainting) this.#backdrop.keep(this.#canvas, this.#last.view, false);
    this.#dress = dress;
    this.#paint();
    return true;
  }

  /**
   * Make the picture of a view at rest better: by finer tiles once they are here, a part of it in each frame.
   *
   * @param {Supply} supply whole
   * @param {number} now milliseconds
   * @returns {boolean} whether it is as good as it gets
   */
  smooth({ tiles, levels, isFine }, now) {
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
   * Let the colors follow what these tiles show, if they are to; all other tiles are colored by the same.
   *
   * @param {Tile[]} tiles whole
   * @param {boolean} resting while the view moves, only what is much different is followed
   * @returns {boolean} whether they do
   */
  look(tiles, resting) {
    const follows = this.#sight.look(this.store, tiles, this.#dress, resting);
    if (follows) this.#paint();
    return follows;
  }

  /**
   * Let the colors go round, if motion is wanted.
   *
   * @param {number} now milliseconds
   * @param {number} speed turns a second, 0 if they rest
   * @returns {boolean} whether they do
   */
  turn(now, speed) {
    const isTurning = speed !== 0 && this.isEased && this.coloring().layer.scale.kind !== "range";
    const turns = this.#cycling.advance(now, isTurning ? speed : 0);
    this.store.turn(turns);
    return turns !== null;
  }

  /** Turns by which the colors have gone round. */
  get turns() {
    return this.#cycling.turns;
  }

  /**
   * The coloring, or what it would be.
   *
   * @param {Partial<Look>} [changes]
   */
  coloring(changes = {}) {
    const dress = { ...this.#dress, look: { ...this.#dress.look, ...changes } };
    return coloringOf(dress, this.#sight.seen(dress));
  }

  /** How the numbers that colors go by are distributed in what was drawn last; null if nothing was. */
  get distribution() {
    return this.#last && distributionOf(this.store, [...tilesOf(this.#last.area)], this.coloring());
  }

  /** Forget the tiles, and what was seen of them. */
  #forget() {
    this.store.clear();
    this.#sight.clear();
    this.#paint();
  }

  /** Color the tiles by the present colormap and look. */
  #paint() {
    const coloring = this.coloring();
    const needed = neededBy(coloring, this.#dress);
    this.store.recolor(coloring, needed, this.#sight.wantsFractions ? [...new Set([...needed, FRACTION])] : needed);
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
   * @param {boolean} state.brief whether the next frame shows something else
   * @returns {boolean} whether something fades in or out
   */
  draw(view, z, { formula, isWhole, now, brief }) {
    const shown = JSON.stringify(formula);
    const { fields, pace } = this.#dress;
    const colors = nameOf(this.#dress);
    const pictures = this.#backdrop.pictures(
      (poster) =>
        JSON.stringify(poster.formula) === shown && nameOf({ colormap: poster, look: poster, pace, fields }) === colors,
      now,
    );
    const [store, area] = [this.store, cover(view, z)];
    const isFading = draw(this.#context, { view, area, store, pictures, now, still: !this.isEased, brief });
    if (pictures.length > 0 || store.size > 0) this.#last = { view, area, pictures };
    if (isWhole && !isFading) this.#backdrop.drop();
    return isFading || this.#backdrop.isDimming(now);
  }
}

/**
 * Name colors.
 *
 * @param {{colormap: {colormap: string}, look: Look, pace: number, fields: readonly Name[]}} dress
 */
function nameOf({ colormap: { colormap }, look: { color_by, density, offset, light, interior }, pace, fields }) {
  return JSON.stringify([colormap, color_by, density, offset, light, interior, pace, fields]);
}

/**
 * @param {Dress} dress
 * @param {import("./sight.js").Seen} [seen]
 */
function coloringOf({ colormap, look, pace, fields }, seen = {}) {
  return fields.includes("color") ? givenColors(colormap) : readColoring(colormap, { ...look, pace, ...seen });
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
