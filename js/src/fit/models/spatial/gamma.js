/** The gamma function. Pure. */

/** Arguments from here on have Stirling's series. */
const FAR = 16;

/**
 * The logarithm of the gamma function of a positive number (Abramowitz and Stegun, 6.1.15 and 6.1.41).
 *
 * @param {number} x
 * @returns {number}
 */
export function logGamma(x) {
  let below = 0;
  for (; x < FAR; x++) below += Math.log(x);
  const square = 1 / (x * x);
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - below;
}
