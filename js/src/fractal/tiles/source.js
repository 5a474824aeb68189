/**
 * The seam between a view and the data behind its tiles, which can come from a kernel, a recording, or anything else.
 */

/** @import { Style } from "../protocol.js" */
/** @import { Field } from "./field.js" */
/** @import { Tile } from "./tiles.js" */

/**
 * What a view would like to have, the most wanted first, all of one level.
 *
 * @typedef {{style: Style, tiles: Tile[]}} Wanted
 */

/**
 * What a source has of a tile.
 *
 * @typedef {object} TileData
 * @property {Tile} tile
 * @property {(() => Promise<Field>) | null} counts reads them; null if there is nothing finer than the tile's ancestors
 * @property {number} maxIter the count of points that do not escape
 * @property {number | null} ms time that it took to compute
 */

/**
 * @typedef {object} TileSource
 * @property {(wanted: Wanted) => boolean} want asks for tiles in place of what was wanted before; returns whether a request left
 * @property {() => void} restyle says that what was asked for before is of another style
 * @property {() => void} retry lets tiles be asked for again that were refused
 * @property {() => void} close
 */

/**
 * What a source calls of a view.
 *
 * @typedef {object} TileSink
 * @property {(data: TileData) => void} deliver
 * @property {(message: string) => void} fail the tiles cannot be computed
 * @property {(message: string) => void} refuse a trait or a message of any view was refused, and nothing has changed
 * @property {(silent: boolean) => void} onSilence the source stops or starts to answer
 */

export {};
