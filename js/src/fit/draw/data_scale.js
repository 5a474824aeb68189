import { along, directionsOf } from "./directions.js";

/** @import { Direction, Principal } from "./directions.js" */

/**
 * Coordinates of a drawing: each dimension from -1/2 to 1/2 over the range of the data, whatever its offset and
 * its scale are. Pure.
 *
 * @typedef {object} DataScale
 * @property {readonly number[]} dims features, or beyond them principal axes
 * @property {readonly Direction[]} directions of these
 * @property {readonly number[]} origin
 * @property {readonly number[]} span
 */

/**
 * Find the scale that fits all samples.
 *
 * @param {readonly number[]} dims
 * @param {readonly number[]} low least coordinate along each feature, and each principal axis
 * @param {readonly number[]} high
 * @param {Principal | null} [principal]
 * @returns {DataScale}
 */
export function scaleOf(dims, low, high, principal = null) {
  return {
    dims,
    directions: directionsOf(dims, low.length - (principal?.axes.length ?? 0), principal),
    origin: dims.map((dim) => low[dim] / 2 + high[dim] / 2),
    span: dims.map((dim) => high[dim] - low[dim] || Math.abs(low[dim]) || 1),
  };
}

/**
 * Turn a value into units.
 *
 * @param {DataScale} scale
 * @param {number} axis of the drawing
 * @param {number} value
 */
export function toUnit({ origin, span }, axis, value) {
  return (value - origin[axis]) / span[axis];
}

/**
 * Turn units into a value.
 *
 * @param {DataScale} scale
 * @param {number} axis of the drawing
 * @param {number} unit
 */
export function fromUnit({ origin, span }, axis, unit) {
  return origin[axis] + unit * span[axis];
}

/**
 * Where a place is in the units of a drawing.
 *
 * @param {DataScale} scale
 * @param {ArrayLike<number>} values of all features
 * @returns {number[]} a value for each axis
 */
export function placeOf(scale, values) {
  return scale.directions.map((direction, axis) => toUnit(scale, axis, along(direction, values)));
}

/**
 * Rows in the units of a drawing.
 *
 * @param {DataScale} scale
 * @param {ArrayLike<number>} data n rows of d values
 * @param {number} d
 * @returns {Float64Array} n rows of as many values as there are axes
 */
export function project(scale, data, d) {
  const axes = scale.dims.length;
  const projected = new Float64Array((data.length / d) * axes);
  scale.directions.forEach((direction, axis) => {
    for (let from = 0, to = axis; to < projected.length; from += d, to += axes) {
      projected[to] = toUnit(scale, axis, along(direction, data, from));
    }
  });
  return projected;
}
