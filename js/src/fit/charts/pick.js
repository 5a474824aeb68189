import { MEAN } from "../draw/marks.js";

/** @import { Drawing, Pointed } from "../draw/drawing.js" */

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
