/** @import { Point } from "../../widget/input/pointer.js" */

/** @typedef {"add" | "erase" | "heavier" | "lighter"} Painter what a brush does to samples */

/** CSS pixels. */
export const RADIUS = 22;
/** Between two messages, in milliseconds. */
const INTERVAL = 50;
/** Points that a message adds. */
const DROPS = 3;

/**
 * The brush, which adds points, erases them, or makes them heavier or lighter, as long as it is held down.
 */
export class Brush {
  /** @type {{tool: Painter, at: Point, last: Point, passed: Point[]} | null} */
  #stroke = null;
  /** Counts the strokes. */
  #strokes = 0;
  #time = -Infinity;
  #paint;

  /**
   * @param {(tool: Painter, places: Point[], stroke: number) => void} paint CSS pixels; strokes are counted
   */
  constructor(paint) {
    this.#paint = paint;
  }

  /** Whether it is held down. */
  get isDown() {
    return this.#stroke !== null;
  }

  /**
   * Begin a stroke.
   *
   * @param {Painter} tool
   * @param {Point} at CSS pixels
   */
  press(tool, at) {
    this.#strokes += 1;
    this.#stroke = { tool, at, last: at, passed: [at] };
  }

  /**
   * Go on with a stroke.
   *
   * @param {Point} at CSS pixels
   */
  move(at) {
    if (!this.#stroke) return;
    const { last, passed } = this.#stroke;
    this.#stroke.at = at;
    if (Math.hypot(at.x - last.x, at.y - last.y) <= RADIUS / 2) return;
    this.#stroke.last = at;
    passed.push(at);
  }

  /**
   * Paint if it is time.
   *
   * @param {number} now milliseconds
   */
  advance(now) {
    if (!this.#stroke || now - this.#time < INTERVAL) return;
    const { tool, at, passed } = this.#stroke;
    const places =
      tool === "add" ? Array.from({ length: DROPS }, () => scatter(at)) : tool === "erase" ? passed : [...passed, at];
    if (places.length === 0) return;
    this.#paint(tool, places, this.#strokes);
    this.#stroke.passed = [];
    this.#time = now;
  }

  /** End the stroke; what is left of it is painted. */
  lift() {
    this.#time = -Infinity;
    this.advance(0);
    this.#stroke = null;
  }
}

/**
 * @param {Point} at
 * @returns {Point} anywhere under the brush
 */
function scatter({ x, y }) {
  const [radius, angle] = [RADIUS * Math.sqrt(Math.random()), 2 * Math.PI * Math.random()];
  return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) };
}
