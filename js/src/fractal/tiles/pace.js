/** @import { TileData } from "./source.js" */

/** Weight of the newest time in the running mean. */
const NEWEST = 0.25;

/**
 * What tiles cost: the time for one, and the iterations that "auto" meant on each level.
 */
export class Pace {
  /** @type {number | null} */
  #ms = null;
  /** @type {Map<number, number>} */
  #iterations = new Map();

  /** Milliseconds for a tile, lately; null before the first one. */
  get ms() {
    return this.#ms;
  }

  /** @param {TileData} data */
  note({ tile, fields, maxIter, preliminary, ms }) {
    if (ms !== null && !preliminary) this.#ms = this.#ms === null ? ms : this.#ms + NEWEST * (ms - this.#ms);
    if (fields) this.#iterations.set(tile.z, maxIter);
  }

  /**
   * Whether tiles of a level have come.
   *
   * @param {number} level
   */
  knows(level) {
    return this.#iterations.has(level);
  }

  /**
   * The iterations of a level.
   *
   * @param {number} level
   * @param {boolean} isEnlarged whether a coarser level stands in for one that is not there
   * @returns {number | null}
   */
  iterations(level, isEnlarged) {
    const levels = isEnlarged ? [...this.#iterations.keys()].filter((z) => z <= level) : [level];
    return this.#iterations.get(Math.max(...levels)) ?? null;
  }

  /** Forget all: the settings have changed. */
  clear() {
    this.#ms = null;
    this.#iterations.clear();
  }
}
