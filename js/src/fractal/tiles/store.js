import { paint, paintFiner } from "../draw/bitmap.js";
import { placesOf, tableOf } from "../draw/recolor.js";
import { TILE_SIZE } from "../protocol.js";
import { Cache } from "./cache.js";
import { Names } from "./names.js";
import { ancestor, descendants } from "./tiles.js";

/** @import { Coloring } from "../draw/coloring.js" */
/** @import { Field as Name } from "../messages.js" */
/** @import { Field, Fields } from "./field.js" */
/** @import { TileData } from "./source.js" */
/** @import { Tile } from "./tiles.js" */

/**
 * A field of a tile that is here.
 *
 * @typedef {object} Part
 * @property {Field | null} numbers null if there is nothing of the tile's own to show
 * @property {boolean} whole whether nothing better follows
 * @property {number} arrival counts up: what came later is better
 */

/**
 * A picture of a tile.
 *
 * @typedef {object} Painting
 * @property {ImageBitmap} bitmap
 * @property {Coloring} coloring
 * @property {number} born when a tile's first picture of this kind was made, in milliseconds
 * @property {number} [children] how many finer tiles it is made from
 */

/**
 * A tile that is here. Its pictures are painted when they are first drawn, and again in other colors.
 *
 * @typedef {object} Entry
 * @property {Map<Name, Part>} parts
 * @property {number} maxIter
 * @property {number} born when the tile was first here, in milliseconds
 * @property {(Painting & {places: Uint32Array | null, table: Uint32Array}) | null} plain
 * @property {Painting | null} refined made from finer tiles
 */

/** Bytes of a bitmap, and most bytes of a tile with one field. */
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
    ({ plain, refined }) => [plain, refined].forEach((painting) => painting?.bitmap.close()),
    ({ parts }) => [...parts.values()].reduce((bytes, part) => bytes + (part.numbers?.byteLength ?? 0), BITMAP_BYTES),
  );
  /** @type {Map<string, Set<Name>>} whole fields that are being read, by the names of their tiles */
  #decoding = new Map();
  #names = new Names();
  #arrivals = 0;
  #generation = 0;
  /** @type {Coloring} */
  #coloring;
  #table;
  /** Whether the colors go round: what is drawn is seen for a frame. */
  isTurning = false;
  #needed;
  #wanted;
  #changed;

  /**
   * @param {Coloring} coloring
   * @param {readonly Name[]} needed fields that the coloring needs
   * @param {() => void} changed called when a tile can be drawn
   */
  constructor(coloring, needed, changed) {
    this.#coloring = coloring;
    this.#table = tableOf(coloring);
    this.#needed = this.#wanted = needed;
    this.#changed = changed;
  }

  /** Number of tiles that are here. */
  get size() {
    return this.#cache.size;
  }

  /**
   * Whether a tile is here, and whole: all that is wanted of it.
   *
   * @param {Tile} tile
   */
  has(tile) {
    const parts = this.#cache.get(this.#names.of(tile))?.parts;
    return parts !== undefined && this.#wanted.every((name) => parts.get(name)?.whole);
  }

  /**
   * The fields that are wanted of a tile and that are neither here as a whole nor about to be.
   *
   * @param {Tile} tile
   * @returns {Name[]}
   */
  lacking(tile) {
    const name = this.#names.of(tile);
    return this.#wanted.filter((field) => this.#lacks(name, field));
  }

  /**
   * The pictures of a tile in the present colors. A preliminary one is none where a near ancestor is whole.
   *
   * @param {Tile} tile
   * @returns {{bitmap: ImageBitmap, born: number, refined: Painting | null} | null} null if there is nothing to draw
   */
  picture(tile) {
    const entry = this.#cache.get(this.#names.of(tile));
    const fields = entry && this.#fieldsOf(entry);
    if (!fields || (!this.has(tile) && this.#hasBetter(tile))) return null;
    const [coloring, table, older, { born }] = [this.#coloring, this.#table, entry.plain, entry];
    if (older?.table !== table) {
      const known = older?.coloring === coloring ? older.places : null;
      const places = known ?? placesOf(coloring, fields, entry.maxIter);
      older?.bitmap.close();
      const bitmap = paint(coloring, fields, places, table);
      entry.plain = { bitmap, coloring, born, places: this.isTurning ? places : null, table };
    }
    const [bitmap, refined] = [/** @type {Painting} */ (entry.plain).bitmap, this.isTurning ? null : entry.refined];
    return { bitmap, born, refined: refined?.coloring === coloring ? refined : null };
  }

  /**
   * Some numbers of a field.
   *
   * @param {Tile[]} tiles
   * @param {Name} field
   * @param {number} step one pixel in so many is taken
   * @returns {number[]}
   */
  sample(tiles, field, step) {
    return tiles.flatMap((tile) => {
      const numbers = this.#cache.get(this.#names.of(tile))?.parts.get(field)?.numbers;
      return Array.from({ length: Math.ceil((numbers?.length ?? 0) / step) }, (_, i) => numbers?.[i * step] ?? 0);
    });
  }

  /**
   * The least and the most iterations of some tiles.
   *
   * @param {Tile[]} tiles
   * @returns {[number, number]}
   */
  iterations(tiles) {
    const all = tiles.map((tile) => this.#cache.get(this.#names.of(tile))?.maxIter ?? 0);
    return [Math.min(...all), Math.max(...all)];
  }

  /**
   * Paint tiles anew from the finer ones that are here, as many as there is time for.
   *
   * @param {Tile[]} tiles
   * @param {number} levels that these are finer
   * @param {number} time milliseconds after which no other one is begun
   * @returns {boolean} whether all are painted
   */
  refine(tiles, levels, time) {
    const end = performance.now() + time;
    for (const tile of tiles) {
      if (performance.now() >= end) return false;
      this.#refine(tile, levels);
    }
    return true;
  }

  /** Forget what was made from finer tiles. */
  coarsen() {
    for (const entry of this.#cache.values()) {
      entry.refined?.bitmap.close();
      entry.refined = null;
    }
  }

  /**
   * Keep fields of a tile, in place of preliminary ones, without another fade.
   *
   * @param {TileData} data
   */
  async add({ tile, names, fields: read, maxIter, preliminary = false }) {
    const name = this.#names.of(tile);
    const open = names.filter((field) => this.#lacks(name, field));
    if (open.length === 0) return;
    const [generation, arrival] = [this.#generation, ++this.#arrivals];
    if (!preliminary) this.#decoding.set(name, new Set([...open, ...(this.#decoding.get(name) ?? [])]));
    const fields = /** @type {Fields} */ ((await read?.().catch(() => null)) ?? {});
    if (generation !== this.#generation) return;
    if (!preliminary) for (const field of open) this.#decoding.get(name)?.delete(field);
    const older = this.#cache.get(name);
    const parts = new Map(older?.parts);
    for (const field of open) {
      if ((parts.get(field)?.arrival ?? 0) > arrival) continue;
      parts.set(field, { numbers: fields[field] ?? null, whole: !preliminary, arrival });
    }
    const born = older?.born ?? performance.now();
    this.#cache.set(name, { parts, maxIter, born, plain: null, refined: null });
    this.#changed();
  }

  /**
   * Show all tiles in other colors.
   *
   * @param {Coloring} coloring
   * @param {readonly Name[]} needed fields that the coloring needs
   * @param {readonly Name[]} [wanted] fields that a better one would need, too
   */
  recolor(coloring, needed, wanted = needed) {
    this.#coloring = coloring;
    this.#table = tableOf(coloring);
    this.#needed = needed;
    this.#wanted = wanted;
  }

  /**
   * Let the colors go round, or not any more.
   *
   * @param {number | null} turns
   */
  turn(turns) {
    if (turns === null && !this.isTurning) return;
    this.isTurning = turns !== null;
    this.#table = tableOf(this.#coloring, turns ?? 0);
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
    this.#names.clear();
  }

  /**
   * Whether a field is neither here as a whole nor about to be.
   *
   * @param {string} name of the tile
   * @param {Name} field
   */
  #lacks(name, field) {
    return !this.#cache.get(name)?.parts.get(field)?.whole && !this.#decoding.get(name)?.has(field);
  }

  /**
   * The numbers that the coloring needs, null if one is not here.
   *
   * @param {Entry} entry
   * @returns {Fields | null}
   */
  #fieldsOf({ parts }) {
    const found = this.#needed.map((name) => [name, parts.get(name)?.numbers]);
    return found.every(([, numbers]) => numbers) ? Object.fromEntries(found) : null;
  }

  /**
   * Paint a tile from finer ones, unless that is done.
   *
   * @param {Tile} tile
   * @param {number} levels
   */
  #refine(tile, levels) {
    const entry = this.#cache.get(this.#names.of(tile));
    const fields = entry && this.#fieldsOf(entry);
    if (!fields) return;
    const children = Array.from(descendants(tile, levels), (child) => this.#whole(child));
    const count = children.filter((child) => child !== null).length;
    const [coloring, older] = [this.#coloring, entry.refined];
    if (count === 0 || (older && older.coloring === coloring && (older.children ?? 0) >= count)) return;
    const bitmap = paintFiner(coloring, fields, entry.maxIter, children);
    older?.bitmap.close();
    entry.refined = { bitmap, coloring, children: count, born: older?.born ?? performance.now() };
  }

  /**
   * What a whole tile is painted from, null if it is not here.
   *
   * @param {Tile} tile
   */
  #whole(tile) {
    const entry = this.has(tile) ? this.#cache.get(this.#names.of(tile)) : undefined;
    const fields = entry && this.#fieldsOf(entry);
    return fields ? { fields, maxIter: entry.maxIter } : null;
  }

  /** @param {Tile} tile */
  #hasBetter(tile) {
    for (let levels = 1; levels <= BETTER_LEVELS; levels++) if (this.has(ancestor(tile, levels))) return true;
    return false;
  }
}
