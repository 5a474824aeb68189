/**
 * How the numbers of a view are distributed that its colors go by, and which number has which color. Pure.
 */

import { placer, turned } from "./recolor.js";
import { FRACTIONS } from "./stretch.js";

/** @import { Field as Name } from "../messages.js" */
/** @import { TileStore } from "../tiles/store.js" */
/** @import { Tile } from "../tiles/tiles.js" */
/** @import { Coloring } from "./coloring.js" */

/**
 * @typedef {object} Distribution
 * @property {number} low the least number, but for few pixels
 * @property {number} high the largest number, but for few pixels
 * @property {number[]} shares of the pixels, of parts of equal width between these
 */

/** One pixel in so many is looked at. */
const SAMPLING = 97;
const PARTS = 96;
/** The shares of the pixels that lie below and beyond. */
const BELOW = 0.005;
const BEYOND = 0.1;

/**
 * @param {TileStore} store
 * @param {Tile[]} tiles
 * @param {Coloring} coloring
 * @returns {Distribution | null} null if the numbers do not tell more from less, or are not here
 */
export function distributionOf(store, tiles, { layer, fine }) {
  if (layer.field === "root") return null;
  const sample = (/** @type {string} */ field) => store.sample(tiles, /** @type {Name} */ (field), SAMPLING);
  const [numbers, fractions] = [sample(layer.field), fine === null ? null : sample("fraction")];
  const places = Float64Array.from(numbers, (number, i) =>
    number === 0 ? 0 : number + (fractions ? Math.max((fractions[i] ?? 1) - 1, 0) / FRACTIONS : 0),
  );
  const sorted = places.filter((place) => place > 0).sort();
  if (sorted.length === 0) return null;
  const at = (/** @type {number} */ share) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const [low, high] = [at(BELOW), at(1 - BEYOND)];
  if (!(high > low)) return null;
  const counts = new Array(PARTS).fill(0);
  for (const place of sorted) {
    const part = Math.floor(((place - low) / (high - low)) * PARTS);
    if (part >= 0 && part < PARTS) counts[part] += 1;
  }
  return { low, high, shares: counts.map((count) => count / sorted.length) };
}

/**
 * The colors of numbers, which may have fractions.
 *
 * @param {Coloring} coloring
 * @param {number} maxIter
 * @returns {(number: number) => number} pixels
 */
export function colorsOf({ layer, fine }, maxIter) {
  const place = placer(layer.scale, layer.pixels.length, maxIter);
  return (number) => {
    const whole = Math.floor(number);
    const further = fine === null ? 0 : turned((number - whole) * FRACTIONS + 1, fine);
    return layer.pixels[place(whole, further)] ?? 0;
  };
}

/**
 * Where in the turn of the palette a number is.
 *
 * @param {Coloring} coloring
 * @param {number} number may have a fraction
 * @returns {number} turns, from 0 to 1
 */
export function phaseOf({ layer, fine }, number) {
  const [whole, places] = [Math.floor(number), 2 ** 30];
  const further = fine === null ? 0 : turned((number - whole) * FRACTIONS + 1, fine);
  return placer(layer.scale, places, 1)(whole, further) / places;
}
