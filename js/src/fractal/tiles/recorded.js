import { TILE_SIZE } from "../protocol.js";
import { decodeFields } from "./field.js";
import { ancestor, key } from "./tiles.js";

/** @import { Field as Name, Tile as TileReply, Traits } from "../messages.js" */
/** @import { Answers } from "../overlays/kernel.js" */
/** @import { TileSink, TileSource, Wanted } from "./source.js" */
/** @import { Tile } from "./tiles.js" */

/**
 * The recording that `FractalWidget.to_html` writes: the traits, tiles by their keys, and what overlays show.
 *
 * @typedef {{traits: Traits, tiles: Record<string, Pick<TileReply, "max_iter" | "fields">>, answers: Answers}} Recording
 */

/**
 * Tiles of a recording. Where one is missing, its nearest ancestor is delivered.
 *
 * @implements {TileSource}
 */
export class RecordedSource {
  #tiles;
  #sink;
  #levels;

  /**
   * @param {Recording} recording
   * @param {TileSink} sink
   */
  constructor(recording, sink) {
    this.#tiles = recording.tiles;
    this.#sink = sink;
    const levels = new Set(Object.keys(recording.tiles).map((name) => Number.parseInt(name, 10)));
    /** The levels that have tiles, from the finest. */
    this.#levels = [...levels].sort((a, b) => b - a);
  }

  /** @param {Wanted} wanted */
  want({ fields, tiles }) {
    for (const tile of tiles) this.#answer(tile, fields);
    return false;
  }

  invalidate() {}

  retry() {}

  cancel() {
    return false;
  }

  close() {}

  /**
   * @param {Tile} tile
   * @param {Name[]} names of the fields
   */
  #answer(tile, names) {
    for (const z of this.#levels) {
      if (z > tile.z) continue;
      const source = ancestor(tile, tile.z - z);
      const found = this.#tiles[key(source)];
      if (!found) continue;
      const fields = () => decodeFields(found.fields, TILE_SIZE);
      this.#sink.deliver({ tile: source, names, fields, maxIter: found.max_iter, ms: null });
      if (z === tile.z) return;
      break;
    }
    this.#sink.deliver({ tile, names, fields: null, maxIter: 0, ms: null });
  }
}
