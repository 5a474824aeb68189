/**
 * Colors of fields, by the same tables of integers as the core's `paint`, to the bit. Pure.
 */

import { rank } from "./histogram.js";
import { BYTE, LIGHT } from "./light.js";
import { ONE } from "./palette.js";

/** @import { Coloring, Scale, Shade } from "./coloring.js" */
/** @import { Fields, Field } from "../tiles/field.js" */

/** A pixel without color. */
const OPAQUE = 0xff_00_00_00;

/**
 * Color fields. What goes by one that is lacking is left out, but for the layer.
 *
 * @param {Coloring} coloring
 * @param {Fields} fields
 * @param {number} maxIter of the numbers
 * @param {Uint32Array} out as many pixels: red, green, blue and alpha in the order of their bytes
 */
export function recolor(coloring, fields, maxIter, out) {
  fill(coloring, fields, placesOf(coloring, fields, maxIter), tableOf(coloring), out);
}

/**
 * Color pixels that have their places in a table.
 *
 * @param {Coloring} coloring
 * @param {Fields} fields
 * @param {Uint32Array} places
 * @param {Uint32Array} table
 * @param {Uint32Array} out
 */
export function fill({ layer, shades }, fields, places, table, out) {
  if (layer.scale.kind === "color") {
    for (let i = 0; i < out.length; i++) out[i] = OPAQUE | places[i];
    return;
  }
  for (let i = 0; i < out.length; i++) out[i] = table[places[i]];
  for (const each of shades) if (fields[each.field]) darken(each, fields[each.field], fields[layer.field], out);
}

/**
 * The places of pixels in the table of `tableOf`.
 *
 * @param {Coloring} coloring
 * @param {Fields} fields
 * @param {number} maxIter of the numbers
 * @returns {Uint32Array}
 */
export function placesOf({ layer, fine, averages, interior }, fields, maxIter) {
  const numbers = fields[layer.field];
  const size = layer.pixels.length;
  const place = placer(layer.scale, size, maxIter);
  const fractions = fine === null ? null : fields["fraction"];
  const distances = averages && fields[averages.field];
  const inside = interior && fields[interior.field];
  const placeInside = interior && placer(interior.scale, interior.pixels.length, maxIter);
  const ground = size * (averages?.pixels.length ?? 1);
  const far = averages ? averages.levels.length - 1 : 0;
  const places = new Uint32Array(numbers.length).fill(ground);
  for (let i = 0; i < places.length; i++) {
    const number = numbers[i];
    if (number !== 0) {
      const level = averages && distances ? averages.levels[Math.min(distances[i], far)] : 0;
      places[i] = level * size + place(number, fractions ? turned(fractions[i], fine ?? 0) : 0);
    } else if (inside?.[i] && placeInside) places[i] = ground + 1 + placeInside(inside[i], 0);
  }
  return places;
}

/**
 * All colors of a coloring: the layer's, in all its means, the ground, the interior's.
 *
 * @param {Coloring} coloring
 * @param {number} [turns] by which its palettes have gone round
 * @returns {Uint32Array}
 */
export function tableOf({ layer, averages, interior, ground }, turns = 0) {
  const palettes = [...(averages?.pixels ?? [layer.pixels]), [ground], ...(interior ? [interior.pixels] : [])];
  const table = new Uint32Array(palettes.reduce((length, palette) => length + palette.length, 0));
  let at = 0;
  for (const palette of palettes) {
    const by = Math.floor((turns - Math.floor(turns)) * palette.length);
    table.set(palette.slice(by), at);
    table.set(palette.slice(0, by), at + palette.length - by);
    at += palette.length;
  }
  return table;
}

/**
 * Change the light of the pixels that have a number.
 *
 * @param {Shade} shade
 * @param {Field} by
 * @param {Field} numbers
 * @param {Uint32Array} out
 */
function darken({ factors }, by, numbers, out) {
  const last = factors.length - 1;
  for (let i = 0; i < out.length; i++) {
    if (numbers[i] === 0) continue;
    const factor = factors[Math.min(by[i], last)];
    if (factor === ONE) continue;
    const pixel = out[i];
    out[i] =
      OPAQUE |
      shaded(pixel & 255, factor) |
      (shaded((pixel >> 8) & 255, factor) << 8) |
      (shaded((pixel >> 16) & 255, factor) << 16);
  }
}

/** @type {(byte: number, factor: number) => number} */
const shaded = (byte, factor) => BYTE[Math.min((LIGHT[byte] * factor) >>> 14, 65_535)];

/**
 * How numbers find their places.
 *
 * @param {Scale} scale
 * @param {number} places
 * @param {number} maxIter
 * @returns {(number: number, further: number) => number} the second moves those of cycles on, 2^32 a turn
 */
export function placer(scale, places, maxIter) {
  const upper = (/** @type {number} */ phase) => Math.floor(((phase >>> 0) * places) / 2 ** 32);
  if (scale.kind === "color") return (number) => number;
  if (scale.kind === "rank") {
    const { thresholds, step, offset } = scale;
    return (number) => upper(Math.imul(rank(thresholds, number), step) + offset);
  }
  if (scale.kind === "cycle") {
    const { low, high, step, offset } = scale;
    return (number, further) => upper(Math.imul(Math.min(Math.max(number, low), high), step) + offset + further);
  }
  const { low, high } = scale;
  const last = high ?? maxIter + 1;
  return (number) => Math.trunc(((Math.min(Math.max(number, low), last) - low) / (last - low)) * (places - 1));
}

/**
 * How far a fraction, from 1 on, turns a palette, 2^32 a turn.
 *
 * @param {number} fraction
 * @param {number} step for each
 */
export function turned(fraction, step) {
  return Math.trunc(Math.max(fraction - 1, 0) * step) >>> 0;
}

/**
 * Make pixels of several, averaged as amounts of light.
 *
 * @param {Uint32Array} pixels `(side * by)` squared
 * @param {number} side of the result, in pixels
 * @param {number} by along a side
 * @param {Uint32Array} out `side` squared
 */
export function average(pixels, side, by, out) {
  const count = by * by;
  const half = count >> 1;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      let red = half;
      let green = half;
      let blue = half;
      for (let dy = 0; dy < by; dy++) {
        const row = (y * by + dy) * side * by + x * by;
        for (let i = row; i < row + by; i++) {
          red += LIGHT[pixels[i] & 255];
          green += LIGHT[(pixels[i] >> 8) & 255];
          blue += LIGHT[(pixels[i] >> 16) & 255];
        }
      }
      out[y * side + x] =
        OPAQUE | BYTE[(red / count) | 0] | (BYTE[(green / count) | 0] << 8) | (BYTE[(blue / count) | 0] << 16);
    }
  }
}
