import { paint } from "../draw/bitmap.js";
import { TILE_SIZE } from "../protocol.js";
import { Cache } from "./cache.js";
import { key } from "./tiles.js";

/** @import { Coloring } from "../draw/recolor.js" */
/** @import { Field } from "./field.js" */
/** @import { TileData } from "./source.js" */
/** @import { Tile } from "./tiles.js" */

/**
 * A tile that is here. Its bitmap is painted when it is first drawn, and again in other colors.
 *
 * @typedef {object} Entry
 * @property {Field | null} counts null if there is nothing of the tile's own to show
 * @property {number} maxIter
 * @property {number} born when it came, in milliseconds
 * @property {ImageBitmap | null} bitmap
 * @property {Coloring | null} coloring that of the bitmap
 */

/** Bytes of a bitmap, and most bytes of a tile. */
const BITMAP_BYTES = 4 * TILE_SIZE ** 2;
const TILE_BYTES = 2 * BITMAP_BYTES;
/** Bytes kept, at least. */
const LIMIT = 160_000_000;

/**
 * The tiles of a view's present settings, colored.
 */
export class TileStore {
  /** @type {Cache<Entry>} */
  #cache = new Cache(
    LIMIT,
    ({ bitmap }) => bitmap?.close(),
    ({ counts }) => (counts?.byteLength ?? 0) + BITMAP_BYTES,
  );
  /** @type {Set<string>} */
  #decoding = new Set();
  #generation = 0;
  /** @type {Coloring} */
  #coloring;
  #changed;

  /**
   * @param {Coloring} coloring
   * @param {() => void} changed called when a tile can be drawn
   */
  constructor(coloring, changed) {
    this.#coloring = coloring;
    this.#changed = changed;
  }

  /** Number of tiles that are here. */
  get size() {
    return this.#cache.size;
  }

  /** @param {Tile} tile */
  has(tile) {
    return this.#cache.has(key(tile));
  }

  /**
   * Whether a tile is neither here nor about to be.
   *
   * @param {Tile} tile
   */
  lacks(tile) {
    return !this.has(tile) && !this.#decoding.has(key(tile));
  }

  /**
   * The picture of a tile in the present colors.
   *
   * @param {Tile} tile
   * @returns {{bitmap: ImageBitmap, born: number} | null} null if there is nothing to draw
   */
  picture(tile) {
    const entry = this.#cache.get(key(tile));
    if (!entry?.counts) return null;
    if (entry.bitmap === null || entry.coloring !== this.#coloring) {
      entry.bitmap?.close();
      entry.bitmap = paint(this.#coloring, entry.counts, entry.maxIter);
      entry.coloring = this.#coloring;
    }
    return { bitmap: entry.bitmap, born: entry.born };
  }

  /** @param {TileData} data */
  async add({ tile, counts: read, maxIter }) {
    const name = key(tile);
    if (this.#cache.has(name) || this.#decoding.has(name)) return;
    const generation = this.#generation;
    this.#decoding.add(name);
    const counts = (await read?.().catch(() => null)) ?? null;
    if (generation !== this.#generation) return;
    this.#decoding.delete(name);
    this.#cache.set(name, { counts, maxIter, born: performance.now(), bitmap: null, coloring: null });
    this.#changed();
  }

  /**
   * Show all tiles in other colors.
   *
   * @param {Coloring} coloring
   */
  recolor(coloring) {
    this.#coloring = coloring;
  }

  /**
   * Keep room for this many tiles, at least.
   *
   * @param {number} tiles
   */
  allow(tiles) {
    this.#cache.allow(tiles * TILE_BYTES);
  }

  /** Forget all tiles: the settings have changed. */
  clear() {
    this.#generation += 1;
    this.#decoding.clear();
    this.#cache.clear();
  }
}
