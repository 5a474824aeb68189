/** What becomes of a pixel, in words for those who do not see it. Pure. */

import { significant, whole } from "../../widget/math/format.js";
import { power, step, times } from "./iteration.js";

/** @import { Iteration } from "./iteration.js" */
/** @import { Complex } from "../overlays/plane.js" */
/** @import { Pixel } from "./pixel.js" */

/** Steps that are looked at, and the radius beyond which distances are estimated. */
const STEPS = 4096;
const FAR = 1e3;

/**
 * Tell it.
 *
 * @param {Pixel} pixel
 * @returns {string} e.g. "inside, period 3"
 */
export function fateOf(pixel) {
  const { iteration, isDeep } = pixel;
  const { map, isParameter } = iteration;
  const { end, points } = pixel.orbit;
  if (map === "power" && !isDeep) {
    const distance = distanceOf(iteration, pixel.point);
    if (distance !== null) return `outside, distance to the set about ${significant(distance, 2)}`;
  }
  const period = map === "power" && isParameter ? pixel.cycle?.points.length : undefined;
  if (period) return `inside, period ${period}`;
  const steps = whole(points.length - 1);
  if (end === "escapes") return `outside, escapes after ${steps} steps`;
  return end === "root" ? `reaches a root after ${steps} steps` : `stays for ${steps} steps`;
}

/**
 * The estimate of the distance from the set, |z| ln |z| / |z'|, which is between half of it and twice as much (Milnor, Dynamics
 * in One Complex Variable, appendix G).
 *
 * @param {Iteration} iteration of z^d + c
 * @param {Complex} point
 * @returns {number | null} null if the point does not escape
 */
export function distanceOf(iteration, point) {
  const { degree, isParameter } = iteration;
  const c = isParameter ? point : (iteration.c ?? [0, 0]);
  let z = point;
  /** @type {Complex} */
  let slope = [1, 0];
  for (let n = 0; n < STEPS; n++) {
    const size = Math.hypot(...z);
    if (size > FAR) return (size * Math.log(size)) / Math.hypot(...slope);
    const [re, im] = power(z, degree - 1);
    slope = times(slope, [degree * re, degree * im]);
    if (isParameter) slope[0] += 1;
    z = step(iteration, z, c);
  }
  return null;
}
