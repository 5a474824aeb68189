import { key } from "../tiles/tiles.js";
import { spreadOf, thresholds } from "./histogram.js";
import { COARSEST, stretchOf } from "./stretch.js";

/** @import { Field as Name } from "../messages.js" */
/** @import { Dress } from "../protocol.js" */
/** @import { TileStore } from "../tiles/store.js" */
/** @import { Tile } from "../tiles/tiles.js" */
/** @import { Look } from "./coloring.js" */
/** @import { Spread } from "./histogram.js" */

/** @typedef {Partial<Pick<Look, "thresholds" | "spread" | "high">>} Seen what colors have to know of a view */

/** The field that makes smooth counts finer. */
export const FRACTION = /** @type {Name} */ ("fraction");
/** One pixel in so many is looked at, which are no multiple of a tile's width. */
const SAMPLING = 61;
/** Turns of the palette in a number of a smooth count, usually. */
const EACH = 1 / 64 / 256;
/** While the view moves, colors change where they would so many times as fast, or as slowly. */
const MUCH = 1.5;

/**
 * What a view shows, for colors that follow it.
 */
export class Sight {
  /** Where was looked, and what for. */
  #place = "";
  /** @type {Uint32Array | null} */
  #thresholds = null;
  /** @type {Spread | null} */
  #spread = null;
  #times = 1;
  /** @type {number | null} the number after the most iterations, where tiles differ in theirs */
  #high = null;
  #wantsFractions = false;

  /** Whether smooth counts change so little that their fractions are wanted. */
  get wantsFractions() {
    return this.#wantsFractions;
  }

  /**
   * What colors have to know.
   *
   * @param {Dress} dress
   * @returns {Seen}
   */
  seen({ look: { color_by: by } }) {
    if (by === "count") return this.#high === null ? {} : { high: this.#high };
    if (by === "histogram") return this.#thresholds ? { thresholds: this.#thresholds } : {};
    return isStretched(by) && this.#spread && this.#times > 1 ? { spread: this.#spread } : {};
  }

  /**
   * Look at what tiles show, unless that has been done.
   *
   * @param {TileStore} store
   * @param {Tile[]} tiles whole
   * @param {Dress} dress
   * @param {boolean} resting
   * @returns {boolean} whether colors have to follow
   */
  look(store, tiles, { look: { color_by: by }, pace, fields }, resting) {
    if (by === "count") return this.#lookAtIterations(store, tiles) || this.#narrow();
    const ranks = by === "histogram";
    if (!ranks && !isStretched(by)) return this.#narrow();
    const place = [
      by,
      resting,
      this.#wantsFractions,
      ...[tiles[0], tiles.at(-1)].map((tile) => tile && key(tile)),
    ].join();
    if (place === this.#place) return false;
    this.#place = place;
    const numbers = store.sample(tiles, "smooth", SAMPLING);
    if (ranks) {
      if (!resting) return false;
      this.#thresholds = thresholds(numbers);
      return true;
    }
    const spread = spreadOf(numbers, this.#wantsFractions ? store.sample(tiles, FRACTION, SAMPLING) : null);
    const { times } = stretchOf(spread ?? undefined, EACH * pace);
    const [before, wanted] = [this.#times, this.#wantsFractions];
    if (times === 1 && before === 1) return this.#narrow();
    const ratio = times / before;
    if (!resting && ratio < MUCH && ratio > 1 / MUCH) return false;
    this.#spread = spread;
    this.#times = times;
    // Those that are here are kept for a while: without them the spread may look a little different.
    this.#wantsFractions = fields.includes(FRACTION) && times >= (wanted ? COARSEST / 2 : COARSEST);
    return resting || times !== before || wanted !== this.#wantsFractions;
  }

  /** Forget what was seen: the tiles show something else. */
  clear() {
    this.#place = "";
    this.#thresholds = this.#spread = null;
    this.#times = 1;
    this.#high = null;
    this.#wantsFractions = false;
  }

  /**
   * @param {TileStore} store
   * @param {Tile[]} tiles
   */
  #lookAtIterations(store, tiles) {
    const [least, most] = store.iterations(tiles);
    const [before, high] = [this.#high, least === most ? null : most + 1];
    this.#high = high;
    return high !== before;
  }

  /** Want no fractions any more. */
  #narrow() {
    const wanted = this.#wantsFractions;
    this.#wantsFractions = false;
    return wanted;
  }
}

/** @param {string} by what colors tell */
function isStretched(by) {
  return by === "smooth" || by === "final_angle";
}
