/**
 * Palettes: opaque pixels, red, green, blue and alpha in the order of their bytes. Pure.
 */

import { BYTE, LIGHT } from "./light.js";

/** @import { Coloring as ColoringTrait } from "../messages.js" */

/** The factor of light that leaves it as it is. */
export const ONE = 1 << 14;

/**
 * Read the colors of a colormap.
 *
 * @param {ColoringTrait} message
 * @returns {Uint32Array} once through the colormap
 */
export function readPalette({ palette }) {
  const rgb = Uint8Array.from(atob(palette), (letter) => letter.charCodeAt(0));
  const rgba = new Uint8Array((4 * rgb.length) / 3).fill(255);
  for (let row = 0; 3 * row < rgb.length; row++) rgba.set(rgb.subarray(3 * row, 3 * row + 3), 4 * row);
  return new Uint32Array(rgba.buffer);
}

/**
 * The colors of a whole turn: there and back, unless the colormap ends where it begins.
 *
 * @param {Uint32Array} colors once through the colormap
 * @param {boolean} cyclic
 */
export function wheelOf(colors, cyclic) {
  return cyclic ? colors : Uint32Array.of(...colors, ...colors.slice().reverse());
}

/**
 * The colors of numbers that are few: without those at the ends, which are nearly black and nearly white.
 *
 * @param {Uint32Array} colors once through the colormap
 * @param {boolean} cyclic
 */
export function middleOf(colors, cyclic) {
  const cut = cyclic ? 0 : Math.floor(colors.length / 5);
  return colors.subarray(cut, colors.length - Math.floor(cut / 2));
}

/**
 * The amounts of light of colors.
 *
 * @param {Uint32Array} pixels
 * @returns {Uint16Array} red, green and blue of each
 */
export function lightOf(pixels) {
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  return Uint16Array.from({ length: 3 * pixels.length }, (_, i) => LIGHT[bytes[4 * Math.floor(i / 3) + (i % 3)]]);
}

/**
 * The colors of amounts of light.
 *
 * @param {Uint16Array} light red, green and blue of each
 * @returns {Uint32Array}
 */
export function pixelsOf(light) {
  const bytes = new Uint8Array((4 * light.length) / 3).fill(255);
  for (let i = 0; i < light.length; i++) bytes[4 * Math.floor(i / 3) + (i % 3)] = BYTE[light[i]];
  return new Uint32Array(bytes.buffer);
}

/**
 * Colors with more or less light.
 *
 * @param {Uint32Array} pixels
 * @param {number} factor in parts of `ONE`
 */
export function shaded(pixels, factor) {
  return pixelsOf(lightOf(pixels).map((light) => (light * factor) / ONE));
}

/**
 * A strip of a colormap's colors, for menus.
 *
 * @param {ColoringTrait} message
 * @param {number} [stops]
 * @returns {string} a CSS background
 */
export function swatch(message, stops = 16) {
  const pixels = readPalette(message);
  const rgba = new Uint8Array(pixels.buffer);
  const shown = Array.from({ length: stops }, (_, stop) => {
    const at = 4 * Math.round((stop / (stops - 1)) * (pixels.length - 1));
    return `rgb(${rgba[at]} ${rgba[at + 1]} ${rgba[at + 2]})`;
  });
  return `linear-gradient(90deg, ${shown.join(", ")})`;
}
