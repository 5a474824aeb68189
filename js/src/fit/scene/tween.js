/** @import { Shape } from "../models/model.js" */

/** Milliseconds of the animation of a step. */
export const DURATION = 200;

/**
 * The components and the colors of the points that an animation frame shows.
 *
 * @typedef {{shapes: (Shape | null)[], colors: Uint8ClampedArray}} Still
 */

/**
 * The way from one step to the next: means and Cholesky factors are interpolated, at its end the exact step is
 * shown.
 */
export class Tween {
  #from;
  #to;
  #start;
  #duration;

  /**
   * @param {Still} from
   * @param {Still} to
   * @param {number} start milliseconds
   * @param {number} duration milliseconds; 0 is there at once
   */
  constructor(from, to, start, duration) {
    this.#from = from;
    this.#to = to;
    this.#start = start;
    this.#duration = duration;
  }

  /**
   * Whether the way goes on.
   *
   * @param {number} now
   */
  moves(now) {
    return now < this.#start + this.#duration;
  }

  /**
   * The interpolated components.
   *
   * @param {number} now
   * @returns {(Shape | null)[]}
   */
  shapes(now) {
    const way = this.way(now);
    const [from, to] = [this.#from.shapes, this.#to.shapes];
    return way === 1 ? to : to.map((shape, i) => between(from[i] ?? null, shape, way));
  }

  /**
   * The interpolated colors of the points.
   *
   * @param {number} now
   * @returns {Uint8ClampedArray}
   */
  colors(now) {
    const way = this.way(now);
    const [from, to] = [this.#from.colors, this.#to.colors];
    return way === 1 || from === to ? to : blend(from, to, way);
  }

  /**
   * How much of the way is done.
   *
   * @param {number} now
   * @returns {number} from 0 to 1
   */
  way(now) {
    return this.moves(now) ? easeOut(Math.max(0, (now - this.#start) / this.#duration)) : 1;
  }
}

/** @param {number} share from 0 to 1 */
function easeOut(share) {
  return 1 - (1 - share) ** 3;
}

/**
 * @param {Shape | null} from
 * @param {Shape | null} to
 * @param {number} way
 * @returns {Shape | null}
 */
function between(from, to, way) {
  if (!from || !to || from.mean.length !== to.mean.length) return to;
  /** @type {(a: number, b: number) => number} */
  const lerp = (a, b) => a + way * (b - a);
  const [a, b] = [from.factor, to.factor];
  const [start, end] = [from.line, to.line];
  /** @type {(name: "along" | "across") => number[]} */
  const side = (name) => (end?.[name] ?? []).map((value, axis) => lerp(start?.[name][axis] ?? value, value));
  return {
    ...to,
    ...(end && { line: { along: side("along"), across: side("across") } }),
    weight: lerp(from.weight, to.weight),
    mean: to.mean.map((value, axis) => lerp(from.mean[axis], value)),
    factor: a && b ? Float64Array.from(b, (value, i) => lerp(a[i], value)) : b,
  };
}

/**
 * @param {Uint8ClampedArray} from
 * @param {Uint8ClampedArray} to
 * @param {number} way
 */
function blend(from, to, way) {
  if (from.length !== to.length) return to;
  const colors = new Uint8ClampedArray(to.length);
  for (let i = 0; i < to.length; i++) colors[i] = from[i] + way * (to[i] - from[i]);
  return colors;
}
