import { css, mix } from "../../../widget/math/color.js";
import { significant } from "../../../widget/math/format.js";
import { circle, line, setFont } from "../../draw/canvas.js";
import { outlineOf } from "../../draw/marks.js";
import { passage } from "../../models/sequence/forward_backward.js";
import { cellOf } from "../../models/sequence/hidden_markov.js";

/** @import { Canvas } from "../../draw/canvas.js" */
/** @import { Drawing, Pointed } from "../../draw/drawing.js" */
/** @import { StateLattice } from "../../models/sequence/hidden_markov.js" */
/** @import { Frame } from "./series_layout.js" */

/** CSS pixels around the trellis: the states' numbers stand to the left, times below. */
const MARGIN = { left: 40, right: 26, top: 26, bottom: 22 };
/** The same to the left where there is one time to each side, whose numbers stand there. */
const NUMBERS = 72;
/** CSS pixels from one time to the next, at least; and how many times there are at most to both sides. */
const PITCH = 70;
const MOST_SIDE = 3;
/** Largest radius of a state, and largest width of a way, in CSS pixels. */
const RADIUS = 13;
const WIDEST = 9;
/** Radius of a state that has no share. */
const LEAST = 1.6;
/** Ways that are seen. */
const SEEN = 0.004;
/** CSS pixels around a state in which it is pointed at. */
const REACH = 16;
/** How far along a way its number stands, as a share. */
const ALONG = 0.42;
/** Probabilities below are written as nothing. */
const NOTHING = 5e-4;
/** More states than this have no numbers in the cells that one is made of. */
const NUMBERED = 5;

/** @typedef {{columns: {row: number, x: number}[], ys: number[]}} Grid device pixels */

/**
 * The states at the times around one: a disc's area is the share of a state, a way's width how likely it is taken. One
 * cell has the numbers of which the forward pass makes it.
 */
export class Trellis {
  /** @type {Grid | null} of the last frame */
  #grid = null;

  /**
   * Draw the times around a row.
   *
   * @param {Canvas} canvas
   * @param {Frame} frame
   * @param {Drawing} drawing
   * @param {StateLattice} lattice
   * @param {{middle: number, row: number, state: number}} cell the row in the middle, and the cell with numbers
   */
  draw(canvas, frame, drawing, lattice, { middle, row, state }) {
    const { ratio } = canvas;
    const grid = gridOf(frame, lattice, middle, ratio);
    this.#grid = grid;
    for (const [i, column] of grid.columns.entries()) {
      const before = grid.columns[i - 1];
      if (before && lattice.begins[column.row] === 0)
        drawWays(canvas, drawing, lattice, grid, before.x, column, [row, state]);
    }
    for (const column of grid.columns) drawStates(canvas, drawing, lattice, grid, column, [row, state]);
    const [place, found] = [grid.columns.findIndex((column) => column.row === row), cellOf(lattice, row, state)];
    if (place >= 0) drawNumbers(canvas, lattice, grid, place, state, found);
    drawTimes(canvas, frame, grid, row);
  }

  /** Nothing is drawn. */
  clear() {
    this.#grid = null;
  }

  /**
   * The cell at a place.
   *
   * @param {readonly [number, number]} at device pixels
   * @param {number} ratio
   * @returns {Pointed | null}
   */
  pick([px, py], ratio) {
    for (const { row, x } of this.#grid?.columns ?? []) {
      const state = (this.#grid?.ys ?? []).findIndex((y) => Math.hypot(x - px, y - py) <= REACH * ratio);
      if (state >= 0) return { row, component: state, axes: [], features: null, at: [x, this.#grid?.ys[state] ?? py] };
    }
    return null;
  }
}

/**
 * @param {Frame} frame
 * @param {StateLattice} lattice
 * @param {number} middle row
 * @param {number} ratio
 * @returns {Grid}
 */
function gridOf({ left, right, top, bottom }, { n, k }, middle, ratio) {
  const to = right - MARGIN.right * ratio;
  const room = Math.floor((to - left - MARGIN.left * ratio) / (2 * PITCH * ratio));
  const side = Math.max(1, Math.min(MOST_SIDE, room));
  const from = left + (side === 1 ? NUMBERS : MARGIN.left) * ratio;
  const count = Math.min(2 * side + 1, n);
  const first = Math.max(0, Math.min(n - count, middle - Math.floor(count / 2)));
  const pitch = count > 1 ? (to - from) / (count - 1) : 0;
  const columns = Array.from({ length: count }, (_, i) => ({ row: first + i, x: from + i * pitch }));
  const [high, low] = [top + MARGIN.top * ratio, bottom - MARGIN.bottom * ratio];
  const ys = Array.from({ length: k }, (_, j) => high + ((j + 0.5) / k) * (low - high));
  return { columns, ys };
}

/**
 * @param {Canvas} canvas
 * @param {Drawing} drawing
 * @param {StateLattice} lattice
 * @param {Grid} grid
 * @param {number} from where the column before is
 * @param {{row: number, x: number}} column
 * @param {readonly [number, number]} cell with numbers
 */
function drawWays({ context, ratio, theme }, { palette }, lattice, { ys }, from, { row, x }, cell) {
  for (const [i, start] of ys.entries()) {
    for (const [j, end] of ys.entries()) {
      const share = passage(lattice, lattice.chain, row, i, j);
      const isUsed = row === cell[0] && j === cell[1];
      if (!(share >= SEEN) && !isUsed) continue;
      const path = new Path2D();
      path.moveTo(from, start);
      const half = (x - from) / 2;
      path.bezierCurveTo(from + half, start, x - half, end, x, end);
      const paint = context.createLinearGradient(from, 0, x, 0);
      paint.addColorStop(0, css(palette[i], 0.75));
      paint.addColorStop(1, css(palette[j], 0.75));
      context.lineCap = "butt";
      if (isUsed) {
        context.strokeStyle = css(theme.text, 0.9);
        context.lineWidth = (WIDEST * Math.sqrt(share) + 2.5) * ratio;
        context.stroke(path);
        context.strokeStyle = css(theme.surface);
        context.lineWidth = (WIDEST * Math.sqrt(share) + 0.5) * ratio;
        context.stroke(path);
      }
      context.strokeStyle = paint;
      context.lineWidth = Math.max(0.5, WIDEST * Math.sqrt(share)) * ratio;
      context.stroke(path);
    }
  }
}

/**
 * @param {Canvas} canvas
 * @param {Drawing} drawing
 * @param {StateLattice} lattice
 * @param {Grid} grid
 * @param {{row: number, x: number}} column
 * @param {readonly [number, number]} cell with numbers
 */
function drawStates(canvas, { palette, snapshot }, lattice, { ys }, { row, x }, cell) {
  const { context, ratio, theme } = canvas;
  for (const [state, y] of ys.entries()) {
    const share = lattice.shares[row * lattice.k + state];
    const radius = Math.max(LEAST, RADIUS * Math.sqrt(share)) * ratio;
    const disc = circle(x, y, radius);
    context.fillStyle = css(theme.surface);
    context.fill(circle(x, y, radius + 1.5 * ratio));
    context.fillStyle = css(palette[state], snapshot.hovered === null || snapshot.hovered === state ? 1 : 0.35);
    context.fill(disc);
    const isChosen = row === cell[0] && state === cell[1];
    const isPath = lattice.path[row] === state;
    if (isChosen) line(canvas, circle(x, y, Math.max(radius, 6 * ratio) + 3 * ratio), theme.text, 1, 1.75);
    else if (isPath) {
      context.strokeStyle = css(outlineOf(canvas, mix(palette[state], theme.text, 0.25)));
      context.lineWidth = 1.75 * ratio;
      context.stroke(disc);
    }
  }
}

/**
 * @param {Canvas} canvas
 * @param {StateLattice} lattice
 * @param {Grid} grid
 * @param {number} place of the cell's column
 * @param {number} state
 * @param {ReturnType<typeof cellOf>} found
 */
function drawNumbers(canvas, lattice, { columns, ys }, place, state, found) {
  const { ratio } = canvas;
  const [{ x, row }, before] = [columns[place], columns[place - 1]];
  const [y, up] = [ys[state], state === 0 ? 1 : -1];
  const share = lattice.shares[row * lattice.k + state];
  tag(canvas, `γ ${short(share)}`, x, y + up * 24 * ratio);
  if (!before || lattice.begins[row] === 1 || lattice.k > NUMBERED) return;
  const [from, into] = [/** @type {number[]} */ (found["from"]), /** @type {number[]} */ (found["into"])];
  for (const [i, start] of ys.entries()) {
    tag(canvas, `α ${short(from[i])}`, before.x - 38 * ratio, start);
    const bent = ALONG * ALONG * (3 - 2 * ALONG);
    tag(canvas, short(into[i]), before.x + ALONG * (x - before.x), start + bent * (y - start));
  }
}

/**
 * A probability in few letters.
 *
 * @param {number} value
 */
function short(value) {
  return value < NOTHING ? "0" : significant(value, 2);
}

/**
 * A number on a ground of its own.
 *
 * @param {Canvas} canvas
 * @param {string} text
 * @param {number} x
 * @param {number} y
 */
function tag(canvas, text, x, y) {
  const { context, ratio, theme } = canvas;
  setFont(canvas, 10.5, 600);
  const wide = context.measureText(text).width + 6 * ratio;
  const high = 14 * ratio * theme.scale;
  context.fillStyle = css(theme.surface, 0.88);
  context.beginPath();
  context.roundRect(x - wide / 2, y - high / 2, wide, high, 3 * ratio);
  context.fill();
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = css(theme.text);
  context.fillText(text, x, y + 0.5 * ratio);
}

/**
 * @param {Canvas} canvas
 * @param {Frame} frame
 * @param {Grid} grid
 * @param {number} chosen row
 */
function drawTimes(canvas, { bottom }, { columns }, chosen) {
  const { context, ratio, theme } = canvas;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  for (const { row, x } of columns) {
    setFont(canvas, 10.5, row === chosen ? 700 : 400);
    context.fillStyle = css(row === chosen ? theme.text : theme.muted);
    context.fillText(String(row), x, bottom - 8 * ratio);
  }
}
