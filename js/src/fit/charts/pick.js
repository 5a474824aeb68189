import { END, MEAN } from "../draw/marks.js";
import { endsOf } from "../draw/stretch.js";

/** @import { Drawing, Pointed } from "../draw/drawing.js" */
/** @import { Ellipse } from "../models/ellipses.js" */

/** Largest distance of the pointer from what it picks, in CSS pixels. */
const NEAR_POINT = 8;
const NEAR_MEAN = MEAN + 4;

/** @typedef {(unit: ArrayLike<number>, at?: number) => [number, number]} Place where units are, in device pixels */

/**
 * The mean that is at a place.
 *
 * @param {Place} place
 * @param {Drawing} drawing
 * @param {[number, number]} at device pixels
 * @param {number} ratio device pixels per CSS pixel
 * @returns {Pointed | null}
 */
export function pickMean(place, { shapes, scale }, [px, py], ratio) {
  let [nearest, least] = [/** @type {Pointed | null} */ (null), NEAR_MEAN * ratio];
  shapes.forEach((shape, component) => {
    if (!shape) return;
    const at = place(shape.mean);
    const distance = Math.hypot(at[0] - px, at[1] - py);
    if (distance > least) return;
    nearest = { row: null, component, axes: scale.dims.map((_, axis) => axis), features: null, at };
    least = distance;
  });
  return nearest;
}

/**
 * The end of an axis of a component's largest ellipse that is at a place.
 *
 * @param {Ellipse} ellipse at one sigma, in device pixels
 * @param {number} sigma of the largest
 * @param {number} component
 * @param {[number, number]} middle device pixels
 * @param {[number, number]} at device pixels
 * @param {number} ratio device pixels per CSS pixel
 * @returns {Pointed | null}
 */
export function pickEnd(ellipse, sigma, component, [x, y], [px, py], ratio) {
  let [nearest, least] = [/** @type {Pointed | null} */ (null), END * ratio];
  for (const { end, x: dx, y: dy } of endsOf(ellipse, sigma)) {
    const distance = Math.hypot(x + dx - px, y + dy - py);
    if (distance > least) continue;
    nearest = { row: null, component, axes: [0, 1], end, features: null, at: [x + dx, y + dy] };
    least = distance;
  }
  return nearest;
}

/**
 * The point that is at a place.
 *
 * @param {Place} place
 * @param {Drawing} drawing
 * @param {[number, number]} at device pixels
 * @param {number} ratio device pixels per CSS pixel
 * @returns {Pointed | null}
 */
export function pickPoint(place, { places, scale }, [px, py], ratio) {
  const axes = scale.dims.length;
  let [nearest, least] = [/** @type {number | null} */ (null), NEAR_POINT * ratio];
  for (let row = 0; row < places.length / axes; row++) {
    const [x, y] = place(places, row * axes);
    const distance = Math.hypot(x - px, y - py);
    if (distance <= least) [nearest, least] = [row, distance];
  }
  return nearest === null
    ? null
    : { row: nearest, component: null, axes: [], features: null, at: place(places, nearest * axes) };
}
