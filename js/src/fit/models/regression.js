/** @import { Shape } from "./model.js" */

/**
 * The second coordinate given the first, under a mixture in two dimensions. With a component's Cholesky factor
 * ((a, 0), (b, c)) and z = (x - mean) / a its conditional mean is the mean + b z, its deviation c; components
 * are weighed by their densities at x, and the variance between their means adds to the variance (Bishop 2006,
 * equations 2.81, 2.82 and 2.124).
 *
 * @param {(Shape | null)[]} shapes
 * @param {number} x
 * @returns {{mean: number, deviation: number} | null} null if no component has a density
 */
export function regress(shapes, x) {
  const parts = shapes.flatMap((shape) => {
    if (!shape?.factor || !(shape.factor[0] > 0 && shape.weight > 0)) return [];
    const [a, b, c] = shape.factor;
    const z = (x - shape.mean[0]) / a;
    return [{ log: Math.log(shape.weight / a) - (z * z) / 2, mean: shape.mean[1] + b * z, variance: c * c }];
  });
  const largest = Math.max(...parts.map(({ log }) => log));
  if (!Number.isFinite(largest)) return null;
  const shares = parts.map(({ log }) => Math.exp(log - largest));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const mean = parts.reduce((sum, part, i) => sum + (shares[i] / total) * part.mean, 0);
  const variance = parts.reduce(
    (sum, part, i) => sum + (shares[i] / total) * (part.variance + (part.mean - mean) ** 2),
    0,
  );
  return { mean, deviation: Math.sqrt(variance) };
}
