/** Ellipses that are stretched by the ends of their axes. Pure; all in device pixels. */

/** @import { Ellipse } from "../models/ellipses.js" */
/** @import { Stretch } from "../models/model.js" */

/**
 * An end of one of an ellipse's axes.
 *
 * @typedef {object} End
 * @property {number} axis 0: of the longer one
 * @property {1 | -1} side
 * @property {number} sigma of the ellipse to which the end belongs
 */

/** The least half axis that an ellipse can be given. */
const LEAST = 1;

/**
 * The ends of the axes of an ellipse.
 *
 * @param {Ellipse} ellipse at one sigma
 * @param {number} sigma
 * @returns {{end: End, x: number, y: number}[]} from the middle of the ellipse
 */
export function endsOf({ major, minor, angle }, sigma) {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [
    { axis: 0, x: sigma * major * cos, y: sigma * major * sin },
    { axis: 1, x: -sigma * minor * sin, y: sigma * minor * cos },
  ].flatMap(({ axis, x, y }) =>
    /** @type {const} */ ([1, -1]).map((side) => ({ end: { axis, side, sigma }, x: side * x, y: side * y })),
  );
}

/**
 * The ellipse with one end of an axis elsewhere; the other axis keeps its length.
 *
 * @param {Ellipse} ellipse at one sigma
 * @param {End} end
 * @param {readonly [number, number]} at where the end is, from the middle
 * @param {Stretch} stretch what the covariances allow
 * @returns {[number, number, number]} the matrix ((xx, xy), (xy, yy)) whose eigenvalues are the squares of the half axes
 */
export function stretched({ major, minor, angle }, { axis, side, sigma }, [x, y], stretch) {
  const [own, other] = axis === 0 ? [major, minor] : [minor, major];
  const turned = angle + (axis === 0 ? 0 : Math.PI / 2);
  const [ux, uy] = [side * Math.cos(turned), side * Math.sin(turned)];
  const isFree = stretch === "free";
  const length = Math.max(LEAST, (isFree ? Math.hypot(x, y) : x * ux + y * uy) / sigma);
  const [cos, sin] = isFree && Math.hypot(x, y) > 0 ? [x / Math.hypot(x, y), y / Math.hypot(x, y)] : [ux, uy];
  const across = stretch === "scale" ? (other * length) / own : other;
  const [along2, across2] = [length * length, across * across];
  return [
    along2 * cos * cos + across2 * sin * sin,
    (along2 - across2) * cos * sin,
    along2 * sin * sin + across2 * cos * cos,
  ];
}
