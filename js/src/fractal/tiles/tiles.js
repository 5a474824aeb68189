/**
 * Geometry of tiles: those that cover a view, and their places on the canvas.
 *
 * Tile (z, x, y) is the square of side `2 ** (2 - z)` with lower left corner
 * `(-2 + x * 2 ** (2 - z), -2 + y * 2 ** (2 - z))`.
 */

import { NARROWEST, TILE_SIZE } from "../protocol.js";
import { fromNumber, shift, toNumber } from "../viewport/coordinate.js";
import { log2Pixel } from "../viewport/viewport.js";

/** @import { Viewport } from "../viewport/viewport.js" */

/**
 * @typedef {object} Tile
 * @property {number} z
 * @property {bigint} x
 * @property {bigint} y counted upwards
 */

/**
 * A rectangle of tiles of one level, inclusive.
 *
 * @typedef {object} Cover
 * @property {number} z
 * @property {bigint} left
 * @property {bigint} right
 * @property {bigint} bottom
 * @property {bigint} top
 */

/**
 * A rectangle on the canvas in device pixels, y downwards.
 *
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 */

/** A tile's pixel is at most this many device pixels, in log2, before the next level is taken. */
const LARGEST_LOG2_SCALE = 0.25;
/** A scale this near to 1, in log2, is 1. */
const EXACT = 1e-6;

/**
 * Name a tile, as recordings do.
 *
 * @param {Tile} tile
 * @returns {string}
 */
export function key({ z, x, y }) {
  return `${z}/${x.toString(16)}/${y.toString(16)}`;
}

/**
 * log2 of a tile's side in the plane.
 *
 * @param {number} z
 */
export function log2TileSide(z) {
  return 2 - z;
}

/**
 * log2 of a tile pixel's side in the plane.
 *
 * @param {number} z
 */
export function log2TilePixel(z) {
  return log2TileSide(z) - Math.log2(TILE_SIZE);
}

/**
 * The coarsest level that still looks sharp, within what the kernel can compute.
 *
 * @param {Viewport} view
 * @param {readonly [number, number]} range
 * @returns {number}
 */
export function level(view, [lowest, highest]) {
  const z = Math.ceil(log2TilePixel(0) - log2Pixel(view) - LARGEST_LOG2_SCALE - EXACT);
  return Math.min(highest, Math.max(lowest, z));
}

/**
 * Whether one pixel of the level's tiles is one device pixel.
 *
 * @param {Viewport} view
 * @param {number} z
 */
export function isExact(view, z) {
  return Math.abs(log2TilePixel(z) - log2Pixel(view)) < EXACT;
}

/**
 * The narrowest and the widest plane that can be asked for, as log2 of the width: two tiles of the deepest level are the least,
 * and traits take it; one of the shallowest level is the most.
 *
 * @param {readonly [number, number]} range
 * @returns {[number, number]}
 */
export function widths([lowest, highest]) {
  return [Math.max(log2TileSide(highest) + 1, NARROWEST), log2TileSide(lowest)];
}

/**
 * The narrowest and the widest plane a canvas may show, as log2 of the width. At the narrow end a pixel of the
 * deepest level is one device pixel; at the wide end the longer side of the canvas is one tile of the shallowest level.
 *
 * @param {Viewport} view
 * @param {readonly [number, number]} range
 * @returns {[number, number]}
 */
export function log2WidthRange(view, range) {
  const [narrowest, widest] = widths(range);
  return [
    Math.max(log2TilePixel(range[1]) + Math.log2(view.width), narrowest),
    widest - Math.max(0, Math.log2(view.height / view.width)),
  ];
}

/**
 * The tiles of a level that a view shows.
 *
 * @param {Viewport} view
 * @param {number} z
 * @param {number} [margin] share of the canvas added on every side
 * @returns {Cover}
 */
export function cover(view, z, margin = 0) {
  const pixel = log2Pixel(view);
  const halfWidth = fromNumber(view.width * (0.5 + margin), pixel, view.bits);
  const halfHeight = fromNumber(view.height * (0.5 + margin), pixel, view.bits);
  const origin = 2n << BigInt(view.bits);
  /** @type {(value: bigint) => bigint} */
  const index = (value) => shift(value + origin, -log2TileSide(z) - view.bits);
  return {
    z,
    left: index(view.x - halfWidth),
    right: index(view.x + halfWidth - 1n),
    bottom: index(view.y - halfHeight),
    top: index(view.y + halfHeight - 1n),
  };
}

/**
 * The tiles of a rectangle, row by row from its top left.
 *
 * @param {Cover} area
 * @returns {Generator<Tile>}
 */
export function* tilesOf({ z, left, right, bottom, top }) {
  for (let y = top; y >= bottom; y--) {
    for (let x = left; x <= right; x++) yield { z, x, y };
  }
}

/**
 * The places of a level's tiles on the canvas. Neighbours share their rounded edges, so that no seam shows;
 * at scale 1 every tile is exactly `TILE_SIZE` device pixels wide and high.
 *
 * @param {Viewport} view
 * @param {number} z
 * @returns {(tile: Pick<Tile, "x" | "y">) => Box}
 */
export function placement(view, z) {
  const pixel = log2Pixel(view);
  const { left: x0, top: y0 } = cover(view, z);
  const step = isExact(view, z) ? TILE_SIZE : 2 ** (log2TileSide(z) - pixel);
  const side = log2TileSide(z) + view.bits;
  const origin = 2n << BigInt(view.bits);
  const left = view.width / 2 + toNumber(shift(x0, side) - origin - view.x, -view.bits - pixel);
  const top = view.height / 2 - toNumber(shift(y0 + 1n, side) - origin - view.y, -view.bits - pixel);
  const [originX, originY] = step === TILE_SIZE ? [Math.round(left), Math.round(top)] : [left, top];
  return ({ x, y }) => {
    const column = Number(x - x0);
    const row = Number(y0 - y);
    return {
      left: Math.round(originX + column * step),
      top: Math.round(originY + row * step),
      right: Math.round(originX + (column + 1) * step),
      bottom: Math.round(originY + (row + 1) * step),
    };
  };
}

/**
 * The tiles of a cover, those nearest to a point of the canvas first.
 *
 * @param {Viewport} view
 * @param {Cover} area
 * @param {{x: number, y: number}} focus device pixels
 * @returns {Tile[]}
 */
export function nearestFirst(view, area, focus) {
  const place = placement(view, area.z);
  return Array.from(tilesOf(area), (tile) => {
    const box = place(tile);
    const dx = (box.left + box.right) / 2 - focus.x;
    const dy = (box.top + box.bottom) / 2 - focus.y;
    return { tile, distance: dx * dx + dy * dy };
  })
    .sort((a, b) => a.distance - b.distance)
    .map(({ tile }) => tile);
}

/**
 * The tile so many levels up that holds this one.
 *
 * @param {Tile} tile
 * @param {number} [levels]
 * @returns {Tile}
 */
export function ancestor({ z, x, y }, levels = 1) {
  return { z: z - levels, x: x >> BigInt(levels), y: y >> BigInt(levels) };
}

/**
 * The tiles so many levels down within this one.
 *
 * @param {Tile} tile
 * @param {number} levels
 * @returns {Generator<Tile>}
 */
export function descendants({ z, x, y }, levels) {
  const places = BigInt(levels);
  const last = (1n << places) - 1n;
  const [left, bottom] = [x << places, y << places];
  return tilesOf({ z: z + levels, left, right: left + last, bottom, top: bottom + last });
}
