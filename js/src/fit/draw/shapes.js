/** Shapes by which points of different classes are told apart: how far a place is within one. Pure. */

/** A point of no known class is drawn as the first class is, and smaller. */
export const NO_CLASS = 255;

/** Half the side of a square, the arms of a cross, their half width: for discs of radius 1, so that all look as large. */
const SQUARE = 0.88;
const DIAMOND = 1.25;
const TRIANGLE = 0.68;
const ARM = 1.3;
const WIDTH = 0.36;
const [SIN, COS] = [Math.sin(Math.PI / 3), Math.cos(Math.PI / 3)];

/** @typedef {(x: number, y: number, radius: number) => number} Shape depth within the shape, in pixels; y grows downwards */

/** @type {readonly (readonly [string, Shape])[]} characters for legends, and shapes */
const SHAPES = [
  ["\u25cf", (x, y, radius) => radius - Math.hypot(x, y)],
  ["\u25b2", (x, y, radius) => TRIANGLE * radius - Math.max(y, SIN * Math.abs(x) - COS * y)],
  ["\u25a0", (x, y, radius) => SQUARE * radius - Math.max(Math.abs(x), Math.abs(y))],
  ["\u271a", (x, y, radius) => plus(x, y, radius)],
  ["\u25c6", (x, y, radius) => (DIAMOND * radius - Math.abs(x) - Math.abs(y)) * Math.SQRT1_2],
  ["\u25bc", (x, y, radius) => TRIANGLE * radius - Math.max(-y, SIN * Math.abs(x) + COS * y)],
  ["\u2715", (x, y, radius) => plus((x + y) * Math.SQRT1_2, (x - y) * Math.SQRT1_2, radius)],
];

/**
 * The number of a class's shape. There are seven: further classes begin again.
 *
 * @param {number} label of the class
 */
export function shapeOf(label) {
  return label === NO_CLASS ? 0 : label % SHAPES.length;
}

/**
 * The shape of a class as a character.
 *
 * @param {number} label of the class
 */
export function markOf(label) {
  return SHAPES[shapeOf(label)]?.[0] ?? "";
}

/**
 * How far a place is within a shape.
 *
 * @param {number} shape its number
 * @param {number} x pixels from its middle
 * @param {number} y
 * @param {number} radius of a disc that looks as large
 * @returns {number} pixels, negative outside
 */
export function depthIn(shape, x, y, radius) {
  return SHAPES[shape]?.[1](x, y, radius) ?? 0;
}

/** @type {Shape} */
function plus(x, y, radius) {
  const [across, along] = [Math.abs(x), Math.abs(y)];
  const upright = Math.min(WIDTH * radius - across, ARM * radius - along);
  return Math.max(upright, Math.min(WIDTH * radius - along, ARM * radius - across));
}
