import { css } from "../../widget/math/color.js";
import { circle } from "./canvas.js";
import { marginOf } from "./frame.js";

/** @import { Canvas } from "./canvas.js" */

/** CSS pixels from an axis to the marks on it, and their radius. */
const OFF = 7;
const RADIUS = 3.2;

/**
 * Where a sample is marked that lacks a coordinate: at the axis of the one that it has.
 *
 * @param {number} px device pixels; NaN for what is missing
 * @param {number} py
 * @param {{width: number, height: number}} size of the canvas, in device pixels
 * @param {number} ratio device pixels per CSS pixel
 * @returns {[number, number]} both NaN for a sample that lacks both
 */
export function gapPlace(px, py, { width, height }, ratio) {
  if (Number.isNaN(px) === Number.isNaN(py)) return [px, py];
  const margin = marginOf(width, height, ratio);
  return Number.isNaN(px) ? [margin.x + OFF * ratio, py] : [px, height - margin.y - OFF * ratio];
}

/**
 * Draw the samples that lack one of two coordinates, as open marks at an axis.
 *
 * @param {Canvas} canvas
 * @param {Float64Array} places in units, two for each sample
 * @param {(places: Float64Array, at: number) => [number, number]} place device pixels
 * @param {ArrayLike<number>} colors RGBA, one after the other
 */
export function drawGaps({ context, ratio }, places, place, colors) {
  context.lineWidth = 1.4 * ratio;
  for (let at = 0; at < places.length; at += 2) {
    if (Number.isNaN(places[at]) === Number.isNaN(places[at + 1])) continue;
    const [px, py] = place(places, at);
    const [red, green, blue, opacity] = [0, 1, 2, 3].map((channel) => colors[2 * at + channel]);
    context.strokeStyle = css([red, green, blue], opacity / 255);
    context.stroke(circle(px, py, RADIUS * ratio));
  }
}
