import { parse } from "../viewport/coordinate.js";
import { attractingCycle } from "./attraction.js";
import { deepCycle, deepOrbit, toComplex } from "./deep.js";
import { orbitOf } from "./iteration.js";

/** @import { Spot } from "./deep.js" */
/** @import { Iteration, Orbit } from "./iteration.js" */
/** @import { Complex } from "../overlays/plane.js" */

/** Steps of an orbit that are drawn; the sheet lists as many. */
const STEPS = 400;
/** Steps of the orbit of 0 in which a cycle is looked for: a frame has time for them. */
const CYCLE_STEPS = 4096;

/**
 * A pixel and what becomes of it: in float64, or, where that has too few digits, in fixed-point numbers.
 */
export class Pixel {
  /** @type {(Orbit & {spots: (Complex | Spot)[]}) | undefined} */
  #orbit;
  /** @type {{points: (Complex | Spot)[], multiplier: Complex} | null | undefined} */
  #cycle;

  /**
   * @param {Iteration} iteration
   * @param {Spot} spot
   * @param {boolean} isDeep
   */
  constructor(iteration, spot, isDeep) {
    this.iteration = iteration;
    this.spot = spot;
    this.isDeep = isDeep;
    /** The point in float64. */
    this.point = toComplex(spot);
  }

  /** The critical value, c. @returns {Spot} */
  get value() {
    const { iteration, spot } = this;
    if (iteration.isParameter) return spot;
    const { bits } = spot;
    return { x: parse(iteration.decimals[0], bits), y: parse(iteration.decimals[1], bits), bits };
  }

  /** Its orbit; spots: the same points with all their digits. */
  get orbit() {
    this.#orbit ??= this.#follow();
    return this.#orbit;
  }

  /** The attracting cycle, null if there is none or it was not found. */
  get cycle() {
    const { degree, c } = this.iteration;
    if (this.#cycle === undefined) {
      this.#cycle = this.isDeep ? deepCycle(degree, this.value) : attractingCycle(c ?? this.point, degree, CYCLE_STEPS);
    }
    return this.#cycle;
  }

  /** @returns {Orbit & {spots: (Complex | Spot)[]}} */
  #follow() {
    const { iteration, spot } = this;
    if (!this.isDeep) {
      const found = orbitOf(iteration, this.point, STEPS);
      return { ...found, spots: found.points };
    }
    const start = iteration.isParameter ? { x: 0n, y: 0n, bits: 0 } : spot;
    const { points, escapes } = deepOrbit(iteration.degree, this.value, start, STEPS);
    return { points: points.map(toComplex), spots: points, end: escapes ? "escapes" : "stays" };
  }
}
