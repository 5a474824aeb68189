import { css } from "../../widget/math/color.js";
import { lengthOf, shorten, write } from "./canvas.js";
import { ticks, titleOf } from "./ticks.js";

/** @import { Drawing } from "./drawing.js" */
/** @import { Vector } from "../charts/camera/orbit_camera.js" */
/** @import { Canvas } from "./canvas.js" */

/** Ticks wanted along each side. */
const TICKS = 4;
/** From a side to its numbers and to a name below them, in CSS pixels. */
const NUMBERS = 14;
const NAME = 30;
/** Around a name. */
const ROOM = 4;

/**
 * The box around a cloud: grids on the three sides behind it, numbers and names at the edges.
 *
 * @param {Canvas} canvas
 * @param {Drawing} drawing
 * @param {Vector} towards the eye
 * @param {(unit: readonly number[]) => [number, number]} place device pixels
 */
export function drawAxes3D(canvas, { scale, snapshot }, towards, place) {
  const { context, ratio, theme, width, height } = canvas;
  const behind = towards.map((part) => (part > 0 ? -0.5 : 0.5));
  const [middleX, middleY] = place([0, 0, 0]);
  const grid = new Path2D();
  /** @type {(from: number[], to: number[]) => void} */
  const add = (from, to) => {
    grid.moveTo(...place(from));
    grid.lineTo(...place(to));
  };
  for (let axis = 0; axis < 3; axis++) {
    const others = [0, 1, 2].filter((other) => other !== axis);
    const ruler = ticks(scale.origin[axis], scale.span[axis], -0.5, 0.5, TICKS);
    for (const unit of [-0.5, ...ruler.marks.map((mark) => mark.unit), 0.5]) {
      for (const [side, along] of [others, [...others].reverse()]) {
        const from = [0, 0, 0];
        [from[axis], from[side], from[along]] = [unit, behind[side], -0.5];
        const to = [...from];
        to[along] = 0.5;
        add(from, to);
      }
    }
    const edge = outerEdge(axis, others, behind, place);
    const [x, y] = place(edge(0));
    const away = Math.hypot(x - middleX, y - middleY) || 1;
    const [outX, outY] = [((x - middleX) / away) * ratio, ((y - middleY) / away) * ratio];
    for (const { unit, label } of ruler.marks) {
      const [atX, atY] = place(edge(unit));
      const below = atY + NUMBERS * outY;
      if (below < height - 2 * ROOM * ratio) write(canvas, label, atX + NUMBERS * outX, below, "center", "middle");
    }
    const name = titleOf(snapshot.axisNames[snapshot.dims[axis]] ?? "", ruler);
    const align = outX < -0.5 * ratio ? "right" : outX > 0.5 * ratio ? "left" : "center";
    const longest = Math.max(...ruler.marks.map(({ label }) => lengthOf(canvas, label) / ratio));
    const far = axis === 2 ? NUMBERS + longest / 2 + 2 * ROOM : NAME;
    const at = x + far * outX;
    const [before, after] = [at - ROOM * ratio, width - at - ROOM * ratio];
    const room = { right: before, left: after, center: 2 * Math.min(before, after) }[align];
    write(canvas, shorten(canvas, name, room), at, y + far * outY, align, "middle");
  }
  context.strokeStyle = css(theme.text, theme.isDark ? 0.11 : 0.09);
  context.lineWidth = ratio;
  context.stroke(grid);
}

/**
 * Of the two edges along an axis that have nothing but the ground beyond them: the lower, or the left one.
 *
 * @param {number} axis
 * @param {number[]} others
 * @param {number[]} behind
 * @param {(unit: readonly number[]) => [number, number]} place
 * @returns {(unit: number) => number[]}
 */
function outerEdge(axis, others, behind, place) {
  const [a, b] = others.map((near) => (/** @type {number} */ unit) => {
    const at = [...behind];
    at[axis] = unit;
    at[near] = -behind[near];
    return at;
  });
  const [[ax, ay], [bx, by]] = [place(a(0)), place(b(0))];
  if (axis === 2) return ax < bx ? a : b;
  return ay > by ? a : b;
}
