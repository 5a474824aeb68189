/** The attracting cycle of z^d + c, in float64: the twin of the kernel's `cycle`. Pure. */

import { divide, power, times } from "./iteration.js";

/** @import { Complex } from "../overlays/plane.js" */

/**
 * @typedef {object} Cycle
 * @property {Complex[]} points in their order, the one nearest to 0 first
 * @property {Complex} multiplier
 */

/** Steps of Newton's method, and the relative size of the last one. */
const ROUNDS = 24;
const CLOSE = 1e-11;
/** Steps that all attempts together may take: a few milliseconds. */
const EFFORT = 30_000;
/** Multipliers may be this much beyond the unit circle: rounding. */
const SLACK = 1e-9;

/**
 * Find the attracting cycle, which attracts the orbit of 0: wherever that comes nearer to 0 than before, Newton's method
 * is tried.
 *
 * @param {Complex} c
 * @param {number} degree
 * @param {number} steps of the orbit of 0 that are looked at
 * @returns {Cycle | null} null if 0 escapes or nothing was found
 */
export function attractingCycle(c, degree, steps) {
  const radius = Math.max(2, Math.hypot(...c));
  /** @type {Complex} */
  let z = c;
  let nearest = Infinity;
  let effort = 0;
  for (let n = 1; n <= steps; n++) {
    const size = Math.hypot(...z);
    if (!(size <= radius)) return null;
    if (size < nearest) {
      nearest = size;
      effort += ROUNDS * n;
      if (effort > EFFORT) return null;
      const found = cycleNear(c, degree, n, z);
      if (found) return found;
    }
    z = add(power(z, degree), c);
  }
  return null;
}

/**
 * @param {Complex} c
 * @param {number} degree
 * @param {number} period a multiple of the one that is sought
 * @param {Complex} start
 * @returns {Cycle | null}
 */
function cycleNear(c, degree, period, start) {
  let w = start;
  for (let round = 0; round < ROUNDS; round++) {
    const { z, slope } = iterate(w, c, degree, period);
    const [dx, dy] = divide([z[0] - w[0], z[1] - w[1]], [slope[0] - 1, slope[1]]);
    w = [w[0] - dx, w[1] - dy];
    const size = Math.hypot(dx, dy);
    if (!Number.isFinite(size)) return null;
    if (size > CLOSE * (1 + Math.hypot(...w))) continue;
    return reduced(c, degree, period, w);
  }
  return null;
}

/**
 * The cycle of a periodic point in its least period, if it attracts.
 *
 * @param {Complex} c
 * @param {number} degree
 * @param {number} multiple
 * @param {Complex} w
 * @returns {Cycle | null}
 */
function reduced(c, degree, multiple, w) {
  for (let period = 1; period <= multiple; period++) {
    if (multiple % period !== 0) continue;
    const { z, slope, points } = iterate(w, c, degree, period);
    if (Math.hypot(z[0] - w[0], z[1] - w[1]) > 1e-7 * (1 + Math.hypot(...w))) continue;
    if (Math.hypot(...slope) > 1 + SLACK) return null;
    const first = points.reduce((best, point, at) => (size(point) < size(points[best]) ? at : best), 0);
    return { points: [...points.slice(first), ...points.slice(0, first)], multiplier: slope };
  }
  return null;
}

/**
 * @param {Complex} w
 * @param {Complex} c
 * @param {number} degree
 * @param {number} count
 */
function iterate(w, c, degree, count) {
  /** @type {Complex} */
  let slope = [1, 0];
  let z = w;
  const points = [];
  for (let n = 0; n < count; n++) {
    points.push(z);
    const below = power(z, degree - 1);
    slope = times(slope, [degree * below[0], degree * below[1]]);
    z = add(times(below, z), c);
  }
  return { z, slope, points };
}

/** @type {(a: Complex, b: Complex) => Complex} */
function add([a, b], [c, d]) {
  return [a + c, b + d];
}

/** @param {Complex | undefined} z */
function size(z) {
  return z ? Math.hypot(...z) : Infinity;
}
