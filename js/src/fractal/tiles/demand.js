import { cover, nearestFirst, tilesOf } from "./tiles.js";

/** @import { Field as Name } from "../messages.js" */
/** @import { Settings } from "../protocol.js" */
/** @import { Viewport } from "../viewport/viewport.js" */
/** @import { TileSource } from "./source.js" */
/** @import { TileStore } from "./store.js" */
/** @import { Cover, Tile } from "./tiles.js" */

/** While nothing else is wanted, tiles so many levels up are fetched around the view, for what comes next. */
const UNDERLAY_LEVELS = 2;
const UNDERLAY_MARGIN = 0.5;
/** Most tiles of a view together with those that smooth it: more would not fit into memory. */
const MOST_TILES = 800;

/**
 * What a view has of its tiles.
 *
 * @typedef {object} Supply
 * @property {Tile[]} tiles that it shows
 * @property {number} share of them that is here, whole
 * @property {number} levels by which those are finer that smooth them, 0 for none
 * @property {boolean} isFine whether all of those are here
 * @property {boolean} asked whether a request left
 */

/**
 * What a view wants of its tiles' source: those that it lacks, else finer ones to smooth its picture with, else a few
 * around it for what comes next.
 */
export class Demand {
  #store;
  #source;

  /**
   * @param {TileStore} store
   * @param {TileSource} source
   */
  constructor(store, source) {
    this.#store = store;
    this.#source = source;
  }

  /**
   * Ask for what a view lacks.
   *
   * @param {Viewport} view
   * @param {number} z level of its tiles
   * @param {object} wishes
   * @param {Settings} wishes.settings
   * @param {readonly [number, number]} wishes.range of levels
   * @param {{x: number, y: number} | null} wishes.pointer whose surroundings come first, device pixels
   * @param {number} wishes.levels by which tiles are finer that smooth the picture; 0 while it moves
   * @returns {Supply}
   */
  ask(view, z, { settings, range, pointer, levels: wanted }) {
    const area = cover(view, z);
    const tiles = [...tilesOf(area)];
    const missing = this.#missing(tiles);
    const levels = finest(tiles.length, Math.min(wanted, range[1] - z));
    const finer = levels > 0 ? cover(view, z + levels) : null;
    const unsmooth = finer ? this.#missing([...tilesOf(finer)]) : 0;
    this.#store.allow(2 * (tiles.length + (finer ? tiles.length * 4 ** levels : 0)));
    const middle = { x: view.width / 2, y: view.height / 2 };
    const wish = missing > 0 ? area : finer && unsmooth > 0 ? finer : underlay(view, area, range);
    const asked = this.#want(settings, nearestFirst(view, wish, (missing > 0 && pointer) || middle));
    return { tiles, share: 1 - missing / tiles.length, levels, isFine: unsmooth === 0, asked };
  }

  /** @param {Tile[]} tiles */
  #missing(tiles) {
    return tiles.filter((tile) => !this.#store.has(tile)).length;
  }

  /**
   * @param {Settings} settings
   * @param {Tile[]} tiles the most wanted first
   */
  #want(settings, tiles) {
    /** @type {Set<Name>} */
    const fields = new Set();
    const lacking = tiles.filter((tile) => {
      const names = this.#store.lacking(tile);
      for (const name of names) fields.add(name);
      return names.length > 0;
    });
    return this.#source.want({ settings, fields: [...fields], tiles: lacking });
  }
}

/**
 * By how many levels the tiles are finer that smooth a picture of so many.
 *
 * @param {number} tiles
 * @param {number} wanted levels
 */
function finest(tiles, wanted) {
  let levels = Math.max(0, wanted);
  while (levels > 0 && tiles * (1 + 4 ** levels) > MOST_TILES) levels -= 1;
  return levels;
}

/**
 * Few tiles with which a later zoom out or a long drag finds something to show.
 *
 * @param {Viewport} view
 * @param {Cover} area
 * @param {readonly [number, number]} range of levels
 * @returns {Cover}
 */
function underlay(view, area, [lowest]) {
  const z = area.z - UNDERLAY_LEVELS;
  return z - UNDERLAY_LEVELS < lowest ? area : cover(view, z, UNDERLAY_MARGIN);
}
