/** Rays and external angles in float64, in both planes: the twin of the kernel's `overlays.circle`. Pure. */

import { divide, power, step, times } from "./iteration.js";

/** @import { Iteration } from "./iteration.js" */
/** @import { Complex } from "../overlays/plane.js" */

/** @typedef {{p: number, q: number}} Turns a fraction of a turn */

/** Where rays begin, and points between two levels. */
const RADIUS = 64;
const PARTS = 4;
/** Beyond this radius a radius of the plane is a ray, to ten digits; outwards each point is so much further out. */
const FAR = 1e5;
const GROWTH = 8;
/** Levels of a ray, steps until a point escapes, steps of Newton's method, and how exact they are. */
const LEVELS = 44;
const STEPS = 64;
const ROUNDS = 32;
const SMALL = 1e-9;
const ROUNDING = 1e-13;

/**
 * Follow the ray of an angle inwards: Newton's method for F_n(u) = w - c / (d w^(d-1)), where w has the angle times d^n and
 * a radius from 64 down, and F_n is what n steps make of the pixel u.
 *
 * @param {Iteration} iteration of z^d + c
 * @param {Turns} turns
 * @returns {Complex[]} from far out inwards
 */
export function rayOf(iteration, { p, q }) {
  let u = polar(RADIUS, p / q);
  const points = [u];
  let numerator = p % q;
  for (let n = 0; n < LEVELS; n++) {
    for (let part = 0; part < PARTS; part++) {
      const w = polar(RADIUS ** (iteration.degree ** (-part / PARTS)), numerator / q);
      const next = solve(iteration, n, w, u);
      const length = next ? Math.hypot(next[0] - u[0], next[1] - u[1]) : 0;
      if (!next || length > 2 * RADIUS) return points;
      if (length < 1e-13 && n > 0) return points;
      u = next;
      points.push(u);
    }
    numerator = (numerator * iteration.degree) % q;
  }
  return points;
}

/**
 * Follow the ray through a point outwards.
 *
 * @param {Iteration} iteration of z^d + c
 * @param {Complex} point
 * @returns {{turns: number, points: Complex[]} | null} null if the point does not escape, or only after long
 */
export function rayThrough(iteration, point) {
  const c = iteration.isParameter ? point : (iteration.c ?? [0, 0]);
  let n = 0;
  for (let z = point; !(Math.hypot(...z) >= FAR); n++) {
    if (n === STEPS) return null;
    z = step(iteration, z, c);
  }
  let u = point;
  const points = [u];
  while (n > 0) {
    const { z } = image(iteration, n, u);
    const size = Math.hypot(...z);
    if (size >= FAR ** iteration.degree) {
      n--;
      continue;
    }
    const next = solve(iteration, n, [GROWTH * z[0], GROWTH * z[1]], u, true);
    if (!next) return null;
    u = next;
    points.push(u);
  }
  return { turns: angleFarOut(iteration, u), points };
}

/**
 * The external angle of a point far out: the argument of u (1 + c / u^d)^(1 / d).
 *
 * @param {Iteration} iteration
 * @param {Complex} u
 */
function angleFarOut(iteration, u) {
  const c = iteration.isParameter ? u : (iteration.c ?? [0, 0]);
  const [re, im] = divide(c, power(u, iteration.degree));
  const angle = Math.atan2(u[1], u[0]) + Math.atan2(im, 1 + re) / iteration.degree;
  return (angle / (2 * Math.PI) + 1) % 1;
}

/**
 * @param {Iteration} iteration
 * @param {number} n
 * @param {Complex} w
 * @param {Complex} start
 * @param {boolean} [isExact] whether w itself is sought
 * @returns {Complex | null}
 */
function solve(iteration, n, w, start, isExact = false) {
  const { degree, isParameter } = iteration;
  let u = start;
  for (let round = 0; round < ROUNDS; round++) {
    const { z, slope } = image(iteration, n, u);
    const c = isParameter ? u : (iteration.c ?? [0, 0]);
    const [re, im] = isExact ? [0, 0] : divide(c, power(w, degree - 1));
    const [dx, dy] = divide([z[0] - w[0] + re / degree, z[1] - w[1] + im / degree], slope);
    u = [u[0] - dx, u[1] - dy];
    const length = Math.hypot(dx, dy);
    if (!Number.isFinite(length)) return null;
    const way = Math.hypot(u[0] - start[0], u[1] - start[1]);
    if (length <= Math.max(SMALL * way, ROUNDING * Math.hypot(...u))) return u;
  }
  return null;
}

/**
 * What n steps make of a pixel, and its derivative by the pixel.
 *
 * @param {Iteration} iteration
 * @param {number} n
 * @param {Complex} u
 */
function image({ degree, isParameter, c: constant }, n, u) {
  const c = isParameter ? u : (constant ?? [0, 0]);
  let z = u;
  /** @type {Complex} */
  let slope = [1, 0];
  for (let k = 0; k < n; k++) {
    const below = power(z, degree - 1);
    slope = times(slope, [degree * below[0], degree * below[1]]);
    if (isParameter) slope[0] += 1;
    const next = times(below, z);
    z = [next[0] + c[0], next[1] + c[1]];
  }
  return { z, slope };
}

/**
 * The simplest fraction near a number.
 *
 * @param {number} turns from 0 to 1
 * @param {number} tolerance
 * @returns {Turns}
 */
export function simplest(turns, tolerance) {
  for (let q = 1; ; q++) {
    const p = Math.round(turns * q);
    if (Math.abs(turns - p / q) <= tolerance) return { p: p % q, q };
  }
}

/**
 * An angle and its images, until one comes again.
 *
 * @param {Turns} turns
 * @param {number} degree
 * @param {number} most
 * @returns {Turns[]}
 */
export function multiples({ p, q }, degree, most) {
  const found = [p % q];
  while (found.length < most) {
    const next = ((found.at(-1) ?? 0) * degree) % q;
    if (found.includes(next)) break;
    found.push(next);
  }
  return found.map((each) => ({ p: each, q }));
}

/** @type {(radius: number, turns: number) => Complex} */
function polar(radius, turns) {
  const angle = 2 * Math.PI * turns;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}
