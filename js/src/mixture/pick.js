import { MEAN } from "./marks.js";

/** @import { Shape } from "./shapes.js" */
/** @import { View } from "./drawing.js" */

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
