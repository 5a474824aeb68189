/** @import { Complex } from "./plane.js" */

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */
/** @typedef {{color?: string, width?: number, alpha?: number, dash?: number[], halo?: number}} Stroke */
/** @typedef {{color?: string, gap?: number, sides?: string, instead?: Complex[], name?: string}} Lettering */

/** Inks that are told apart also without color: by lightness. */
export const INK = /** @type {const} */ ({
  plain: "#fff",
  orbit: "#ffd166",
  cycle: "#7ee8fa",
  critical: "#ff9ecb",
  ray: "#f4f1de",
});

const FONT = 11;
/** How much wider the halo is than the line, and how dark. */
const HALO = 2.2;
const SHADE = "rgb(0 0 0 / 55%)";
/** What letters stand on. */
const PLATE = "rgb(0 0 0 / 58%)";
/** Pixels around the canvas within which lines are drawn, and least pixels between two points of a line. */
const MARGIN = 40;
const STEP = 0.4;
/** Radius from which no label lies on a dot. */
const LARGE = 2;
/** Times as large all is in a room. */
const ROOM = 1.7;
/** Pixels between a point and its label, and around a label. */
const GAP = 7;
const PADDING = 4;
const LINE = 15;

/**
 * Draws thin lines, dots and labels with dark halos, which are seen on every ground. No label lies on another one.
 */
export class Pen {
  /** How large letters, dots and lines are. */
  scale = 1;
  #context;
  #family;
  #width = 0;
  #height = 0;
  /** @type {Box[]} */
  #taken = [];
  /** @type {{at: Complex, text: string, look: Lettering}[][]} labels of each overlay, the highest first */
  #labels = [];

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {string} family of the letters
   */
  constructor(context, family) {
    this.#context = context;
    this.#family = family;
  }

  /**
   * Begin a picture.
   *
   * @param {number} width CSS pixels
   * @param {number} height CSS pixels
   * @param {number} ratio device pixels per CSS pixel
   * @param {boolean} isPresented to a room
   */
  begin(width, height, ratio, isPresented) {
    const { canvas } = this.#context;
    const [columns, rows] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== columns || canvas.height !== rows) [canvas.width, canvas.height] = [columns, rows];
    [this.#width, this.#height, this.#taken] = [width, height, []];
    this.scale = isPresented ? ROOM : 1;
    this.#labels = [];
    const context = this.#context;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.lineJoin = context.lineCap = "round";
    context.font = `${FONT * this.scale}px ${this.#family}`;
    context.textBaseline = "middle";
  }

  /** Begin another overlay: its labels come before those of the lower ones. */
  next() {
    this.#labels.unshift([]);
  }

  /**
   * Write the labels, above all lines.
   *
   * @param {Box[]} taken where no label may lie
   * @returns {string[]} those with a name, for which there was no room
   */
  end(taken) {
    this.#taken.push(...taken);
    const left = [];
    for (const { at, text, look } of this.#labels.flat()) {
      const { name, instead = [] } = look;
      if (name && this.#contains(...at, 0)) {
        if (this.#write(at, `${text}: ${name}`, look)) continue;
        left.push(`${text}: ${name}`);
      }
      if (!this.#write(at, text, look)) instead.some((other) => this.#write(other, text, { ...look, sides: "l" }));
    }
    return left;
  }

  /**
   * Draw a line through places.
   *
   * @param {readonly Complex[]} places
   * @param {Stroke} [stroke]
   */
  line(places, stroke) {
    this.path((trace) => {
      let [last] = places;
      for (const place of places.slice(1)) {
        if (!last || (Math.abs(place[0] - last[0]) < STEP && Math.abs(place[1] - last[1]) < STEP)) continue;
        trace(last, place);
        last = place;
      }
    }, stroke);
  }

  /**
   * Draw pieces of lines together.
   *
   * @param {(trace: (from: Complex, to: Complex) => void) => void} tell calls `trace` for each piece
   * @param {Stroke} [stroke]
   */
  path(tell, { color = INK.plain, width = 1.2, alpha = 1, dash = [], halo = HALO } = {}) {
    const context = this.#context;
    const [limitX, limitY] = [this.#width + MARGIN, this.#height + MARGIN];
    let [penX, penY] = [Number.NaN, Number.NaN];
    context.beginPath();
    tell((from, to) => {
      const piece = clip(from, to, limitX, limitY);
      if (!piece) return;
      const [[x0, y0], [x1, y1]] = piece;
      if (x0 !== penX || y0 !== penY) context.moveTo(x0, y0);
      context.lineTo(x1, y1);
      [penX, penY] = [x1, y1];
    });
    context.setLineDash(dash);
    context.globalAlpha = alpha;
    context.strokeStyle = SHADE;
    context.lineWidth = (width + halo) * this.scale;
    context.stroke();
    context.strokeStyle = color;
    context.lineWidth = width * this.scale;
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /**
   * Draw a dot or a ring.
   *
   * @param {Complex} at
   * @param {number} size its radius
   * @param {{color?: string, alpha?: number, isRing?: boolean}} [look]
   */
  dot([x, y], size, { color = INK.plain, alpha = 1, isRing = false } = {}) {
    if (!this.#contains(x, y)) return;
    const context = this.#context;
    const radius = size * this.scale;
    context.globalAlpha = alpha;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.strokeStyle = SHADE;
    context.lineWidth = isRing ? 1.6 + HALO : HALO;
    context.stroke();
    context.strokeStyle = context.fillStyle = color;
    context.lineWidth = 1.6;
    if (isRing) context.stroke();
    else context.fill();
    context.globalAlpha = 1;
    if (size >= LARGE) this.#taken.push({ left: x - radius, top: y - radius, right: x + radius, bottom: y + radius });
  }

  /**
   * Draw a cross.
   *
   * @param {Complex} at
   * @param {number} radius
   * @param {string} color
   */
  cross([x, y], radius, color) {
    if (!this.#contains(x, y)) return;
    this.path(
      (trace) => {
        trace([x - radius, y - radius], [x + radius, y + radius]);
        trace([x - radius, y + radius], [x + radius, y - radius]);
      },
      { color, width: 1.8 },
    );
  }

  /**
   * Write beside a place, once all lines are drawn: on the side where there is room, or instead to the left of other
   * places; where there is none, nothing is written. A name follows the text if there is room for both.
   *
   * @param {Complex} at
   * @param {string} text
   * @param {Lettering} [look] sides: which are tried, of r, l, t, b and c, the middle
   */
  label(at, text, look = {}) {
    this.#labels[0]?.push({ at, text, look });
  }

  /**
   * @param {Complex} at
   * @param {string} text
   * @param {Lettering} look
   * @returns {boolean} whether there was room
   */
  #write([x, y], text, { color = INK.plain, gap = GAP, sides = "rltb" }) {
    if (!this.#contains(x, y)) return false;
    const context = this.#context;
    const { scale } = this;
    const [width, height] = [context.measureText(text).width + 2 * scale * PADDING, scale * LINE];
    for (const side of sides) {
      const left = side === "r" ? x + scale * gap : side === "l" ? x - scale * gap - width : x - width / 2;
      const top = side === "t" ? y - scale * gap - height : side === "b" ? y + scale * gap : y - height / 2;
      const box = { left, top, right: left + width, bottom: top + height };
      const isInside = left >= 1 && top >= 1 && box.right <= this.#width - 1 && box.bottom <= this.#height - 1;
      if (!isInside || this.#taken.some((other) => overlap(box, other))) continue;
      this.#taken.push(box);
      context.fillStyle = PLATE;
      context.beginPath();
      context.roundRect(left, top, width, height, 3 * scale);
      context.fill();
      context.fillStyle = color;
      context.fillText(text, left + scale * PADDING, top + height / 2);
      return true;
    }
    return false;
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} [margin]
   */
  #contains(x, y, margin = MARGIN) {
    return x > -margin && y > -margin && x < this.#width + margin && y < this.#height + margin;
  }
}

/**
 * The part of a piece of a line that lies within a canvas and its margin (Liang and Barsky).
 *
 * @param {Complex} from
 * @param {Complex} to
 * @param {number} right
 * @param {number} bottom
 * @returns {[Complex, Complex] | null}
 */
export function clip(from, to, right, bottom) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  let [enter, leave] = [0, 1];
  for (const [by, room] of /** @type {Complex[]} */ ([
    [-dx, from[0] + MARGIN],
    [dx, right - from[0]],
    [-dy, from[1] + MARGIN],
    [dy, bottom - from[1]],
  ])) {
    if (Number.isNaN(by) || (by === 0 && room < 0)) return null;
    if (by < 0) enter = Math.max(enter, room / by);
    if (by > 0) leave = Math.min(leave, room / by);
  }
  if (!(enter <= leave)) return null;
  /** @type {(share: number) => Complex} */
  const at = (share) => [from[0] + share * dx, from[1] + share * dy];
  return [enter === 0 ? from : at(enter), leave === 1 ? to : at(leave)];
}

/**
 * @param {Box} a
 * @param {Box} b
 */
function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
