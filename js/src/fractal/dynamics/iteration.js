/** What is iterated, in float64: the twin of the kernel's `overlays.orbit`. Pure. */

import { isDecimal } from "../viewport/coordinate.js";

/** @import { DecimalPair, Formula } from "../messages.js" */
/** @import { Complex } from "../overlays/plane.js" */

/** Families whose pixels are parameters: the orbit is that of 0. */
const PARAMETERS = ["mandelbrot", "burning_ship"];
/** A root is reached when the next step of Newton's method is shorter than this. */
const REACHED = 1e-12;

/**
 * @typedef {object} Iteration
 * @property {"power" | "ship" | "newton"} map
 * @property {number} degree
 * @property {boolean} isParameter whether a pixel is a parameter, and not a start
 * @property {Complex | null} c of a Julia set
 * @property {DecimalPair} decimals of c
 * @property {Complex[]} coefficients of the polynomial whose roots are sought, the highest power first
 */

/**
 * @typedef {object} Orbit
 * @property {Complex[]} points the start and its images
 * @property {"escapes" | "root" | "pole" | "stays"} end how it ends: at a pole goes on to infinity, "stays" after all the steps
 */

/**
 * Read what a formula iterates.
 *
 * @param {Formula} formula
 * @returns {Iteration | null} null for a family that the page does not know, or a constant that is none
 */
export function iterationOf({ kind, parameters }) {
  const { c, degree = 2, coefficients, roots: given } = parameters;
  const map = /** @type {const} */ ({ julia: "power", mandelbrot: "power", burning_ship: "ship", newton: "newton" })[
    kind
  ];
  if (!map) return null;
  const numbers = Array.isArray(coefficients) ? pairs(coefficients) : [];
  const sought = Array.isArray(given) ? polynomialOf(pairs(given)) : numbers;
  const [constant = null] = Array.isArray(c) ? pairs(c) : [];
  const [re = "0", im = "0"] = Array.isArray(c) ? c.map(String) : [];
  if (!(isDecimal(re) && isDecimal(im))) return null;
  return {
    map,
    degree: Number(degree),
    isParameter: PARAMETERS.includes(kind) && constant === null,
    c: constant,
    decimals: [re, im],
    coefficients: sought,
  };
}

/**
 * Follow an orbit until it leaves the disc of radius max(2, |c|), reaches a root, or has had so many steps.
 *
 * @param {Iteration} iteration
 * @param {Complex} point the pixel: a start, or a parameter
 * @param {number} steps
 * @returns {Orbit}
 */
export function orbitOf(iteration, point, steps) {
  const c = iteration.isParameter ? point : (iteration.c ?? [0, 0]);
  const radius = Math.max(2, Math.hypot(...c));
  /** @type {Complex} */
  let z = iteration.isParameter ? [0, 0] : point;
  const points = [z];
  const isNewton = iteration.map === "newton";
  if (!isNewton && Math.hypot(...z) > radius) return { points, end: "escapes" };
  for (let n = 0; n < steps; n++) {
    const next = step(iteration, z, c);
    if (!(Number.isFinite(next[0]) && Number.isFinite(next[1]))) return { points, end: "pole" };
    points.push(next);
    if (isNewton && Math.hypot(next[0] - z[0], next[1] - z[1]) < REACHED) return { points, end: "root" };
    if (!isNewton && Math.hypot(...next) > radius) return { points, end: "escapes" };
    z = next;
  }
  return { points, end: "stays" };
}

/**
 * The critical points: where the map's derivative is 0, for Newton's method at simple roots, too.
 *
 * @param {Iteration} iteration
 * @returns {Complex[]} of Newton's method only those that are free: no roots
 */
export function criticalPoints({ map, coefficients }) {
  return map === "newton" ? roots(derivative(derivative(coefficients))) : [[0, 0]];
}

/**
 * One step of a map.
 *
 * @param {Iteration} iteration
 * @param {Complex} z
 * @param {Complex} c
 * @returns {Complex}
 */
export function step({ map, degree, coefficients }, [x, y], c) {
  if (map === "newton") {
    const [value, slope] = [horner(coefficients, [x, y]), horner(derivative(coefficients), [x, y])];
    const [re, im] = divide(value, slope);
    return [x - re, y - im];
  }
  const [re, im] = power(map === "ship" ? [Math.abs(x), Math.abs(y)] : [x, y], degree);
  return [re + c[0], im + c[1]];
}

/**
 * @param {Complex} z
 * @param {number} exponent at least 0
 * @returns {Complex}
 */
export function power(z, exponent) {
  /** @type {Complex} */
  let result = [1, 0];
  for (let n = 0; n < exponent; n++) result = times(result, z);
  return result;
}

/** @type {(a: Complex, b: Complex) => Complex} */
export function times([a, b], [c, d]) {
  return [a * c - b * d, a * d + b * c];
}

/** @type {(a: Complex, b: Complex) => Complex} */
export function divide([a, b], [c, d]) {
  const norm = c * c + d * d;
  return [(a * c + b * d) / norm, (b * c - a * d) / norm];
}

/**
 * All roots of a polynomial (Durand and Kerner).
 *
 * @param {Complex[]} coefficients the highest power first
 * @returns {Complex[]}
 */
export function roots(coefficients) {
  const degree = coefficients.length - 1;
  const [lead] = coefficients;
  if (degree < 1 || !lead) return [];
  const monic = coefficients.map((each) => divide(each, lead));
  const radius = Math.max(...monic.slice(1).map((each, at) => Math.hypot(...each) ** (1 / (at + 1))), 1e-3);
  const found = Array.from({ length: degree }, (_, at) => {
    const angle = (2 * Math.PI * at) / degree + 0.4;
    return /** @type {Complex} */ ([radius * Math.cos(angle), radius * Math.sin(angle)]);
  });
  for (let round = 0; round < 500; round++) {
    let moved = 0;
    for (const [at, z] of found.entries()) {
      const others = found.reduce(
        (product, other, index) => (index === at ? product : times(product, [z[0] - other[0], z[1] - other[1]])),
        /** @type {Complex} */ ([1, 0]),
      );
      const [dx, dy] = divide(horner(monic, z), others);
      if (!(Number.isFinite(dx) && Number.isFinite(dy))) continue;
      found[at] = [z[0] - dx, z[1] - dy];
      moved = Math.max(moved, Math.hypot(dx, dy));
    }
    if (moved < 1e-15 * radius) break;
  }
  return found;
}

/** @type {(roots: Complex[]) => Complex[]} */
function polynomialOf(zeros) {
  return zeros.reduce(
    (product, zero) => {
      const shifted = product.map((each) => times(each, zero));
      return [...product, /** @type {Complex} */ ([0, 0])].map(([re, im], at) => {
        const [x, y] = at > 0 ? (shifted[at - 1] ?? [0, 0]) : [0, 0];
        return [re - x, im - y];
      });
    },
    /** @type {Complex[]} */ ([[1, 0]]),
  );
}

/** @type {(coefficients: Complex[]) => Complex[]} */
function derivative(coefficients) {
  const degree = coefficients.length - 1;
  return coefficients.slice(0, -1).map(([re, im], at) => [(degree - at) * re, (degree - at) * im]);
}

/** @type {(coefficients: Complex[], z: Complex) => Complex} */
function horner(coefficients, z) {
  return coefficients.reduce(
    (sum, each) => {
      const [re, im] = times(sum, z);
      return /** @type {Complex} */ ([re + each[0], im + each[1]]);
    },
    /** @type {Complex} */ ([0, 0]),
  );
}

/** @type {(decimals: string[]) => Complex[]} */
function pairs(decimals) {
  return decimals.flatMap((re, at) =>
    at % 2 === 0 ? [/** @type {Complex} */ ([Number(re), Number(decimals[at + 1] ?? 0)])] : [],
  );
}
