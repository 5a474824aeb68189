import { scaleOf } from "../draw/data_scale.js";
import { beginsOf } from "../models/sequence/forward_backward.js";
import { Histogram } from "./histogram.js";
import { PlaneNet, SpaceNet } from "./net/net.js";
import { Plane } from "./plane.js";
import { Smoothed } from "./series/smoothed.js";
import { States } from "./series/states.js";
import { Space } from "./space.js";
import { Table, tableScale } from "./table.js";

/** @import { Canvas } from "../draw/canvas.js" */
/** @import { DataScale } from "../draw/data_scale.js" */
/** @import { Drawing, Entry, Pointed, Snapshot } from "../draw/drawing.js" */
/** @import { End } from "../draw/stretch.js" */
/** @import { Shape, Stretch, View } from "../models/model.js" */
/** @import { Layers } from "./layers.js" */

/**
 * The camera that pointers, wheel and keys move; positions are device pixels.
 *
 * @typedef {object} Camera
 * @property {boolean} moving
 * @property {boolean} isHome whether all of the data is shown, as at first
 * @property {(now: number) => boolean} advance to a time in milliseconds; whether anything has moved
 * @property {(width: number, height: number, ratio: number) => void} resize device pixels, and how many of them a CSS
 *   pixel has
 * @property {(levels: number, px: number, py: number, eased: boolean) => void} zoom positive levels go in
 * @property {(dx: number, dy: number) => void} drag
 * @property {(vx: number, vy: number) => void} flick device pixels per millisecond
 * @property {(box: {left: number, top: number, right: number, bottom: number}, eased: boolean) => void} zoomToBox
 * @property {(eased: boolean) => void} home
 * @property {() => void} stop
 * @property {object} [shown] another object whenever it has moved
 * @property {(other: any) => void} [match] show the same as another camera of the same kind
 */

/**
 * A way to draw a fit.
 *
 * @typedef {object} Chart
 * @property {Camera} camera
 * @property {number} [duration] of the way from one step to the next, in milliseconds
 * @property {boolean} [isStill] whether it can be neither moved nor zoomed
 * @property {(canvas: Canvas, drawing: Drawing) => void} draw
 * @property {(drawing: Drawing, at: [number, number], ratio: number) => Pointed | null} pick what is at a place in
 *   device pixels; `ratio` device pixels are one CSS pixel
 * @property {(place: readonly number[], dx: number, dy: number) => number[]} shift a handle's place in units by so many
 *   device pixels
 * @property {(entry: Entry, place: readonly number[]) => number | undefined} [valueAt] a number of the parameters whose handle is
 *   dragged to a place in device pixels
 * @property {(drawing: Drawing, component: number, at: [number, number], beside: number) => boolean} [encloses] whether a
 *   place is within a component's largest ellipse, or just beside it
 * @property {(shape: Shape, end: End, at: readonly number[], stretch: Stretch) => Shape} [stretched] a component with one
 *   end of an axis of its ellipse at another place
 * @property {(px: number, py: number) => number[]} [unitAt] units at a place; where there is none NaN
 * @property {(snapshot: Snapshot, now: number) => boolean} [want] ask the kernel for what it draws; whether it is
 *   too early to ask
 * @property {(box: number[], eased: boolean) => void} [look] show a part of the data, as `box` gives one
 * @property {() => number[]} [box] what part of the data is shown: left, right, and of two dimensions
 *   bottom, top
 */

/**
 * A scale of the data, and what makes the chart that has it.
 *
 * @typedef {{scale: DataScale, make: () => Chart}} Plan
 */

/** The charts by the models' views. @type {Record<View, (snapshot: Snapshot, layers: Layers) => Plan>} */
const CHARTS = {
  plane: spatial(Plane, Space),
  net: spatial(PlaneNet, SpaceNet),
  table: ({ model, points }) => {
    const scale = tableScale(points.d, model.full === "bar" ? points.high : null);
    return { scale, make: () => new Table() };
  },
  series: ({ model, points, dims }) => {
    const scale = scaleOf(
      dims.filter((dim) => dim < points.d),
      points.low,
      points.high,
    );
    const Kind = model.lattice ? States : Smoothed;
    return { scale, make: () => new Kind(beginsOf(points.lengths, points.n)) };
  },
};

/**
 * Charts of samples along one direction, in a plane and in space.
 *
 * @param {typeof Plane} Flat
 * @param {typeof Space} Deep
 * @returns {(snapshot: Snapshot, layers: Layers) => Plan}
 */
function spatial(Flat, Deep) {
  return ({ points, dims }, layers) => {
    const scale = scaleOf(dims, points.low, points.high, points.principal);
    if (dims.length === 1) return { scale, make: () => new Histogram(scale) };
    return { scale, make: () => (dims.length === 2 ? new Flat(scale, layers) : new Deep(scale)) };
  };
}

/**
 * The chart of a snapshot.
 *
 * @param {Snapshot} snapshot
 * @param {Layers} layers pictures drawn by the kernel
 * @returns {Plan}
 */
export function chartOf(snapshot, layers) {
  return CHARTS[snapshot.model.view](snapshot, layers);
}
