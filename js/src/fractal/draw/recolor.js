/**
 * Colors of escape counts, by the same table of numbers as the kernel's (`rust/core/src/image/coloring.rs`). Pure.
 */

/** @import { Coloring as ColoringTrait } from "../messages.js" */
/** @import { Field } from "../tiles/field.js" */

/**
 * A palette and how counts are laid over it.
 *
 * @typedef {object} Coloring
 * @property {string} colormap
 * @property {"range" | "cycle"} scale "range": once from `minIter` to the largest count; "cycle": one color a count, over and
 *   over, the last color for points that never escape
 * @property {number} minIter
 * @property {Uint32Array} pixels the palette as opaque pixels
 */

/** Counts whose colors are looked up; those of larger ones are computed. */
const LARGEST_TABLE = 1 << 16;

/**
 * Read a coloring as the kernel sends it.
 *
 * @param {ColoringTrait} trait
 * @returns {Coloring}
 */
export function readColoring({ colormap, scale, min_iter, palette }) {
  const rgb = Uint8Array.from(atob(palette), (letter) => letter.charCodeAt(0));
  const rgba = new Uint8Array((4 * rgb.length) / 3).fill(255);
  for (let row = 0; 3 * row < rgb.length; row++) rgba.set(rgb.subarray(3 * row, 3 * row + 3), 4 * row);
  return { colormap, scale, minIter: min_iter, pixels: new Uint32Array(rgba.buffer) };
}

/**
 * The place in the palette of a count.
 *
 * @param {Coloring} coloring
 * @param {number} count
 * @param {number} maxIter the count of points that do not escape
 * @returns {number}
 */
export function place({ scale, minIter, pixels }, count, maxIter) {
  const last = pixels.length - 1;
  if (scale === "cycle") return count >= maxIter ? last : count % last;
  const share = (Math.min(Math.max(count, minIter), maxIter) - minIter) / (maxIter - minIter);
  return Math.trunc(share * last);
}

/**
 * Color counts.
 *
 * @param {Coloring} coloring
 * @param {Field} counts
 * @param {number} maxIter the count of points that do not escape
 * @param {Uint32Array} out as many pixels: red, green, blue and alpha in the order of their bytes
 */
export function recolor(coloring, counts, maxIter, out) {
  const { pixels } = coloring;
  const table = tableOf(coloring, maxIter);
  const { length } = table;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i];
    out[i] = count < length ? table[count] : pixels[place(coloring, count, maxIter)];
  }
}

/** @type {WeakMap<Coloring, Map<number, Uint32Array>>} */
const tables = new WeakMap();

/**
 * The colors of the first counts.
 *
 * @param {Coloring} coloring
 * @param {number} maxIter
 * @returns {Uint32Array}
 */
function tableOf(coloring, maxIter) {
  const known = tables.get(coloring) ?? new Map();
  tables.set(coloring, known);
  const table =
    known.get(maxIter) ??
    Uint32Array.from(
      { length: Math.min(maxIter + 1, LARGEST_TABLE) },
      (_, count) => coloring.pixels[place(coloring, count, maxIter)],
    );
  known.set(maxIter, table);
  return table;
}

/**
 * A strip of a palette's colors, for menus.
 *
 * @param {Coloring} coloring
 * @param {number} [stops]
 * @returns {string} a CSS background
 */
export function swatch({ scale, pixels }, stops = 16) {
  const rgba = new Uint8Array(pixels.buffer);
  const colors = scale === "cycle" ? pixels.length - 1 : pixels.length;
  const shown = Array.from({ length: stops }, (_, stop) => {
    const at = 4 * Math.round((stop / (stops - 1)) * (colors - 1));
    return `rgb(${rgba[at]} ${rgba[at + 1]} ${rgba[at + 2]})`;
  });
  return `linear-gradient(90deg, ${shown.join(", ")})`;
}
