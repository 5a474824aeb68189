/** The mass within ellipsoids. Pure. */

/** Factors of the error function by Abramowitz and Stegun, 7.1.26: within 1.5e-7. */
const ERF = [0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429];

/**
 * The mass of a Gaussian within an ellipsoid of so many standard deviations: the distribution function of chi squared.
 *
 * @param {number} sigma
 * @param {number} dimensions from 1 to 3
 * @returns {number} from 0 to 1
 */
export function massWithin(sigma, dimensions) {
  const tail = Math.exp(-(sigma * sigma) / 2);
  if (dimensions === 2) return 1 - tail;
  const t = 1 / (1 + 0.3275911 * (sigma / Math.SQRT2));
  const interval = 1 - t * ERF.reduceRight((sum, factor) => factor + t * sum, 0) * tail;
  return dimensions === 1 ? interval : interval - Math.sqrt(2 / Math.PI) * sigma * tail;
}
