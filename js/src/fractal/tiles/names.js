/** @import { Tile } from "./tiles.js" */

/** Tiles whose places differ in no more than so many of their last bits are in one region. */
const REGION_BITS = 24;
const LOW_BITS = BigInt(REGION_BITS);

/**
 * Short names of tiles, for maps. A deep tile's place has thousands of bits, and all but the last few are those of its
 * neighbors: they are compared once, and never written out.
 */
export class Names {
  /** @type {Map<number, {x: bigint, y: bigint, name: string}[]>} regions by level */
  #regions = new Map();
  #count = 0;

  /**
   * The name of a tile, which no other one has until these are cleared.
   *
   * @param {Tile} tile
   * @returns {string}
   */
  of({ z, x, y }) {
    const region = this.#regionOf(z, x >> LOW_BITS, y >> LOW_BITS);
    return `${region}/${BigInt.asUintN(REGION_BITS, x)}/${BigInt.asUintN(REGION_BITS, y)}`;
  }

  /** Forget all names. */
  clear() {
    this.#regions.clear();
  }

  /**
   * @param {number} z
   * @param {bigint} x
   * @param {bigint} y
   */
  #regionOf(z, x, y) {
    const regions = this.#regions.get(z) ?? [];
    if (regions.length === 0) this.#regions.set(z, regions);
    const known = regions.find((region) => region.x === x && region.y === y);
    if (known) return known.name;
    const name = String(this.#count++);
    regions.push({ x, y, name });
    return name;
  }
}
