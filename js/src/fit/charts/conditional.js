import { css } from "../../widget/math/color.js";
import { line } from "../draw/canvas.js";
import { conditional, densityAt, regress } from "../models/regression.js";
import { pixelAt, unitAt } from "./camera/viewport.js";

/** @import { Canvas } from "../draw/canvas.js" */
/** @import { Drawing } from "../draw/drawing.js" */
/** @import { Viewport } from "./camera/viewport.js" */

/** CSS pixels between the points of a curve, and across it where it is highest. */
const STEP = 2;
const HIGHEST = 96;
/** What is less far from the pointer, in CSS pixels, is not drawn. */
const SEEN = 0.5;
/** Distance from the middle of the data to which a regression is drawn, in units: beyond, only the tails decide. */
const FARTHEST = 0.62;

/**
 * Draw the conditional mean, and one deviation to both sides of it.
 *
 * @param {Canvas} canvas
 * @param {Drawing} drawing
 * @param {Viewport} viewport
 */
export function drawRegression(canvas, { shapes }, viewport) {
  const { context, width, ratio, theme } = canvas;
  /** @type {{px: number, mean: number, deviation: number}[]} device pixels */
  const curve = [];
  for (let px = 0; px <= width + STEP * ratio; px += STEP * ratio) {
    const x = unitAt(viewport, px, 0)[0];
    const value = Math.abs(x) > FARTHEST ? null : regress(shapes, x);
    if (value)
      curve.push({ px, mean: pixelAt(viewport, 0, value.mean)[1], deviation: value.deviation * viewport.scaleY });
  }
  const [band, middle] = [new Path2D(), new Path2D()];
  for (const { px, mean, deviation } of curve) band.lineTo(px, mean - deviation);
  for (const { px, mean, deviation } of [...curve].reverse()) band.lineTo(px, mean + deviation);
  for (const { px, mean } of curve) middle.lineTo(px, mean);
  context.fillStyle = css(theme.text, 0.1);
  context.fill(band);
  line(canvas, middle, theme.text, 0.9, 2);
}

/**
 * Draw the density of the second feature given the first, where the pointer is: the sum, and the part of each component.
 *
 * @param {Canvas} canvas
 * @param {Drawing} drawing
 * @param {Viewport} viewport
 */
export function drawConditional(canvas, { shapes, pointer, palette }, viewport) {
  if (!pointer) return;
  const { context, height, ratio, theme } = canvas;
  const [px] = pointer;
  const parts = conditional(shapes, unitAt(viewport, px, 0)[0]);
  if (parts.length === 0) return;
  const rows = Array.from({ length: Math.ceil(height / (STEP * ratio)) + 1 }, (_, i) => i * STEP * ratio);
  const ups = rows.map((py) => unitAt(viewport, px, py)[1]);
  const modes = parts.map(({ mean }) => densityAt(parts, mean));
  const scale = (HIGHEST * ratio) / Math.max(...modes, Number.MIN_VALUE);
  /** @type {(density: (y: number) => number) => Path2D} */
  const curve = (density) => {
    const path = new Path2D();
    let isSeen = false;
    rows.forEach((py, i) => {
      const reach = scale * density(ups[i] ?? 0);
      if (isSeen) path.lineTo(px + reach, py);
      else path.moveTo(px + reach, py);
      isSeen = reach > SEEN * ratio;
    });
    return path;
  };
  const rule = new Path2D();
  rule.moveTo(px, 0);
  rule.lineTo(px, height);
  line(canvas, rule, theme.text, 0.35, 1);
  const sum = curve((y) => densityAt(parts, y));
  context.fillStyle = css(theme.text, 0.08);
  context.fill(sum);
  for (const part of parts)
    line(
      canvas,
      curve((y) => densityAt([part], y)),
      palette[part.component] ?? theme.text,
      1,
      1.5,
    );
  line(canvas, sum, theme.text, 0.9, 2);
  const [, top] = pixelAt(
    viewport,
    0,
    parts.reduce((total, { share, mean }) => total + share * mean, 0),
  );
  context.fillStyle = css(theme.text);
  context.beginPath();
  context.arc(px, top, 3.5 * ratio, 0, 2 * Math.PI);
  context.fill();
}
