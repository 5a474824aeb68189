/**
 * Coordinates of a drawing: each dimension from -1/2 to 1/2 over the range of the data, whatever its offset and
 * its scale are. Pure.
 *
 * @typedef {{dims: readonly number[], origin: readonly number[], span: readonly number[]}} DataScale
 */

/**
 * Find the scale that fits all samples.
 *
 * @param {readonly number[]} dims
 * @param {readonly number[]} low of each feature
 * @param {readonly number[]} high
 * @returns {DataScale}
 */
export function scaleOf(dims, low, high) {
  return {
    dims,
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
  scale.dims.forEach((dim, axis) => {
    for (let from = dim, to = axis; to < projected.length; from += d, to += axes) {
      projected[to] = toUnit(scale, axis, data[from]);
    }
  });
  return projected;
}
