import { decode } from "../widget/comm/decode.js";
import { StandIn } from "../widget/comm/standin.js";
import { fromHex, TILE_SIZE, toHex } from "./protocol.js";
import { ancestor, key } from "./tiles/tiles.js";

/** @import { CloseRequest, TileReply, Traits, ViewRequest } from "./protocol.js" */
/** @import { Tile } from "./tiles/tiles.js" */

/**
 * Stands in for a model and its kernel where there is none: answers from recorded tiles, and where one is missing
 * with that part of the next coarser one.
 *
 * @extends {StandIn<Traits>}
 */
export class RecordedModel extends StandIn {
  #tiles;

  /**
   * @param {{traits: Traits, tiles: Record<string, string>}} recording tiles as PNG in base64, by their keys
   */
  constructor({ traits, tiles }) {
    super(traits);
    this.#tiles = new Map(Object.entries(tiles));
  }

  /** @param {ViewRequest | CloseRequest} request */
  send(request) {
    if (request.kind === "view") void this.#answer(request);
  }

  /** @param {ViewRequest} request */
  async #answer({ vid, seq, z, x, y, tiles: offsets, max_iter }) {
    const wanted = offsets.map(([dx, dy]) => ({ z, x: fromHex(x) + BigInt(dx), y: fromHex(y) + BigInt(dy) }));
    const most = max_iter === "auto" ? 0 : max_iter;
    const tiles = await Promise.all(wanted.map(async (tile) => reply(tile, most, await this.#picture(tile))));
    this.tell("msg:custom", { kind: "tiles", vid, seq, z, tiles, remaining: 0 });
  }

  /**
   * @param {Tile} tile
   * @returns {Promise<string>} a PNG in base64
   */
  async #picture(tile) {
    for (let levels = 0; levels <= tile.z - this.get("zoom_range")[0]; levels++) {
      const source = ancestor(tile, levels);
      const png = this.#tiles.get(key(source));
      if (png !== undefined) return levels === 0 ? png : enlarge(png, tile, source);
    }
    return "";
  }
}

/**
 * @param {Tile} tile
 * @param {number} maxIter
 * @param {string} png
 * @returns {TileReply}
 */
function reply({ x, y }, maxIter, png) {
  return { x: toHex(x), y: toHex(y), max_iter: maxIter, ms: 0, png };
}

/**
 * The part of a coarser tile that a finer one covers.
 *
 * @param {string} png
 * @param {Tile} tile
 * @param {Tile} source
 * @returns {Promise<string>} a PNG in base64
 */
async function enlarge(png, tile, source) {
  const levels = tile.z - source.z;
  const side = TILE_SIZE / 2 ** levels;
  const first = source.x << BigInt(levels);
  const top = ((source.y + 1n) << BigInt(levels)) - 1n;
  const bitmap = await decode(png);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = TILE_SIZE;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.drawImage(
    bitmap,
    Number(tile.x - first) * side,
    Number(top - tile.y) * side,
    side,
    side,
    0,
    0,
    TILE_SIZE,
    TILE_SIZE,
  );
  bitmap.close();
  return canvas.toDataURL("image/png").split(",")[1] ?? "";
}
