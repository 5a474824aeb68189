/**
 * What is made of a colormap, whatever the look: made once. Pure.
 */

import { meansOf } from "./averages.js";
import { middleOf, readPalette, wheelOf } from "./palette.js";

/** @import { Coloring as ColoringTrait } from "../messages.js" */

/**
 * The dark part, which stays what it is with less light: a dark yellow would be olive.
 *
 * @param {Uint32Array} colors once through the colormap
 * @param {boolean} cyclic
 */
function darkOf(colors, cyclic) {
  if (cyclic) return colors;
  const [part, ends] = [Math.ceil((3 * colors.length) / 5), [colors[0] ?? 0, colors.at(-1) ?? 0]];
  const [first = 0, last = 0] = ends.map((pixel) => (pixel & 255) + ((pixel >> 8) & 255) + ((pixel >> 16) & 255));
  return first <= last ? colors.subarray(0, part) : colors.subarray(colors.length - part);
}

/**
 * What is made of a colormap, whatever the look.
 *
 * @typedef {object} Palettes
 * @property {Uint32Array} colors once through it
 * @property {Uint32Array} wheel a whole turn
 * @property {Uint32Array} middle the colors of numbers that are few
 * @property {Uint32Array[]} means of the wheel's colors, each over twice as many as the one before
 * @property {Pick<Palettes, "colors" | "wheel" | "middle">} dark of its dark part
 */

/** @type {WeakMap<ColoringTrait, Palettes>} */
const PALETTES = new WeakMap();

/**
 * Make the palettes of a colormap, once.
 *
 * @param {ColoringTrait} message
 * @returns {Palettes}
 */
export function palettesOf(message) {
  const known = PALETTES.get(message);
  if (known) return known;
  const { cyclic } = message;
  /** @type {(colors: Uint32Array) => Pick<Palettes, "colors" | "wheel" | "middle">} */
  const of = (colors) => ({ colors, wheel: wheelOf(colors, cyclic), middle: middleOf(colors, cyclic) });
  const colors = readPalette(message);
  const plain = of(colors);
  const palettes = { ...plain, means: meansOf(plain.wheel), dark: of(darkOf(colors, cyclic)) };
  PALETTES.set(message, palettes);
  return palettes;
}
