/** @import { Color } from "../../widget/math/color.js" */
/** @import { End } from "./stretch.js" */
/** @import { BasinMap } from "../charts/basin_picture.js" */
/** @import { Model, Shape } from "../models/model.js" */
/** @import { Step } from "../messages.js" */
/** @import { DecodedPoints } from "../playback/points.js" */
/** @import { Moment } from "../playback/recording.js" */
/** @import { DataScale } from "./data_scale.js" */

/**
 * Options of the drawing of a step.
 *
 * @typedef {object} Style
 * @property {"blend" | "argmax"} colors
 * @property {boolean} fade whether uncertain points are drawn faint
 * @property {number[]} sigmas of the ellipses
 * @property {boolean} trails
 * @property {"none" | "heat" | "contours"} density
 * @property {boolean} classes whether points are marked by their true classes
 * @property {boolean} regression
 */

/**
 * The view of a recording at a step.
 *
 * @typedef {object} View
 * @property {DecodedPoints} points
 * @property {number[]} dims features, or beyond them principal axes; one: histogram; two: plane; three: cloud
 * @property {Style} style
 * @property {string[]} palette `#rrggbb` of each component
 * @property {string[]} axisNames of the features, and of the principal axes
 * @property {BasinMap | null} [basins] of a mean, where they are known
 * @property {number | null} hovered the component that stands out
 * @property {number | null} example the row of the points that the formulas are about; null for none
 * @typedef {Moment & View} Snapshot
 */

/**
 * The drawing of an animation frame: a snapshot, interpolated from the one before.
 *
 * @typedef {object} Drawing
 * @property {Snapshot} snapshot
 * @property {DataScale} scale
 * @property {Float64Array} places of the points, in units of the scale
 * @property {() => Uint8ClampedArray} colors RGBA of the points
 * @property {() => Float64Array | null} pulls how much each point counts in the estimates, from 0 to 1; null where all
 *   count alike
 * @property {() => Float64Array | null} shares of the components in each point; null before the first E step
 * @property {(Shape | null)[]} shapes
 * @property {Color[]} palette
 * @property {Pointed | null} pointed what is under the pointer
 * @property {[number, number] | null} pointer where it is, in device pixels
 * @property {number | null} stretchable the component whose ellipses can be stretched now
 * @property {Adjusted | null} adjusted the number of the parameters that is dragged, and where it is now
 * @property {boolean} isDragged whether a component is held by its handle
 * @property {boolean} isMovable whether anything can be dragged
 * @property {boolean} isEased whether motion is wanted
 * @property {number} way from 0 at the snapshot before to 1, where this one is shown exactly
 * @property {(component: number) => number} pulse from 0, when a component has just degenerated, to 1
 */

/**
 * A single number of the parameters that can be dragged, such as a probability of a transition.
 *
 * @typedef {object} Entry
 * @property {string} name of the parameter
 * @property {readonly number[]} place where in it the number stands
 * @typedef {Entry & {value: number}} Adjusted
 */

/**
 * The thing under the pointer: a point, or a handle by which a component can be dragged.
 *
 * @typedef {object} Pointed
 * @property {number | null} row of the points
 * @property {number | null} component
 * @property {number[]} axes of the component's place that the handle moves; of a point none
 * @property {End} [end] of the component's ellipse that is pointed at, instead of the component's place
 * @property {Entry} [entry] the number of the parameters that is dragged there, instead of a place
 * @property {number[] | null} features that are of interest there; null for all
 * @property {[number, number]} at device pixels
 */

/** Opacity of what does not belong to the component that is pointed at. */
const ASIDE = 0.25;

/**
 * The opacity of a component.
 *
 * @param {Drawing} drawing
 * @param {number} component
 * @returns {number} its opacity
 */
export function prominence({ snapshot: { hovered, model, step } }, component) {
  const strength = model.strengths?.(step.parameters)[component] ?? 1;
  return hovered === null || hovered === component ? strength : ASIDE * strength;
}

/**
 * Whether a component has degenerated.
 *
 * @param {Drawing} drawing
 * @param {number} component
 */
export function isDegenerate({ snapshot }, component) {
  return degenerateOf(snapshot).includes(component);
}

/**
 * The components that have degenerated.
 *
 * @param {{step: Step, model: Model}} moment
 * @returns {number[]} none where features do
 */
export function degenerateOf({ step, model }) {
  return model.failing === "Feature" ? [] : step.degenerate;
}
