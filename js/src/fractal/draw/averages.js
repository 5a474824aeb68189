/**
 * Means of a palette's colors, for where they change so fast that many of them fall on one pixel: what a pixel would show if
 * it were sampled without end, at the price of one sample. Pure.
 */

import { lightOf, pixelsOf } from "./palette.js";

/**
 * @typedef {object} Averages
 * @property {string} field the distance, whose numbers say how fast smooth counts change
 * @property {Uint8Array} levels by its number, the last for all larger ones: the mean is over 2^level places
 * @property {Uint32Array[]} pixels of each level
 */

/** Numbers of an octave of distances; that of one pixel; their largest. */
const OCTAVE = 32;
const ONE_PIXEL = 1 + 8 * OCTAVE;
const LARGEST = 1023;
/** Change of a smooth count of degree 2 in a pixel at a distance of one: |z'| / (|z| ln |z| ln 2) there. */
const CHANGE = 2 / Math.LN2;

/**
 * Make the means of a palette that goes round, each over twice as many places as the one before; the last one is over all.
 *
 * @param {Uint32Array} wheel
 * @returns {Uint32Array[]} pixels
 */
export function meansOf(wheel) {
  const pixels = [wheel];
  const light = lightOf(wheel);
  while (2 ** (pixels.length - 1) < wheel.length) pixels.push(pixelsOf(means(light, 2 ** pixels.length)));
  return pixels;
}

/**
 * Say which mean a pixel shows.
 *
 * @param {Uint32Array[]} pixels as `meansOf` makes them
 * @param {number} turns of the palette for a smooth count of degree 2
 * @returns {Averages}
 */
export function averagesOf(pixels, turns) {
  const places = pixels[0]?.length ?? 0;
  const passed = Math.log2(CHANGE * turns * places);
  const levels = Uint8Array.from({ length: LARGEST + 1 }, (_, number) => {
    const level = Math.round(passed - (number - ONE_PIXEL) / OCTAVE);
    // What is as far as numbers tell is farther: nothing there passes within a pixel.
    return number === 0 || number === LARGEST ? 0 : Math.min(Math.max(level, 0), pixels.length - 1);
  });
  return { field: "distance", levels, pixels };
}

/**
 * The mean light around each place of a turn.
 *
 * @param {Uint16Array} light red, green and blue of each place
 * @param {number} size places that a mean is over, at most all
 */
function means(light, size) {
  const places = light.length / 3;
  const width = Math.min(size, places);
  const out = new Uint16Array(light.length);
  for (let channel = 0; channel < 3; channel++) {
    const at = (/** @type {number} */ place) => light[3 * ((place + places) % places) + channel];
    let sum = 0;
    for (let place = -(width >> 1); place < width - (width >> 1); place++) sum += at(place);
    for (let place = 0; place < places; place++) {
      out[3 * place + channel] = Math.floor((sum + (width >> 1)) / width);
      sum += at(place + width - (width >> 1)) - at(place - (width >> 1));
    }
  }
  return out;
}
