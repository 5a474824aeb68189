import { paint } from "../draw/bitmap.js";
import { TILE_SIZE } from "../protocol.js";
import { Cache } from "./cache.js";
import { Names } from "./names.js";
import { ancestor } from "./tiles.js";

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
 * @property {boolean} whole whether nothing better follows
 * @property {number} arrival counts up: what came later is better
 * @property {number} born when the tile was first here, in milliseconds
 * @property {ImageBitmap | null} bitmap
 * @property {Coloring | null} coloring that of the bitmap
 */

/** Bytes of a bitmap, and most bytes of a tile. */
const BITMAP_BYTES = 4 * TILE_SIZE ** 2;
const TILE_BYTES = 2 * BITMAP_BYTES;
/** So many levels up a whole tile shows more than a preliminary one, whose blocks are 8 pixels wide. */
const BETTER_LEVELS = 3;
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
  /** @type {Set<string>} whole tiles that are being read */
  #decoding = new Set();
  #names = new Names();
  #arrivals = 0;
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

  /**
   * Whether a tile is here, and whole.
   *
   * @param {Tile} tile
   */
  has(tile) {
    return this.#cache.get(this.#names.of(tile))?.whole ?? false;
  }

  /**
   * Whether a tile is neither here as a whole nor about to be.
   *
   * @param {Tile} tile
   */
  lacks(tile) {
    return !this.has(tile) && !this.#decoding.has(this.#names.of(tile));
  }

  /**
   * The picture of a tile in the present colors. A preliminary one is none where a near ancestor is whole.
   *
   * @param {Tile} tile
   * @returns {{bitmap: ImageBitmap, born: number} | null} null if there is nothing to draw
   */
  picture(tile) {
    const entry = this.#cache.get(this.#names.of(tile));
    if (!entry?.counts || (!entry.whole && this.#hasBetter(tile))) return null;
    if (entry.bitmap === null || entry.coloring !== this.#coloring) {
      entry.bitmap?.close();
      entry.bitmap = paint(this.#coloring, entry.counts, entry.maxIter);
      entry.coloring = this.#coloring;
    }
    return { bitmap: entry.bitmap, born: entry.born };
  }

  /**
   * Keep a tile, in place of a preliminary one, without another fade.
   *
   * @param {TileData} data
   */
  async add({ tile, counts: read, maxIter, preliminary = false }) {
    if (!this.lacks(tile)) return;
    const name = this.#names.of(tile);
    const [generation, arrival] = [this.#generation, ++this.#arrivals];
    if (!preliminary) this.#decoding.add(name);
    const counts = (await read?.().catch(() => null)) ?? null;
    if (generation !== this.#generation) return;
    if (!preliminary) this.#decoding.delete(name);
    const older = this.#cache.get(name);
    if (older && older.arrival > arrival) return;
    const born = older?.born ?? performance.now();
    this.#cache.set(name, { counts, maxIter, whole: !preliminary, arrival, born, bitmap: null, coloring: null });
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

  /** @param {Tile} tile */
  #hasBetter(tile) {
    for (let levels = 1; levels <= BETTER_LEVELS; levels++) if (this.has(ancestor(tile, levels))) return true;
    return false;
  }

  /** Forget all tiles: the settings have changed. */
  clear() {
    this.#generation += 1;
    this.#decoding.clear();
    this.#cache.clear();
    this.#names.clear();
  }
}
