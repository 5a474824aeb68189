import { css } from "../../../widget/math/color.js";
import { circle, line, setFont } from "../../draw/canvas.js";
import { isDegenerate, prominence } from "../../draw/drawing.js";
import { drawMean, MEAN, outlineOf } from "../../draw/marks.js";
import { arrowsOf, nodesOf, pointOn } from "./arrows.js";

/** @import { Canvas } from "../../draw/canvas.js" */
/** @import { Drawing, Pointed } from "../../draw/drawing.js" */
/** @import { Arrow, Place } from "./arrows.js" */
/** @import { Frame } from "./series_layout.js" */

/** CSS pixels. */
const KNOB = 4.5;
const REACH = 11;
const WIDEST = 6;
/** Of more states only these arrows are drawn. */
const FEW = 4;
const SEEN = 0.02;
const DECIMALS = 2;
/** Probabilities from here on are written: of two, of few and of many states. */
const WRITTEN = { few: 0.005, several: 0.03, many: 0.1 };
/** Size of a number. */
const LABEL = { width: 27, height: 12 };

/** @typedef {{arrow: Arrow, isBold: boolean}} Written an arrow whose number is written */

/**
 * The states of a chain and the ways between them: an arrow is as wide as its probability, and its knob as far along it.
 * Whoever drags the knob sets the probability.
 */
export class Transitions {
  /** @type {Arrow[]} of the last frame */
  #arrows = [];

  /**
   * Draw the graph.
   *
   * @param {Canvas} canvas
   * @param {Frame} frame
   * @param {Drawing} drawing
   * @param {readonly (readonly number[])[]} transition
   * @param {number | null} into the state whose column is in use; the arrows into it stand out
   */
  draw(canvas, frame, drawing, transition, into) {
    const { context, ratio, theme } = canvas;
    const rows = displaced(transition, drawing);
    const nodes = nodesOf(rows.length, frame, ratio);
    this.#arrows = arrowsOf(rows, nodes, MEAN * ratio, frame).filter(
      ({ from, value }) => rows.length <= FEW || value >= SEEN || drawing.snapshot.hovered === from,
    );
    const held = drawing.adjusted?.place ?? drawing.pointed?.entry?.place ?? null;
    for (const arrow of this.#arrows) {
      const isHeld = held?.[0] === arrow.from && held[1] === arrow.to;
      const strength = prominence(drawing, arrow.from) * (into === null || into === arrow.to || isHeld ? 1 : 0.55);
      drawArrow(canvas, arrow, outlineOf(canvas, drawing.palette[arrow.from]), strength);
    }
    for (const [component, node] of nodes.entries()) {
      if (isDegenerate(drawing, component)) context.setLineDash([3 * ratio, 3 * ratio]);
      drawMean(canvas, drawing, component, node);
      context.setLineDash([]);
    }
    /** @type {Written[]} */
    const written = [];
    for (const arrow of this.#arrows) {
      const isHeld = held?.[0] === arrow.from && held[1] === arrow.to;
      const at = pointOn(arrow, arrow.value);
      const knob = circle(...at, (isHeld ? 1.35 : 1) * KNOB * ratio);
      context.fillStyle = css(theme.surface);
      context.fill(knob);
      line(canvas, knob, isHeld ? theme.accent : outlineOf(canvas, drawing.palette[arrow.from]), 1, 1.75);
      const isUsed = into === arrow.to && rows.length <= FEW;
      const least = rows.length <= 2 ? WRITTEN.few : rows.length <= FEW ? WRITTEN.several : WRITTEN.many;
      if (isHeld || isUsed || arrow.value >= least) written.push({ arrow, isBold: isHeld || isUsed });
    }
    for (const { arrow, isBold } of clear(written, ratio)) drawNumber(canvas, arrow, isBold);
  }

  /**
   * The knob at a place.
   *
   * @param {readonly [number, number]} at device pixels
   * @param {number} ratio
   * @returns {Pointed | null}
   */
  pick([px, py], ratio) {
    let [nearest, least] = [/** @type {Pointed | null} */ (null), REACH * ratio];
    for (const arrow of this.#arrows) {
      const [x, y] = pointOn(arrow, arrow.value);
      const distance = Math.hypot(x - px, y - py);
      if (distance > least) continue;
      least = distance;
      const entry = { name: "transition", place: [arrow.from, arrow.to] };
      nearest = { row: null, component: arrow.from, axes: [], entry, features: null, at: [x, y] };
    }
    return nearest;
  }

  /**
   * The probability at a place of a knob.
   *
   * @param {readonly number[]} place of the matrix
   * @param {readonly number[]} at device pixels
   * @returns {number | undefined} undefined if there is no such arrow
   */
  valueAt([from, to], at) {
    const arrow = this.#arrows.find((each) => each.from === from && each.to === to);
    return arrow && nearestOn(arrow, [at[0] ?? 0, at[1] ?? 0]);
  }
}

/**
 * Leave out numbers that would lie on others: those that stand out have precedence, then the larger ones.
 *
 * @param {Written[]} numbers
 * @param {number} ratio
 * @returns {Written[]}
 */
export function clear(numbers, ratio) {
  /** @type {Written[]} */
  const kept = [];
  const rank = (/** @type {Written} */ { arrow, isBold }) => (isBold ? 1 : 0) + arrow.value;
  for (const number of [...numbers].sort((a, b) => rank(b) - rank(a))) {
    const [x, y] = number.arrow.label;
    const isFree = kept.every(({ arrow: { label } }) => {
      return Math.abs(label[0] - x) >= LABEL.width * ratio || Math.abs(label[1] - y) >= LABEL.height * ratio;
    });
    if (isFree) kept.push(number);
  }
  return kept;
}

/** Places along an arrow among which the nearest is looked for. */
const STEPS = 200;

/**
 * How far along an arrow it is nearest to a place.
 *
 * @param {Arrow} arrow
 * @param {Place} place
 * @returns {number} from 0 to 1
 */
export function nearestOn(arrow, [px, py]) {
  let [nearest, least] = [0, Infinity];
  for (let step = 0; step <= STEPS; step++) {
    const [x, y] = pointOn(arrow, step / STEPS);
    const distance = Math.hypot(x - px, y - py);
    if (distance < least) [nearest, least] = [step / STEPS, distance];
  }
  return nearest;
}

/**
 * The matrix with one number dragged: the others of its row share what is left as before.
 *
 * @param {readonly (readonly number[])[]} transition
 * @param {Drawing} drawing
 * @returns {readonly (readonly number[])[]}
 */
function displaced(transition, { adjusted }) {
  if (adjusted?.name !== "transition") return transition;
  const { place, value } = adjusted;
  return transition.map((row, i) => (i === place[0] ? withEntry(row, place[1] ?? 0, value) : row));
}

/**
 * A row of probabilities of which one has another value; the others keep their proportions.
 *
 * @param {readonly number[]} row
 * @param {number} at
 * @param {number} value
 * @returns {number[]}
 */
export function withEntry(row, at, value) {
  const rest = 1 - (row[at] ?? 0);
  return row.map((old, j) =>
    j === at ? value : rest > 0 ? (old / rest) * (1 - value) : (1 - value) / (row.length - 1),
  );
}

/**
 * @param {Canvas} canvas
 * @param {Arrow} arrow
 * @param {import("../../../widget/math/color.js").Color} color
 * @param {number} strength
 */
function drawArrow(canvas, arrow, color, strength) {
  const { context, ratio } = canvas;
  const path = new Path2D();
  for (let step = 0; step <= 40; step++) path.lineTo(...pointOn(arrow, step / 40));
  const wide = Math.max(0.75, WIDEST * Math.sqrt(arrow.value)) * ratio;
  context.lineCap = "butt";
  context.lineJoin = "round";
  if (arrow.value === 0) context.setLineDash([3 * ratio, 4 * ratio]);
  context.strokeStyle = css(color, 0.8 * strength);
  context.lineWidth = wide;
  context.stroke(path);
  context.setLineDash([]);
  const [tip, before] = [pointOn(arrow, 1), pointOn(arrow, 0.9)];
  const [dx, dy] = [tip[0] - before[0], tip[1] - before[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy, size] = [dx / length, dy / length, wide + 3.5 * ratio];
  const head = new Path2D();
  head.moveTo(tip[0] + ux * size * 0.4, tip[1] + uy * size * 0.4);
  head.lineTo(tip[0] - ux * size - uy * size * 0.6, tip[1] - uy * size + ux * size * 0.6);
  head.lineTo(tip[0] - ux * size + uy * size * 0.6, tip[1] - uy * size - ux * size * 0.6);
  head.closePath();
  context.fillStyle = css(color, strength);
  context.fill(head);
}

/**
 * @param {Canvas} canvas
 * @param {Arrow} arrow
 * @param {boolean} isBold
 */
function drawNumber(canvas, arrow, isBold) {
  const { context, ratio, theme } = canvas;
  setFont(canvas, 10.5, isBold ? 700 : 500);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3 * ratio;
  context.strokeStyle = css(theme.surface, 0.85);
  context.fillStyle = css(isBold ? theme.text : theme.muted);
  const text = arrow.value.toFixed(DECIMALS);
  context.strokeText(text, ...arrow.label);
  context.fillText(text, ...arrow.label);
}
