import { MEAN } from "../draw/marks.js";

/** @import { View } from "../draw/drawing.js" */
/** @import { Hover, Snapshot } from "./scene.js" */
/** @import { Shape } from "../models/shapes.js" */

/** @typedef {{row: number | null, component: number | null}} Pointed what is under the pointer */

/** How near the pointer has to come, in CSS pixels. */
const NEAR_POINT = 8;
const NEAR_MEAN = MEAN + 4;

/**
 * The component whose mean is at a place.
 *
 * @param {View} view
 * @param {(Shape | null)[]} shapes
 * @param {[number, number]} at device pixels
 * @param {number} ratio device pixels per CSS pixel
 * @returns {number | null}
 */
export function pickMean(view, shapes, [px, py], ratio) {
  let [nearest, least] = [/** @type {number | null} */ (null), NEAR_MEAN * ratio];
  shapes.forEach((shape, component) => {
    if (!shape) return;
    const [x, y] = view.place(shape.mean);
    const distance = Math.hypot(x - px, y - py);
    if (distance <= least) [nearest, least] = [component, distance];
  });
  return nearest;
}

/**
 * The point that is at a place.
 *
 * @param {View} view
 * @param {Float64Array} places in units
 * @param {number} axes
 * @param {[number, number]} at device pixels
 * @param {number} ratio device pixels per CSS pixel
 * @returns {number | null} its row
 */
export function pickRow(view, places, axes, [px, py], ratio) {
  let [nearest, least] = [/** @type {number | null} */ (null), NEAR_POINT * ratio];
  for (let row = 0; row < places.length / axes; row++) {
    const [x, y] = view.place(places, row * axes);
    const distance = Math.hypot(x - px, y - py);
    if (distance <= least) [nearest, least] = [row, distance];
  }
  return nearest;
}

/**
 * What is to be said of the point or the mean that is under the pointer.
 *
 * @param {Pointed} pointed
 * @param {View} view
 * @param {Snapshot} snapshot
 * @param {{shapes: (Shape | null)[], places: Float64Array, shares: Float64Array | null, ratio: number}} shown
 * @returns {Hover | null}
 */
export function describe({ row, component }, view, { points, step, dims }, { shapes, places, shares, ratio }) {
  /** @type {(values: Float64Array, of: number, length: number) => number[]} */
  const cut = (values, of, length) => Array.from(values.subarray(of * length, (of + 1) * length));
  /** @type {(place: ArrayLike<number>) => {x: number, y: number}} */
  const at = (place) => {
    const [x, y] = view.place(place);
    return { x: x / ratio, y: y / ratio };
  };
  const mean = component === null ? null : shapes[component]?.mean;
  if (component !== null && mean) return { row: null, component, values: step.means[component], responsibilities: null, at: at(mean) };
  if (row === null) return null;
  const responsibilities = shares && cut(shares, row, step.means.length);
  return { row, component: null, values: cut(points.data, row, points.d), responsibilities, at: at(cut(places, row, dims.length)) };
}
