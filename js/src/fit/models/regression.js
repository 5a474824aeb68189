/** @import { Shape } from "./model.js" */

/**
 * What a component makes of the second coordinate, given the first.
 *
 * @typedef {object} Part
 * @property {number} component
 * @property {number} share of the component; all add up to one
 * @property {number} mean
 * @property {number} deviation
 */

/**
 * The mixture of the second coordinate given the first, under a mixture in two dimensions. With a component's Cholesky
 * factor ((a, 0), (b, c)) and z = (x - mean) / a its conditional mean is the mean + b z, its deviation c; components are
 * weighed by their densities at x (Bishop 2006, equations 2.81 and 2.82).
 *
 * @param {(Shape | null)[]} shapes
 * @param {number} x
 * @returns {Part[]} none if no component has a density
 */
export function conditional(shapes, x) {
  const parts = shapes.flatMap((shape, component) => {
    if (!shape?.factor || !(shape.factor[0] > 0 && shape.weight > 0)) return [];
    const [a, b, c] = shape.factor;
    const z = (x - shape.mean[0]) / a;
    return [{ component, log: Math.log(shape.weight / a) - (z * z) / 2, mean: shape.mean[1] + b * z, deviation: c }];
  });
  const largest = Math.max(...parts.map(({ log }) => log));
  if (!Number.isFinite(largest)) return [];
  const total = parts.reduce((sum, { log }) => sum + Math.exp(log - largest), 0);
  return parts.map(({ component, log, mean, deviation }) => ({
    ...{ component, mean, deviation },
    share: Math.exp(log - largest) / total,
  }));
}

/**
 * The density of some parts at a place.
 *
 * @param {Part[]} parts
 * @param {number} y
 */
export function densityAt(parts, y) {
  return parts.reduce((sum, { share, mean, deviation }) => {
    const z = (y - mean) / deviation;
    return deviation > 0 ? sum + (share * Math.exp((-z * z) / 2)) / (deviation * Math.sqrt(2 * Math.PI)) : sum;
  }, 0);
}

/**
 * The mean and the deviation of that mixture: the variance between the parts' means adds to their variances (Bishop 2006,
 * equation 2.124).
 *
 * @param {(Shape | null)[]} shapes
 * @param {number} x
 * @returns {{mean: number, deviation: number} | null} null if no component has a density
 */
export function regress(shapes, x) {
  const parts = conditional(shapes, x);
  if (parts.length === 0) return null;
  const mean = parts.reduce((sum, part) => sum + part.share * part.mean, 0);
  const variance = parts.reduce((sum, part) => sum + part.share * (part.deviation ** 2 + (part.mean - mean) ** 2), 0);
  return { mean, deviation: Math.sqrt(variance) };
}
