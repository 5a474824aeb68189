/** Ellipses of Gaussians at one sigma. Pure. */

/** @typedef {{major: number, minor: number, angle: number}} Ellipse half axes, and the longer one's angle in radians */

/**
 * The half axes are the square roots of the eigenvalues of the matrix ((xx, xy), (xy, yy)).
 *
 * @param {number} xx
 * @param {number} xy
 * @param {number} yy
 * @returns {Ellipse}
 */
export function ellipseOf(xx, xy, yy) {
  const largest = (xx + yy) / 2 + Math.hypot((xx - yy) / 2, xy);
  // Their product is the determinant: no cancellation where the ellipse is thin.
  const least = largest > 0 ? (xx * yy - xy * xy) / largest : 0;
  return {
    major: Math.sqrt(Math.max(0, largest)),
    minor: Math.sqrt(Math.max(0, least)),
    angle: Math.atan2(2 * xy, xx - yy) / 2,
  };
}

/**
 * The ellipse of z -> ((a, b), (c, d)) z over the unit circle.
 *
 * @param {number} a
 * @param {number} b
 * @param {number} c
 * @param {number} d
 * @returns {Ellipse}
 */
export function imageOfCircle(a, b, c, d) {
  const { major, angle } = ellipseOf(a * a + b * b, a * c + b * d, c * c + d * d);
  return { major, minor: major > 0 ? Math.abs(a * d - b * c) / major : 0, angle };
}
