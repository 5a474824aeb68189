/**
 * Constants and helpers of a fractal view's messages; the kernel's `fractal.messages` declares them, and
 * `messages.d.ts` has their types. No coordinate is ever a JSON number.
 */

/** @import { Coloring, Field, Reply, Traits, ViewRequest } from "./messages.js" */

/** Pixels along one side of a tile. */
export const TILE_SIZE = 256;
/** The narrowest view that traits take, as log2 of its width. */
export const NARROWEST = -5_000;
/** Tiles that one request may name. */
export const MAX_TILES = 512;

/**
 * Settings that a tile depends on besides its place. Colors are not among them: the page adds those to the counts.
 *
 * @typedef {Pick<ViewRequest, "formula" | "max_iter" | "engine">} Settings
 */

/**
 * What of a pixel is colored, and how; a change of it asks for nothing that is here.
 *
 * @typedef {Pick<Traits, "color_by" | "density" | "offset" | "light" | "interior">} Look
 */

/**
 * All that the colors depend on.
 *
 * @typedef {object} Dress
 * @property {Coloring} colormap
 * @property {Look} look
 * @property {number} pace of the formula's counts
 * @property {readonly Field[]} fields that there are
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
 * Whether a custom message is one of the kernel's replies.
 *
 * @param {unknown} content
 * @returns {content is Reply}
 */
export function isReply(content) {
  if (typeof content !== "object" || content === null || !("kind" in content)) return false;
  return ["tiles", "accepted", "colormaps", "error", "place", "picture", "fly"].includes(String(content.kind));
}
