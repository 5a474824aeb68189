/**
 * What a look makes of a colormap: tables of integers, the same as those of the core's `look`. Pure.
 */

import { averagesOf } from "./averages.js";
import { palettesOf } from "./colormap.js";
import { ONE, shaded } from "./palette.js";
import { turned } from "./recolor.js";
import { FRACTIONS, stretchOf } from "./stretch.js";

/** @import { Coloring as ColoringTrait } from "../messages.js" */
/** @import { Averages } from "./averages.js" */
/** @import { Palettes } from "./colormap.js" */
/** @import { Spread } from "./histogram.js" */

/**
 * What of a pixel is colored, and how.
 *
 * @typedef {object} Look
 * @property {string} color_by "count", "smooth", "histogram", "distance", "final_angle", "trap" or "root"
 * @property {number} density how fast the colors change, 1 as usual
 * @property {number} offset turns of the palette
 * @property {number} light strength of the light from the upper left, 0 to 1
 * @property {string} interior "flat", "period", "internal_angle" or "distance"
 * @property {number} [pace] how many times as fast the colors of the formula's counts change, 1 unless said
 * @property {Uint32Array} [thresholds] of "histogram"; until they are known it is "smooth"
 * @property {number} [high] of counts in the article's grey: the number that has the last color, if tiles differ in theirs
 * @property {Spread} [spread] of a view's smooth counts: colors change faster where these hardly do
 */

/**
 * How a number finds its place in a palette. "range": once from `low` to `high` (null: to the number after `max_iter`);
 * "cycle": over and over, by the upper bits of number * step + offset, those below `low` as `low` and those above `high` as
 * `high`; "rank": by the upper bits of rank * step + offset; "color": the number is the color.
 *
 * @typedef {{kind: "range", low: number, high: number | null}
 *   | {kind: "cycle", low: number, high: number, step: number, offset: number}
 *   | {kind: "rank", thresholds: Uint32Array, step: number, offset: number}
 *   | {kind: "color"}} Scale
 */

/**
 * @typedef {object} Layer the colors of a field's numbers
 * @property {string} field
 * @property {Uint32Array} pixels
 * @property {Scale} scale
 */

/**
 * @typedef {object} Shade by which factor a field's numbers change the light
 * @property {string} field
 * @property {Uint16Array} factors in parts of `ONE`, the last for all larger numbers
 */

/**
 * How a pixel's numbers make its color: that of `layer` times the shades; where its number is 0, that of the interior; where
 * there is none, the ground.
 *
 * @typedef {object} Coloring
 * @property {string} colormap
 * @property {Layer} layer
 * @property {number | null} fine how far a fraction of its numbers turns the palette, 2^32 a turn; null if they do not count
 * @property {Averages | null} averages of the layer's colors
 * @property {Shade[]} shades
 * @property {Layer | null} interior
 * @property {number} ground a pixel
 */

const TURN = 2 ** 32;
const ALL = /** @type {const} */ ([0, TURN - 1]);
/** Of what cycles: the numbers of a unit, the one with the first color, turns of the palette in a unit. */
const CYCLES = {
  count: { unit: 1, first: 1, turns: 1 / 128 },
  smooth: { unit: 256, first: 16 * 256, turns: 1 / 64 },
  distance: { unit: 32, first: 1 + 6 * 32, turns: 1 / 16 },
  trap: { unit: 64, first: 1 + 17 * 64, turns: 1 / 8 }, // the orbit stays beyond 2
};
/** Numbers of a turn of an angle. */
const ANGLES = 252;
/** The golden section of a turn: the colors of numbers in a row are far apart. */
const GOLDEN = 2_654_435_769;
/** Where the light comes from, in turns, and how far it is above the plane, in units of its part in the plane. */
const AZIMUTH = 3 / 8;
const HEIGHT = 1.5;
/** Light of what faces the light. */
const BRIGHTEST = 1.25;
/** Light of the lower half plane in a binary decomposition. */
const LOWER = 0.55;
/** Steps in which a root's color loses half of its light, and those after which it stays. */
const FADING = 12;
const FADED = 48;
/** Light of the interior's colors. */
const DIM = ONE / 2;
/** Distances from the boundary between which the interior's colors run once, as numbers. */
const NEAR = 1 + 8 * 32;
const FAR = 1 + 16 * 32;
/** A very dark blue. */
const GROUND = 0xff_0e_06_07;

/**
 * Read a coloring.
 *
 * @param {ColoringTrait} message a colormap, as the kernel sends it
 * @param {Look} look
 * @returns {Coloring}
 */
export function readColoring(message, look) {
  const { colormap, cyclic } = message;
  const { color_by: by, density, offset, light, pace = 1, thresholds } = look;
  const { colors, wheel, middle, means, dark } = palettesOf(message);
  const shades = light > 0 ? [{ field: "angle", factors: lights(light) }] : [];
  const interior = interiorOf(look, dark);
  const plain = { colormap, fine: null, averages: null, shades, interior, ground: GROUND };
  if (by === "count" && colormap === "grey") {
    const layer = { field: "count", pixels: colors, scale: range(1, look.high ?? null) };
    return { ...plain, layer, interior: null, ground: colors[colors.length - 1] };
  }
  if (by === "root") {
    const layer = { field: "root", pixels: middle, scale: cycle(ALL, 1, GOLDEN, offset) };
    return { ...plain, layer, shades: [{ field: "smooth", factors: fading() }] };
  }
  if (by === "count" || by === "distance" || by === "trap")
    return {
      ...plain,
      layer: { field: by, pixels: wheel, scale: cycleOf(by, by === "count" ? density * pace : density, offset) },
    };
  if (by === "histogram" && thresholds) {
    const step = turns((density * (cyclic ? 1 : 1 / 2)) / (thresholds.length + 1));
    const layer = { field: "smooth", pixels: wheel, scale: ranked(thresholds, step, turns(offset)) };
    return { ...plain, layer };
  }
  const { scale, fine, times } = smoothScale(look);
  const layer = { field: "smooth", pixels: wheel, scale };
  const averages = averagesOf(means, density * times * CYCLES.smooth.turns);
  if (by === "final_angle") shades.push({ field: "final_angle", factors: halves() });
  return { ...plain, layer, fine, averages };
}

/**
 * How smooth counts find their colors: faster where a view's hardly change, about the one in its middle.
 *
 * @param {Look} look
 * @returns {{scale: Scale, fine: number | null, times: number}}
 */
function smoothScale({ density, offset, pace = 1, spread }) {
  const { unit, first, turns: each } = CYCLES.smooth;
  const usual = (density * pace * each) / unit;
  const { times, isFine } = stretchOf(spread, (pace * each) / unit);
  if (times === 1 || !spread) return { scale: cycle(ALL, first, turns(usual), offset), fine: null, times };
  const [middle, fraction] = spread.middle;
  const fast = (density * times * pace * each) / unit;
  const fine = isFine ? (fast * TURN) / FRACTIONS : null;
  const [step, kept] = [turns(fast), turns(offset) + Math.imul(middle - first, turns(usual))];
  const back = Math.imul(middle, step) + (fine === null ? 0 : turned(fraction, fine));
  return { scale: { kind: "cycle", low: ALL[0], high: ALL[1], step, offset: (kept - back) >>> 0 }, fine, times };
}

/**
 * The coloring of pictures in files, whose numbers are colors.
 *
 * @param {{colormap: string}} message
 * @returns {Coloring}
 */
export function givenColors({ colormap }) {
  const layer = { field: "color", pixels: new Uint32Array(0), scale: /** @type {Scale} */ ({ kind: "color" }) };
  return { colormap, layer, fine: null, averages: null, shades: [], interior: null, ground: GROUND };
}

/**
 * The fields that a coloring needs.
 *
 * @param {Coloring} coloring
 * @returns {string[]}
 */
export function fieldsOf({ layer, fine, averages, shades, interior }) {
  const parts = [
    layer,
    ...(fine === null ? [] : [{ field: "fraction" }]),
    ...(averages ? [averages] : []),
    ...shades,
    ...(interior ? [interior] : []),
  ];
  return [...new Set(parts.map(({ field }) => field))];
}

/** @type {(look: Look, dark: Pick<Palettes, "colors" | "wheel" | "middle">) => Layer | null} */
function interiorOf({ interior, offset }, { colors, wheel, middle }) {
  switch (interior) {
    case "period":
      return { field: "period", pixels: shaded(middle, DIM), scale: cycle(ALL, 1, GOLDEN, offset) };
    case "internal_angle":
      return { field: "internal_angle", pixels: shaded(wheel, DIM), scale: cycle(ALL, 1, turns(1 / ANGLES), offset) };
    case "distance":
      return { field: "interior_distance", pixels: shaded(colors, DIM), scale: range(NEAR, FAR) };
    default:
      return null;
  }
}

/** @type {(low: number, high: number | null) => Scale} */
const range = (low, high) => ({ kind: "range", low, high });

/** @type {(thresholds: Uint32Array, step: number, offset: number) => Scale} */
const ranked = (thresholds, step, offset) => ({ kind: "rank", thresholds, step, offset });

/**
 * A cycle of the numbers between two that begins at one.
 *
 * @param {readonly [number, number]} limits
 * @param {number} first
 * @param {number} step
 * @param {number} offset in turns
 * @returns {Scale}
 */
function cycle([low, high], first, step, offset) {
  return { kind: "cycle", low, high, step, offset: (turns(offset) - Math.imul(first, step)) >>> 0 };
}

/**
 * The usual cycle of a field.
 *
 * @param {keyof typeof CYCLES} field
 * @param {number} density
 * @param {number} offset
 * @returns {Scale}
 */
function cycleOf(field, density, offset) {
  const { unit, first, turns: each } = CYCLES[field];
  const [low, high] = [field === "distance" ? first : ALL[0], field === "trap" ? first : ALL[1]];
  return cycle([low, high], first, turns((density * each) / unit), offset);
}

/**
 * A part of a turn in integers.
 *
 * @param {number} part in turns, whose whole ones do not count
 */
function turns(part) {
  return Math.round((part - Math.floor(part)) * TURN) >>> 0;
}

/**
 * Factors of light of the directions of a slope.
 *
 * @param {number} strength
 */
function lights(strength) {
  const falls = (/** @type {number} */ turn) => Math.cos(2 * Math.PI * (turn - AZIMUTH));
  return factors(ANGLES, (turn) => 1 - strength + (strength * BRIGHTEST * (falls(turn) + HEIGHT)) / (1 + HEIGHT));
}

/** Factors of light of a binary decomposition. */
function halves() {
  return factors(ANGLES, (turn) => (turn < 1 / 2 ? 1 : LOWER));
}

/** Factors of light of smooth counts, less for more steps. */
function fading() {
  const { unit, first } = CYCLES.smooth;
  return Uint16Array.from({ length: first + FADED * unit + 1 }, (_, number) =>
    Math.round(ONE * 2 ** (-Math.max(number - first, 0) / (unit * FADING))),
  );
}

/**
 * Factors of light of a turn's parts, taken in their middles; where there is no angle, `ONE`.
 *
 * @param {number} parts
 * @param {(turn: number) => number} factor
 */
function factors(parts, factor) {
  return Uint16Array.from({ length: parts + 1 }, (_, number) =>
    number === 0 ? ONE : Math.round(ONE * factor((number - 1 / 2) / parts)),
  );
}
