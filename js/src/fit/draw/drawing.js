/** @import { Histogram } from "../charts/histogram.js" */
/** @import { Colour } from "./palette.js" */
/** @import { Plane } from "../charts/plane.js" */
/** @import { DecodedPoints } from "../scene/points.js" */
/** @import { Step } from "../protocol.js" */
/** @import { Snapshot } from "../scene/scene.js" */
/** @import { Shape } from "../models/shapes.js" */
/** @import { Space } from "../charts/space.js" */
/** @import { Units } from "./data_scale.js" */

/** @typedef {Histogram | Plane | Space} View of one, two or three dimensions */

/**
 * What a frame shows.
 *
 * @typedef {object} Drawing
 * @property {Snapshot} snapshot
 * @property {DecodedPoints} points
 * @property {Units} units
 * @property {Float64Array} places of the points, in units
 * @property {Uint8ClampedArray} colours RGBA of the points
 * @property {() => Float64Array | null} shares of the components in each point; null before the first E step
 * @property {(Shape | null)[]} shapes
 * @property {Colour[]} palette
 * @property {number | null} row of the point that is pointed at
 * @property {(component: number) => number} pulse from 0, when a component has just degenerated, to 1
 */

/** What is not of the component that is pointed at. */
const ASIDE = 0.25;

/**
 * @param {Drawing} drawing
 * @param {number} component
 * @returns {number} its opacity
 */
export function prominence({ snapshot: { hovered } }, component) {
  return hovered === null || hovered === component ? 1 : ASIDE;
}

/**
 * @param {Step} step
 * @param {number} component
 */
export function isDegenerate(step, component) {
  return step.degenerate.includes(component);
}
