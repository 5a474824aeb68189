/** Orbits and cycles of z^d + c in fixed-point numbers, for views in which float64 has too few digits. Pure. */

import { bitLength, fromNumber, shift, toNumber } from "../viewport/coordinate.js";
import { divide, power, times } from "./iteration.js";

/** @import { Viewport } from "../viewport/viewport.js" */
/** @import { Complex } from "../overlays/plane.js" */

/** @typedef {Pick<Viewport, "x" | "y" | "bits">} Spot a point of the plane with any number of digits */

/** Most steps of the orbit of 0, and digits times steps that a frame has time for. */
const STEPS = 4096;
const EFFORT = 2 ** 22;
/** Most steps of Newton's method, and digits that are left to rounding. */
const ROUNDS = 40;
const ROUNDING = 16;

/**
 * Follow an orbit of z^d + c until it leaves the disc of radius max(2, |c|).
 *
 * @param {number} degree
 * @param {Spot} c
 * @param {Spot} start
 * @param {number} steps
 * @param {number} [loss] digits that a step may lose
 * @returns {{points: Spot[], escapes: boolean}}
 */
export function deepOrbit(degree, c, start, steps, loss = degree) {
  const bits = c.bits + loss * steps;
  const [constant, radius] = [widen(c, bits), Math.max(2, Math.hypot(...toComplex(c)))];
  const isOutside = (/** @type {Spot} */ z) => Math.hypot(...toComplex(z)) > radius;
  let z = widen(start, bits);
  const points = [z];
  while (points.length <= steps && !isOutside(z)) {
    let image = z;
    for (let factors = 1; factors < degree; factors++) image = product(image, z);
    z = { x: image.x + constant.x, y: image.y + constant.y, bits };
    points.push(z);
  }
  return { points, escapes: isOutside(z) };
}

/**
 * Find the attracting cycle: near it, the orbit of 0 comes nearest to its last point after a period.
 *
 * @param {number} degree
 * @param {Spot} c
 * @returns {{points: Spot[], multiplier: Complex} | null} null if 0 escapes, or nothing was found in time
 */
export function deepCycle(degree, c) {
  const { bits } = c;
  const steps = Math.min(STEPS, Math.floor(EFFORT / bits));
  const { points, escapes } = deepOrbit(degree, c, { x: 0n, y: 0n, bits }, steps, 0);
  let w = /** @type {Spot} */ (points.pop());
  if (escapes) return null;
  const sizes = points.reverse().map(({ x, y }) => log2Size(x - w.x, y - w.y));
  const least = Math.max(ROUNDING, Math.min(...sizes));
  const period = sizes.findIndex((size) => size <= least) + 1;
  for (let round = 0; round < ROUNDS && round * period < 4 * steps; round++) {
    const cycle = deepOrbit(degree, c, w, period, 0).points;
    const end = /** @type {Spot} */ (cycle.pop());
    const multiplier = cycle
      .map((z) => power(toComplex(z), degree - 1).map((part) => degree * part))
      .reduce((slope, each) => times(/** @type {Complex} */ (slope), /** @type {Complex} */ (each)), [1, 0]);
    const [x, y] = [end.x - w.x, end.y - w.y];
    const scale = log2Size(x, y);
    if (!(Math.hypot(...multiplier) <= 1)) return null;
    if (scale < ROUNDING) return { points: cycle, multiplier: /** @type {Complex} */ (multiplier) };
    const gap = /** @type {Complex} */ ([toNumber(x, -scale), toNumber(y, -scale)]);
    const [dx, dy] = divide(gap, [(multiplier[0] ?? 0) - 1, multiplier[1] ?? 0]);
    w = { x: w.x - fromNumber(dx, scale, 0), y: w.y - fromNumber(dy, scale, 0), bits };
  }
  return null;
}

/**
 * A point in float64.
 *
 * @param {Spot} point
 * @returns {Complex}
 */
export function toComplex({ x, y, bits }) {
  return [toNumber(x, -bits), toNumber(y, -bits)];
}

/**
 * @param {Spot} point
 * @param {number} bits
 * @returns {Spot}
 */
function widen({ x, y, bits: known }, bits) {
  return { x: shift(x, bits - known), y: shift(y, bits - known), bits };
}

/** @type {(a: Spot, b: Spot) => Spot} */
function product(a, b) {
  const bits = BigInt(a.bits);
  return { x: (a.x * b.x - a.y * b.y) >> bits, y: (a.x * b.y + a.y * b.x) >> bits, bits: a.bits };
}

/** @type {(x: bigint, y: bigint) => number} */
function log2Size(x, y) {
  return Math.max(bitLength(x), bitLength(y));
}
