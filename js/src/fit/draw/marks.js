import { css, luminance, mix } from "../../widget/math/color.js";
import { circle, line, setFont, write } from "./canvas.js";
import { placeOf, project } from "./data_scale.js";
import { isDegenerate, prominence } from "./drawing.js";
import { massWithin } from "./mass.js";
import { endsOf } from "./stretch.js";

/** @import { Drawing } from "./drawing.js" */
/** @import { Ellipse } from "../models/ellipses.js" */
/** @import { Line } from "../models/model.js" */
/** @import { Color } from "../../widget/math/color.js" */
/** @import { Canvas } from "./canvas.js" */

/** @typedef {(mean: readonly number[]) => [number, number]} Place where a point in units is, in device pixels */

/** Opacity of the insides of the ellipses, from one sigma outwards. */
const FILLS = [0.1, 0.07, 0.04];
const STROKES = [1, 0.6, 0.35];
/** CSS pixels. */
export const MEAN = 8.5;
const COLLAPSED = 15;
const POINTED = 5.5;
/** Side of the square at the end of an axis. */
export const END = 8;
const DASH = 4;
/** Room of a number of an ellipse. */
const NUMBER = 30;
/** Number of pieces over which a trail fades. */
const PIECES = 6;

/** More points than these would hide the plane under the lines by which they fall onto it. */
const MOST_FALLS = 1000;

/**
 * Draw where points fall onto the plane of a model: a line from each, which grows while the E step is shown.
 *
 * @param {Canvas} canvas
 * @param {Drawing} drawing
 * @param {(units: ArrayLike<number>, at: number) => [number, number]} place
 */
export function drawFalls({ context, ratio }, drawing, place) {
  const { model, shading, points, step } = drawing.snapshot;
  if (!shading || !model.falls || points.n > MOST_FALLS) return;
  const feet = project(drawing.scale, model.falls(shading.parameters, points.data), points.d);
  const way = step.phase === "expect" ? drawing.way : 1;
  const path = new Path2D();
  for (let at = 0; at < feet.length; at += 2) {
    const [[x, y], [footX, footY]] = [place(drawing.places, at), place(feet, at)];
    path.moveTo(x, y);
    path.lineTo(x + way * (footX - x), y + way * (footY - y));
  }
  context.strokeStyle = css(drawing.palette[0], 0.4 * prominence(drawing, 0));
  context.lineWidth = ratio;
  context.stroke(path);
}

/**
 * Draw a component's ellipses, one for each sigma.
 *
 * @param {Canvas} canvas
 * @param {Drawing} drawing
 * @param {number} component
 * @param {[number, number]} at device pixels
 * @param {Ellipse} ellipse at one sigma, in device pixels
 */
export function drawEllipses(canvas, drawing, component, [x, y], { major, minor, angle }) {
  const { context, ratio } = canvas;
  const { snapshot, palette } = drawing;
  const strength = prominence(drawing, component);
  const degenerate = isDegenerate(drawing, component);
  const color = outlineOf(canvas, palette[component]);
  const sigmas = [...snapshot.style.sigmas].sort((a, b) => b - a);
  const paths = sigmas.map((sigma) => {
    const path = new Path2D();
    path.ellipse(x, y, sigma * major, sigma * minor, angle, 0, 2 * Math.PI);
    return path;
  });
  sigmas.forEach((sigma, i) => {
    context.fillStyle = css(palette[component], (FILLS[sigma - 1] ?? 0.04) * strength);
    context.fill(paths[i]);
  });
  if (degenerate) context.setLineDash([DASH * ratio, DASH * ratio]);
  sigmas.forEach((sigma, i) => line(canvas, paths[i], color, (STROKES[sigma - 1] ?? 0.35) * strength));
  const isStretchable = drawing.stretchable === component;
  if (snapshot.hovered === component || isStretchable) drawAxes(canvas, [x, y], { major, minor, angle }, sigmas);
  if (isStretchable) drawEnds(canvas, [x, y], { major, minor, angle }, sigmas[0] ?? 0);
  if (degenerate && major < COLLAPSED * ratio) line(canvas, circle(x, y, COLLAPSED * ratio), color, strength);
  context.setLineDash([]);
}

/**
 * Draw a component that is a line, with a band on both sides for each sigma.
 *
 * @param {Canvas} canvas
 * @param {Drawing} drawing
 * @param {number} component
 * @param {readonly number[]} mean a point of the line, in units
 * @param {Line} shape
 * @param {Place} place
 */
export function drawLine(canvas, drawing, component, mean, { along, across }, place) {
  const { context, width, height } = canvas;
  /** @type {(side: readonly number[]) => [number, number]} from the mean, in device pixels */
  const way = (side) => {
    const [[x, y], [fromX, fromY]] = [place(mean.map((value, axis) => value + side[axis])), place(mean)];
    return [x - fromX, y - fromY];
  };
  const [[x, y], [dx, dy], [sideX, sideY]] = [place(mean), way(along), way(across)];
  const length = Math.hypot(dx, dy);
  if (!(length > 0)) return;
  // Far enough to leave the canvas on both sides, wherever the mean is.
  const reach = (2 * (width + height) + Math.abs(x) + Math.abs(y)) / length;
  /** @type {(sign: number, sigma: number) => [number, number]} */
  const end = (sign, sigma) => [x + sign * reach * dx + sigma * sideX, y + sign * reach * dy + sigma * sideY];
  const strength = prominence(drawing, component);
  for (const sigma of drawing.snapshot.style.sigmas) {
    const band = new Path2D();
    for (const corner of [end(-1, -sigma), end(1, -sigma), end(1, sigma), end(-1, sigma)]) band.lineTo(...corner);
    context.fillStyle = css(drawing.palette[component], (FILLS[sigma - 1] ?? 0.04) * strength);
    context.fill(band);
  }
  if (isDegenerate(drawing, component)) context.setLineDash([DASH * canvas.ratio, DASH * canvas.ratio]);
  const middle = new Path2D();
  middle.moveTo(...end(-1, 0));
  middle.lineTo(...end(1, 0));
  line(canvas, middle, outlineOf(canvas, drawing.palette[component]), strength, 2);
  context.setLineDash([]);
}

/**
 * The principal axes of a component, with the mass within each ellipse.
 *
 * @param {Canvas} canvas
 * @param {[number, number]} at device pixels
 * @param {Ellipse} ellipse at one sigma, in device pixels
 * @param {number[]} sigmas of the ellipses, the largest first
 */
function drawAxes(canvas, [x, y], { major, minor, angle }, sigmas) {
  const [largest = 0] = sigmas;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const axes = new Path2D();
  for (const [dx, dy] of [
    [major * cos, major * sin],
    [-minor * sin, minor * cos],
  ]) {
    axes.moveTo(x - largest * dx, y - largest * dy);
    axes.lineTo(x + largest * dx, y + largest * dy);
  }
  line(canvas, axes, canvas.theme.text, 0.6, 1);
  // Numbers stand along the axis that has more room, on its upper end.
  const upwards = sin > 0 ? -1 : 1;
  let last = Infinity;
  for (const sigma of sigmas) {
    if ((last - sigma) * major < NUMBER * canvas.ratio) continue;
    last = sigma;
    const [px, py] = [x + upwards * sigma * major * cos, y + upwards * sigma * major * sin];
    write(canvas, `${Math.round(100 * massWithin(sigma, 2))}\u2009%`, px, py - END * canvas.ratio, "center", "bottom");
  }
}

/**
 * The ends of the axes, by which an ellipse is stretched.
 *
 * @param {Canvas} canvas
 * @param {[number, number]} at device pixels
 * @param {Ellipse} ellipse at one sigma, in device pixels
 * @param {number} sigma of the largest ellipse
 */
function drawEnds(canvas, [x, y], ellipse, sigma) {
  const { context, ratio, theme } = canvas;
  const ends = new Path2D();
  const half = (END / 2) * ratio;
  for (const { x: dx, y: dy } of endsOf(ellipse, sigma)) ends.rect(x + dx - half, y + dy - half, 2 * half, 2 * half);
  context.fillStyle = css(theme.surface);
  context.fill(ends);
  line(canvas, ends, theme.text, 1, 1.5);
}

/**
 * The mean's way through the earlier steps.
 *
 * @param {Canvas} canvas
 * @param {Drawing} drawing
 * @param {number} component
 * @param {Place} place
 */
export function drawTrail(canvas, drawing, component, place) {
  const { snapshot, scale, palette, shapes } = drawing;
  const shape = shapes[component];
  if (!shape) return;
  /** @type {[number, number][]} */
  const way = [];
  for (const { parameters } of snapshot.trail) {
    const mean = snapshot.model.centers(parameters)[component];
    if (!mean?.every(Number.isFinite)) continue;
    const at = place(placeOf(scale, mean));
    const last = way.at(-1);
    if (!last || Math.hypot(at[0] - last[0], at[1] - last[1]) >= 0.5 * canvas.ratio) way.push(at);
  }
  way.push(place(shape.mean));
  const color = outlineOf(canvas, palette[component]);
  for (let piece = 0; piece < PIECES; piece++) {
    const [first, last] = [piece, piece + 1].map((part) => Math.round((part / PIECES) * (way.length - 1)));
    if (first === last) continue;
    const path = new Path2D();
    for (const [x, y] of way.slice(first, last + 1)) path.lineTo(x, y);
    for (const [x, y] of way.slice(first, last)) path.addPath(circle(x, y, 2 * canvas.ratio));
    line(canvas, path, color, ((piece + 1) / PIECES) ** 0.5 * prominence(drawing, component), 2.5);
  }
}

/**
 * A ring in the component's color with its number: a second channel beside the color.
 *
 * @param {Canvas} canvas
 * @param {Drawing} drawing
 * @param {number} component
 * @param {[number, number]} at device pixels
 */
export function drawMean(canvas, drawing, component, [x, y]) {
  const { context, ratio, theme } = canvas;
  const color = drawing.palette[component];
  const grown = drawing.snapshot.hovered === component ? 1.2 : 1;
  const radius = MEAN * ratio * grown;
  const strength = prominence(drawing, component);
  const pulse = drawing.pulse(component);
  if (pulse < 1) {
    context.lineWidth = 3 * ratio * (1 - pulse);
    context.strokeStyle = css(color, 1 - pulse);
    context.stroke(circle(x, y, radius + 40 * ratio * pulse));
  }
  context.fillStyle = css(theme.surface, 0.9 * strength);
  context.fill(circle(x, y, radius + 1.5 * ratio));
  context.fillStyle = css(color, 0.22 * strength);
  context.fill(circle(x, y, radius));
  context.strokeStyle = css(outlineOf(canvas, color), strength);
  context.lineWidth = 2.5 * ratio;
  context.stroke(circle(x, y, radius - 1.25 * ratio));
  setFont(canvas, component < 10 ? 10 : 8.5, 600);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = css(theme.text, strength);
  context.fillText(String(component), x, y + 0.5 * ratio);
  if (drawing.snapshot.model.frozen?.means.includes(component)) drawPadlock(canvas, x + MEAN * ratio, y - MEAN * ratio);
}

/**
 * A padlock above a place: a mean that stays where it is.
 *
 * @param {Canvas} canvas
 * @param {number} x device pixels
 * @param {number} y
 */
function drawPadlock({ context, ratio, theme }, x, y) {
  context.fillStyle = css(theme.text);
  context.fillRect(x - 3.5 * ratio, y - 6 * ratio, 7 * ratio, 6 * ratio);
  context.beginPath();
  context.arc(x, y - 6.5 * ratio, 2.2 * ratio, Math.PI, 2 * Math.PI);
  context.strokeStyle = css(theme.text);
  context.lineWidth = 1.4 * ratio;
  context.stroke();
}

/**
 * The point that is pointed at.
 *
 * @param {Canvas} canvas
 * @param {[number, number]} at device pixels
 */
export function drawPointed(canvas, [x, y]) {
  line(canvas, circle(x, y, POINTED * canvas.ratio), canvas.theme.text);
}

/**
 * A component's color as a line: away from the ground's, so that it is seen on points of the same color.
 *
 * @param {Canvas} canvas
 * @param {Color} color
 * @returns {Color}
 */
export function outlineOf({ theme }, color) {
  const towards = theme.isDark ? 0.18 * (1 - luminance(color)) : 0.55 * luminance(color) ** 0.5;
  return mix(color, theme.text, towards);
}
