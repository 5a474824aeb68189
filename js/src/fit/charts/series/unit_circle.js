import { css } from "../../../widget/math/color.js";
import { significant } from "../../../widget/math/format.js";
import { circle, line, setFont, write } from "../../draw/canvas.js";
import { eigenvalues } from "../../models/sequence/eigenvalues.js";

/** @import { Canvas } from "../../draw/canvas.js" */
/** @import { Drawing } from "../../draw/drawing.js" */
/** @import { Frame } from "./series_layout.js" */

/** CSS pixels around the circle, and from it to what lies outside. */
const MARGIN = 34;
/** Farthest from the middle, in radii. */
const FARTHEST = 1.3;
const DOT = 4.5;
const LINE = 13;

/**
 * The eigenvalues of the transition in the unit circle: within it the state forgets, upon it it wanders, outside it explodes.
 *
 * @param {Canvas} canvas
 * @param {Frame} frame
 * @param {Drawing} drawing
 */
export function drawCircle(canvas, { left, right, top, bottom }, { snapshot, palette }) {
  const { context, ratio, theme } = canvas;
  const matrix = /** @type {number[][]} */ (snapshot.step.parameters["transition"]);
  const [x, y] = [(left + right) / 2, (top + bottom) / 2 + 8 * ratio];
  const radius = Math.max(20 * ratio, Math.min(right - left, bottom - top) / 2 - MARGIN * ratio);
  context.fillStyle = css(theme.text, 0.035);
  context.fill(circle(x, y, radius));
  context.strokeStyle = css(theme.text, 0.45);
  context.lineWidth = ratio;
  context.stroke(circle(x, y, radius));
  context.fillStyle = css(theme.text, 0.15);
  context.fillRect(x - FARTHEST * radius, Math.round(y), 2 * FARTHEST * radius, ratio);
  context.fillRect(Math.round(x), y - 1.1 * radius, ratio, 2.2 * radius);
  setFont(canvas, 11, 400);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = css(theme.muted);
  context.fillText("Eigenvalues of F", x, top + 14 * ratio);
  /** @type {number[]} heights of the numbers that are there */
  const taken = [];
  for (const [index, [re, im]] of eigenvalues(matrix).entries()) {
    const far = Math.max(1, Math.hypot(re, im) / FARTHEST);
    const [px, py] = [x + (radius * re) / far, y - (radius * im) / far];
    context.fillStyle = css(palette[index % palette.length] ?? theme.accent);
    const dot = circle(px, py, DOT * ratio);
    context.fill(dot);
    line(canvas, dot, theme.text, 0.9, 1.25);
    const height = py - 10 * ratio;
    if (im < 0 || taken.some((other) => Math.abs(other - height) < LINE * ratio)) continue;
    write(canvas, significant(Math.hypot(re, im), 3), px + 8 * ratio, height, "left", "middle");
    taken.push(height);
  }
}
