/**
 * Colors of fields, by the same tables of integers as the kernel's (`rust/core/src/image/paint.rs`), to the bit. Pure.
 */

import { rank } from "./histogram.js";
import { BYTE, LIGHT } from "./light.js";
import { ONE } from "./palette.js";

/** @import { Coloring, Layer, Scale, Shade } from "./coloring.js" */
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
  const { layer, averages, shades, ground } = coloring;
  const numbers = fields[layer.field];
  const place = placer(layer.scale, layer.pixels.length, maxIter);
  const pixels = averages?.pixels ?? [layer.pixels];
  const distances = averages && fields[averages.field];
  const far = averages ? averages.levels.length - 1 : 0;
  const inside = coloring.interior ? colorer(coloring.interior, fields, maxIter, ground) : null;
  for (let i = 0; i < out.length; i++) {
    const number = numbers[i];
    if (number === 0) out[i] = inside?.(i) ?? ground;
    else {
      const level = averages && distances ? averages.levels[Math.min(distances[i], far)] : 0;
      out[i] = pixels[level][place(number)];
    }
  }
  for (const shade of shades) if (fields[shade.field]) darken(shade, fields[shade.field], numbers, out);
}

/**
 * The color of a pixel's number in a layer, or the ground where there is none.
 *
 * @param {Layer} layer
 * @param {Fields} fields
 * @param {number} maxIter
 * @param {number} ground
 * @returns {(i: number) => number}
 */
function colorer({ field, pixels, scale }, fields, maxIter, ground) {
  const numbers = fields[field];
  const place = placer(scale, pixels.length, maxIter);
  return (i) => (numbers?.[i] ? pixels[place(numbers[i])] : ground);
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
 * @returns {(number: number) => number}
 */
function placer(scale, places, maxIter) {
  const upper = (/** @type {number} */ phase) => Math.floor(((phase >>> 0) * places) / 2 ** 32);
  if (scale.kind === "rank") {
    const { thresholds, step, offset } = scale;
    return (number) => upper(Math.imul(rank(thresholds, number), step) + offset);
  }
  if (scale.kind === "cycle") {
    const { low, step, offset } = scale;
    return (number) => upper(Math.imul(Math.max(number, low), step) + offset);
  }
  const { low, high } = scale;
  const last = high ?? maxIter + 1;
  return (number) => Math.trunc(((Math.min(Math.max(number, low), last) - low) / (last - low)) * (places - 1));
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
