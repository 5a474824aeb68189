import { css } from "../../../widget/math/color.js";
import { columnsOf } from "./columns.js";
import { drawExample, drawLevels, drawRings, drawRows, drawSamples, drawScale, ringsOf, unitsOf } from "./lanes.js";
import { isWithin, seriesLayout } from "./series_layout.js";
import { drawPath, drawShares, drawStripName } from "./strips.js";
import { TimeCamera } from "./time_camera.js";
import { Transitions } from "./transitions.js";
import { Trellis } from "./trellis.js";

/** @import { Canvas } from "../../draw/canvas.js" */
/** @import { Drawing, Entry, Pointed } from "../../draw/drawing.js" */
/** @import { StateLattice } from "../../models/sequence/hidden_markov.js" */
/** @import { Column } from "./columns.js" */
/** @import { SeriesLayout } from "./series_layout.js" */
/** @import { Across } from "./strips.js" */

/** Milliseconds of the animation of a step. */
const SLOW = 450;
/** CSS pixels around the ring of a level in which it is pointed at. */
const RING = 9;

/** @typedef {{columns: Column[], across: Across, begins: Uint8Array}} Time */

/**
 * Samples along time: a lane for each feature, strips of the states' shares and of the most likely path; below them the
 * trellis around a row, and the chain of the states.
 */
export class Series {
  camera;
  duration = SLOW;
  #begins;
  #trellis = new Trellis();
  #transitions = new Transitions();
  /** @type {SeriesLayout | null} of the last frame */
  #layout = null;
  /** The row in the middle of the trellis: it stays while one points at a cell. */
  #middle = 0;
  /** Shares before the last change, and those that are shown. @type {{from: Float64Array, to: Float64Array, way: number} | null} */
  #shares = null;

  /** @param {Uint8Array} begins 1 where a sequence begins: a value for each row */
  constructor(begins) {
    this.camera = new TimeCamera(begins.length);
    this.#begins = begins;
  }

  /**
   * Draw lanes, strips and panels.
   *
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   */
  draw(canvas, drawing) {
    const { snapshot } = drawing;
    const { model, points, shading } = snapshot;
    const lattice = (shading && model.lattice?.(shading.parameters, points)) || null;
    const layout = seriesLayout(canvas, drawing.scale.dims.length, true);
    this.#layout = layout;
    const [{ left, right }] = layout.lanes;
    this.camera.fit(left, right - left);
    const time = this.#time(left, right);
    this.#drawBorders(canvas, layout, time);
    const row = snapshot.example;
    layout.lanes.forEach((lane, i) => {
      drawScale(canvas, lane, drawing, i);
      drawLevels(canvas, lane, drawing, i);
      drawSamples(canvas, lane, drawing, i, time);
      drawRings(canvas, lane, drawing, i);
      if (row !== null) drawExample(canvas, lane, drawing.places[row * layout.lanes.length + i], middleOf(time, row));
    });
    if (lattice) this.#drawStates(canvas, layout, drawing, lattice, time);
    drawRows(canvas, { left, right, top: 0, axis: layout.axis }, this.camera.shown, time.across);
    if (row !== null) this.#drawCursor(canvas, layout, middleOf(time, row));
    this.#drawPanels(canvas, layout, drawing, lattice);
  }

  /**
   * Find what is at a place: a level, an arrow, a cell of the trellis, or a row.
   *
   * @param {Drawing} drawing
   * @param {[number, number]} at device pixels
   * @param {number} ratio
   * @returns {Pointed | null}
   */
  pick(drawing, at, ratio) {
    const layout = this.#layout;
    if (!layout) return null;
    for (const [i, lane] of layout.lanes.entries()) {
      if (drawing.shapes.some((shape) => shape?.layers)) break;
      const rings = ringsOf(lane, drawing, i, ratio);
      const component = rings.findIndex((ring) => ring && Math.hypot(ring[0] - at[0], ring[1] - at[1]) <= RING * ratio);
      const ring = rings[component];
      const features = [drawing.scale.dims[i] ?? 0];
      if (ring) return { row: null, component, axes: [i], features, at: ring };
    }
    const found = this.#transitions.pick(at, ratio) ?? this.#trellis.pick(at, ratio);
    if (found) return found;
    const [{ left, right, top }] = layout.lanes;
    if (!isWithin({ left, right, top, bottom: layout.axis }, at)) return null;
    const { from, to } = this.camera.shown;
    const n = this.#begins.length;
    const row = Math.max(0, Math.min(n - 1, Math.round(from + ((at[0] - left) / (right - left)) * (to - from))));
    return { row, component: null, axes: [], features: null, at: [middleOf(this.#time(left, right), row), at[1]] };
  }

  /**
   * Move a level with a pointer.
   *
   * @param {readonly number[]} place units
   * @param {number} _dx
   * @param {number} dy device pixels
   * @returns {number[]}
   */
  shift(place, _dx, dy) {
    const lane = this.#layout?.lanes[0];
    return place.map((unit) => (lane ? unit + unitsOf(lane, dy) : unit));
  }

  /**
   * The number whose handle is dragged to a place.
   *
   * @param {Entry} entry
   * @param {readonly number[]} at device pixels
   */
  valueAt({ place }, at) {
    return this.#transitions.valueAt(place, at);
  }

  /**
   * The rows that are shown.
   *
   * @returns {number[]} from, to
   */
  box() {
    const { from, to } = this.camera.shown;
    return [from, to];
  }

  /**
   * @param {number} left
   * @param {number} right
   * @returns {Time}
   */
  #time(left, right) {
    const { shown } = this.camera;
    const pitch = (right - left) / (shown.to - shown.from);
    return {
      columns: columnsOf(shown, right - left, this.#begins.length),
      across: (row) => left + (row - 0.5 - shown.from) * pitch,
      begins: this.#begins,
    };
  }

  /**
   * @param {Canvas} canvas
   * @param {SeriesLayout} layout
   * @param {Drawing} drawing
   * @param {StateLattice} lattice
   * @param {Time} time
   */
  #drawStates(canvas, layout, drawing, lattice, time) {
    if (layout.shares) {
      drawShares(canvas, layout.shares, drawing, this.#blended(lattice, drawing.way), lattice.k, time);
      drawStripName(canvas, layout.shares, "γ");
    }
    if (layout.path) {
      drawPath(canvas, layout.path, drawing, lattice.path, time);
      drawStripName(canvas, layout.path, "path");
    }
  }

  /**
   * The shares on their way from those of the step before.
   *
   * @param {StateLattice} lattice
   * @param {number} way from 0 to 1
   */
  #blended({ shares }, way) {
    const before = this.#shares;
    if (before?.to !== shares) {
      const from = before?.to.length === shares.length ? before.to : shares;
      this.#shares = { from, to: shares, way };
    }
    const { from } = this.#shares ?? { from: shares };
    return way === 1 || from === shares ? shares : shares.map((share, i) => from[i] + way * (share - from[i]));
  }

  /**
   * @param {Canvas} canvas
   * @param {SeriesLayout} layout
   * @param {Drawing} drawing
   * @param {StateLattice | null} lattice
   */
  #drawPanels(canvas, layout, drawing, lattice) {
    const { snapshot } = drawing;
    const transition = /** @type {number[][] | undefined} */ (snapshot.step.parameters["transition"]);
    const row = snapshot.example;
    const state = lattice && row !== null ? (snapshot.hovered ?? likeliest(lattice, row)) : null;
    const isLooking =
      isWithin(layout.first, drawing.pointer) && this.#trellis.pick(drawing.pointer ?? [0, 0], canvas.ratio);
    if (row !== null && !isLooking) this.#middle = row;
    if (layout.first && lattice && row !== null && state !== null && state < lattice.k)
      this.#trellis.draw(canvas, layout.first, drawing, lattice, { middle: this.#middle, row, state });
    else this.#trellis.clear();
    if (layout.second && transition) this.#transitions.draw(canvas, layout.second, drawing, transition, state);
  }

  /**
   * @param {Canvas} canvas
   * @param {SeriesLayout} layout
   * @param {Time} time
   */
  #drawBorders({ context, ratio, theme }, { lanes: [{ left, right, top }], axis }, { across, begins }) {
    const { from, to } = this.camera.shown;
    context.strokeStyle = css(theme.text, 0.5);
    context.lineWidth = ratio;
    context.setLineDash([4 * ratio, 3 * ratio]);
    context.beginPath();
    for (let row = Math.max(1, Math.ceil(from)); row < Math.min(begins.length, to); row++) {
      if (begins[row] !== 1) continue;
      const x = Math.round(across(row)) + 0.5;
      if (x <= left || x >= right) continue;
      context.moveTo(x, top);
      context.lineTo(x, axis);
    }
    context.stroke();
    context.setLineDash([]);
  }

  /**
   * @param {Canvas} canvas
   * @param {SeriesLayout} layout
   * @param {number} x
   */
  #drawCursor({ context, ratio, theme }, { lanes: [{ left, right, top }], axis }, x) {
    if (x < left || x > right) return;
    context.fillStyle = css(theme.text, 0.45);
    context.fillRect(Math.round(x - ratio / 2), top, Math.max(1, Math.round(ratio)), axis - top);
  }
}

/**
 * The middle of a row.
 *
 * @param {Time} time
 * @param {number} row
 */
function middleOf({ across }, row) {
  return (across(row) + across(row + 1)) / 2;
}

/**
 * @param {StateLattice} lattice
 * @param {number} row
 */
function likeliest({ shares, k }, row) {
  let state = 0;
  for (let j = 1; j < k; j++) if (shares[row * k + j] > shares[row * k + state]) state = j;
  return state;
}
