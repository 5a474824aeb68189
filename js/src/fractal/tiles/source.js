/**
 * Interface between a view and the data of its tiles, which can come from a kernel, a recording, or anything else.
 */

/** @import { Field as Name } from "../messages.js" */
/** @import { Settings } from "../protocol.js" */
/** @import { Fields } from "./field.js" */
/** @import { Tile } from "./tiles.js" */

/**
 * The tiles that a view wants, the most wanted first, all of one level, and what it wants of them.
 *
 * @typedef {{settings: Settings, fields: Name[], tiles: Tile[]}} Wanted
 */

/**
 * Fields of one tile.
 *
 * @typedef {object} TileData
 * @property {Tile} tile
 * @property {Name[]} names of the fields
 * @property {(() => Promise<Fields>) | null} fields reads them; null if there is nothing finer than the tile's ancestors
 * @property {number} maxIter the count of points that do not escape
 * @property {boolean} [preliminary] whether better ones follow
 * @property {number | null} ms time that it took to compute
 */

/**
 * @typedef {object} TileSource
 * @property {(wanted: Wanted) => boolean} want asks for tiles in place of what was wanted before; returns whether a request left
 * @property {() => void} invalidate drops what was asked for: the settings have changed
 * @property {() => void} retry lets tiles be asked for again that were refused
 * @property {() => boolean} cancel wants no more of what was asked for; returns whether there was any
 * @property {() => void} close
 */

/**
 * Callbacks of a view that a source calls.
 *
 * @typedef {object} TileSink
 * @property {(data: TileData) => void} deliver
 * @property {(message: string, remedy?: string) => void} fail the tiles cannot be computed, or are not wanted; the remedy
 *   names what asks for them again
 * @property {(message: string) => void} refuse a trait or a message of any view was refused, and nothing has changed
 * @property {(silent: boolean) => void} onSilence the source stops or starts to answer
 */

export {};
