import { TILE_SIZE } from "../protocol.js";
import { decodeField } from "./field.js";
import { ancestor, key } from "./tiles.js";

/** @import { Tile as TileReply, Traits } from "../messages.js" */
/** @import { TileSink, TileSource, Wanted } from "./source.js" */
/** @import { Tile } from "./tiles.js" */

/**
 * The recording that `FractalWidget.to_html` writes: the traits, and tiles by their keys.
 *
 * @typedef {{traits: Traits, tiles: Record<string, Pick<TileReply, "max_iter" | "fields">>}} Recording
 */

/**
 * Tiles of a recording. Where one is missing, its nearest ancestor is delivered.
 *
 * @implements {TileSource}
 */
export class RecordedSource {
  #recording;
  #sink;

  /**
   * @param {Recording} recording
   * @param {TileSink} sink
   */
  constructor(recording, sink) {
    this.#recording = recording;
    this.#sink = sink;
  }

  /** @param {Wanted} wanted */
  want({ tiles }) {
    for (const tile of tiles) this.#answer(tile);
    return false;
  }

  invalidate() {}

  retry() {}

  close() {}

  /** @param {Tile} tile */
  #answer(tile) {
    const { tiles, traits } = this.#recording;
    for (let levels = 0; levels <= tile.z - traits.zoom_range[0]; levels++) {
      const source = ancestor(tile, levels);
      const found = tiles[key(source)];
      if (!found) continue;
      const counts = () => decodeField(found.fields.count, TILE_SIZE);
      this.#sink.deliver({ tile: source, counts, maxIter: found.max_iter, ms: null });
      if (levels === 0) return;
      break;
    }
    this.#sink.deliver({ tile, counts: null, maxIter: 0, ms: null });
  }
}
