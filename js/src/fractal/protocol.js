/**
 * The messages and traits of a fractal view, as `python/iterscope/fractal/messages.py` and
 * `python/iterscope/fractal/widget.py` define them. No coordinate is ever a JSON number.
 */

/** Pixels along one side of a tile. */
export const TILE_SIZE = 256;
/** Tiles that one request may name. */
export const MAX_TILES = 512;

/**
 * @typedef {[string, string]} DecimalPair real and imaginary part as decimal strings
 */

/**
 * What is iterated.
 *
 * @typedef {object} Formula
 * @property {string} kind
 * @property {Record<string, DecimalPair | number | string>} parameters complex ones as decimal pairs
 */

/**
 * What a tile depends on besides its place. Colors are not among it: they are laid over the counts here.
 *
 * @typedef {object} Style
 * @property {Formula} formula
 * @property {number | "auto"} max_iter
 * @property {string} engine what computes; the time depends on it, not the counts
 */

/**
 * Colors and how counts are laid over them.
 *
 * @typedef {object} ColoringTrait
 * @property {string} colormap
 * @property {"range" | "cycle"} scale
 * @property {number} min_iter
 * @property {string} palette base64 of rows of red, green and blue; with "cycle" the last one is for points that never escape
 */

/**
 * A picture of a whole view, which needs no round trip.
 *
 * @typedef {object} Poster
 * @property {string} png base64
 * @property {DecimalPair} center
 * @property {number} log2_width
 * @property {number} width pixels
 * @property {number} height pixels
 * @property {Formula} formula
 * @property {number | "auto"} max_iter
 * @property {string} colormap
 */

/**
 * The traits of `FractalWidget`.
 *
 * @typedef {object} Traits
 * @property {Formula} formula
 * @property {DecimalPair} center
 * @property {number} log2_width
 * @property {number | "auto"} max_iter
 * @property {string} colormap name of the colors to show
 * @property {ColoringTrait} coloring the kernel's colors, which may lag behind `colormap`
 * @property {ColoringTrait[]} colormaps those of the menu
 * @property {string} engine
 * @property {number} width CSS pixels
 * @property {number} height CSS pixels
 * @property {boolean} fluid whether the view takes the full width of its cell and reports it
 * @property {Poster | null} poster
 * @property {{center: DecimalPair, log2_width: number, log2_height: number | null}} home where "home" leads; a flat view
 *   shows more of the plane if there is a height
 * @property {[number, number]} zoom_range tile levels that the kernel can compute
 * @property {string[]} engines those that the kernel has
 * @property {number} tile_size
 * @property {string} version of the kernel's side
 */

/**
 * The tiles that a view lacks, the most wanted first, and which of their fields.
 *
 * @typedef {Style & {kind: "view", vid: string, seq: number, fields: string[], z: number, x: string, y: string,
 *   tiles: [number, number][]}} ViewRequest
 */

/**
 * The view is gone.
 *
 * @typedef {{kind: "close", vid: string}} CloseRequest
 */

/**
 * @typedef {object} TileReply
 * @property {string} x column, hexadecimal
 * @property {string} y row counted upwards, hexadecimal
 * @property {number} max_iter the number of iterations that "auto" meant
 * @property {number} ms time to compute and encode it
 * @property {{count: string}} fields PNG in base64, as `decodeField` reads them
 */

/**
 * @typedef {{kind: "tiles", vid: string, seq: number, z: number, tiles: TileReply[], remaining: number}} Tiles
 * @typedef {{kind: "accepted", vid: string, seq: number}} Accepted
 * @typedef {{kind: "error", vid: string | null, seq: number | null, code: "malformed" | "refused" | "failed", message: string}} Failure
 * @typedef {Tiles | Accepted | Failure} Reply
 */

/**
 * Write a tile's index for the wire.
 *
 * @param {bigint} index
 * @returns {string} lower case hexadecimal with an optional minus sign
 */
export function toHex(index) {
  return index.toString(16);
}

/**
 * Read a tile's index from the wire.
 *
 * @param {string} text
 * @returns {bigint}
 */
export function fromHex(text) {
  return text.startsWith("-") ? -BigInt(`0x${text.slice(1)}`) : BigInt(`0x${text}`);
}

/**
 * @param {unknown} content
 * @returns {content is Reply}
 */
export function isReply(content) {
  if (typeof content !== "object" || content === null || !("kind" in content)) return false;
  return content.kind === "tiles" || content.kind === "accepted" || content.kind === "error";
}
