import { css } from "../../../widget/math/color.js";
import { significant } from "../../../widget/math/format.js";
import { circle, line, setFont } from "../../draw/canvas.js";
import { Blend } from "./blend.js";

/** @import { Canvas } from "../../draw/canvas.js" */
/** @import { Drawing, Entry, Pointed } from "../../draw/drawing.js" */
/** @import { Frame } from "./series_layout.js" */

/** Powers of ten of the squared range of what it is seen in that the track of a variance goes over. */
const LOW = -6;
const HIGH = 0.5;
/** CSS pixels around the tracks, and from one to the next at most. */
const MARGIN = { left: 48, right: 84, top: 30, bottom: 12 };
const PITCH = 30;
/** Tracks that are closer than this are shared out among columns, each of which is at least so wide. */
const CLOSE = 18;
const COLUMN = 200;
/** Nearer ones would lie on one another: what has no room is left out. */
const CLOSEST = 13;
const KNOB = 6;
const REACH = 12;

/** @typedef {{entry: Entry, name: string, value: number, unit: number}} Variance unit: log10 of a squared range */
/** @typedef {Variance & {y: number, left: number, right: number}} Track device pixels */

/**
 * The variances of the noises, as knobs on logarithmic tracks: of the state from row to row (q), and of what is seen (r).
 */
export class Noise {
  /** @type {Track[]} of the last frame */
  #tracks = [];
  #logs = new Blend();

  /**
   * Draw the tracks.
   *
   * @param {Canvas} canvas
   * @param {Frame} frame
   * @param {Drawing} drawing
   */
  draw(canvas, frame, drawing) {
    const { context, ratio, theme } = canvas;
    const entries = entriesOf(drawing, this.#logs);
    const top = frame.top + MARGIN.top * ratio;
    const places = placesOf(entries.length, { ...frame, top, bottom: frame.bottom - MARGIN.bottom * ratio }, ratio);
    setFont(canvas, 11, 400);
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.fillStyle = css(theme.muted);
    const part = places.length < entries.length ? `, ${places.length} of ${entries.length}` : "";
    const hint = drawing.isMovable ? " (drag)" : "";
    context.fillText(`Variances of the noise${hint}${part}`, frame.left + 14 * ratio, top - 14 * ratio);
    this.#tracks = places.map((place, i) => ({ ...entries[i], ...place }));
    const held = drawing.adjusted ?? drawing.pointed?.entry ?? null;
    for (const track of this.#tracks) {
      this.#drawTrack(canvas, track, held !== null && isSame(held, track.entry));
    }
  }

  /**
   * The knob at a place.
   *
   * @param {readonly [number, number]} at device pixels
   * @param {number} ratio
   * @returns {Pointed | null}
   */
  pick([px, py], ratio) {
    const knobs = this.#tracks.map((track) => {
      const [x, y] = [across(track), track.y];
      return { entry: track.entry, at: /** @type {[number, number]} */ ([x, y]), far: Math.hypot(px - x, py - y) };
    });
    const [nearest] = knobs.sort((a, b) => a.far - b.far);
    if (!nearest || nearest.far > REACH * ratio) return null;
    return { row: null, component: null, axes: [], entry: nearest.entry, features: null, at: nearest.at };
  }

  /**
   * The variance at a place of its knob.
   *
   * @param {Entry} entry
   * @param {readonly number[]} at device pixels
   */
  valueAt(entry, [px = 0]) {
    const track = this.#tracks.find((each) => isSame(each.entry, entry));
    const { left, right, unit } = track ?? { left: 0, right: 1, unit: 0 };
    const share = Math.max(0, Math.min(1, (px - left) / (right - left)));
    return 10 ** (unit + LOW + share * (HIGH - LOW));
  }

  /**
   * @param {Canvas} canvas
   * @param {Track} track
   * @param {boolean} isHeld
   */
  #drawTrack(canvas, track, isHeld) {
    const { context, ratio, theme } = canvas;
    const { name, value, y, left, right } = track;
    const x = across(track);
    context.fillStyle = css(theme.text, 0.12);
    context.fillRect(left, y - 1.5 * ratio, right - left, 3 * ratio);
    context.fillStyle = css(theme.text, 0.5);
    context.fillRect(left, y - 1.5 * ratio, x - left, 3 * ratio);
    const knob = circle(x, y, (isHeld ? 1.25 : 1) * KNOB * ratio);
    context.fillStyle = css(theme.surface);
    context.fill(knob);
    line(canvas, knob, isHeld ? theme.accent : theme.text, 1, 1.75);
    setFont(canvas, 12, 500);
    context.textBaseline = "middle";
    context.fillStyle = css(theme.text);
    context.textAlign = "right";
    context.fillText(name, left - 14 * ratio, y);
    context.textAlign = "left";
    context.fillText(significant(value, 4), right + 14 * ratio, y);
  }
}

/**
 * Where tracks are: below one another, and where they would be too close in several columns; as many as there is room for.
 *
 * @param {number} count
 * @param {Frame} frame
 * @param {number} ratio
 * @returns {{y: number, left: number, right: number}[]} device pixels
 */
export function placesOf(count, { left, right, top, bottom }, ratio) {
  const fitting = Math.max(1, Math.floor((bottom - top) / (CLOSE * ratio)));
  const room = Math.max(1, Math.floor((right - left) / (COLUMN * ratio)));
  const columns = Math.min(room, Math.ceil(count / fitting));
  const most = Math.max(1, Math.floor((bottom - top) / (CLOSEST * ratio)));
  const rows = Math.min(Math.ceil(count / columns), most);
  const [pitch, width] = [Math.min(PITCH * ratio, (bottom - top) / rows), (right - left) / columns];
  return Array.from({ length: Math.min(count, rows * columns) }, (_, i) => {
    const from = left + Math.floor(i / rows) * width;
    const ends = { left: from + MARGIN.left * ratio, right: from + width - MARGIN.right * ratio };
    return { y: top + ((i % rows) + 0.5) * pitch, ...ends };
  });
}

/** @param {Track} track */
function across({ value, unit, left, right }) {
  const share = value > 0 ? (Math.log10(value) - unit - LOW) / (HIGH - LOW) : 0;
  return left + Math.max(0, Math.min(1, share)) * (right - left);
}

/**
 * The variances of a step; one that is dragged is where the pointer is.
 *
 * @param {Drawing} drawing
 * @param {Blend} logs of the variances
 * @returns {Variance[]}
 */
function entriesOf({ snapshot, adjusted, way }, logs) {
  const { parameters } = snapshot.step;
  const units = unitsOf(/** @type {number[][]} */ (parameters["observation"]), snapshot.points);
  const entries = /** @type {const} */ ([
    ["q", "transition_covariance"],
    ["r", "observation_covariance"],
  ]).flatMap(([letter, name]) => {
    const matrix = /** @type {number[][]} */ (parameters[name]);
    return matrix.map((row, i) => {
      const isHeld = adjusted?.name === name && adjusted.place[0] === i;
      const index = matrix.length > 1 ? subscript(i) : "";
      const value = isHeld ? adjusted.value : row[i];
      return { entry: { name, place: [i, i] }, name: `${letter}${index}`, value, unit: units[letter][i] };
    });
  });
  const shown = logs.follow(parameters, () => Float64Array.from(entries, ({ value }) => Math.log(value)), way);
  return way === 1 ? entries : entries.map((each, i) => ({ ...each, value: Math.exp(shown[i]) }));
}

/**
 * The logarithms of squared ranges: of each feature, and of each state in the units of what is seen of it.
 *
 * @param {readonly (readonly number[])[]} observation H
 * @param {{low: readonly number[], high: readonly number[]}} points
 * @returns {{q: number[], r: number[]}}
 */
export function unitsOf(observation, { low, high }) {
  const ranges = observation.map((_, j) => high[j] - low[j] || 1);
  const widest = Math.max(...ranges);
  const reaches = (observation[0] ?? []).map(
    (_, i) =>
      Math.max(...ranges.map((range, j) => (observation[j][i] ? Math.abs(range / observation[j][i]) : 0))) || widest,
  );
  return { q: reaches.map((range) => 2 * Math.log10(range)), r: ranges.map((range) => 2 * Math.log10(range)) };
}

/**
 * @param {Entry} one
 * @param {Entry} other
 */
function isSame(one, other) {
  return one.name === other.name && String(one.place) === String(other.place);
}

/** @param {number} number */
function subscript(number) {
  return String(number).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)] ?? digit);
}
