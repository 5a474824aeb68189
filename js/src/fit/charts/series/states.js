import { Blend } from "./blend.js";
import { drawLevels, drawRings, drawSamples, drawScale, ringsOf, unitsOf } from "./lanes.js";
import { Series } from "./series.js";
import { isWithin } from "./series_layout.js";
import { drawPath, drawShares, drawStripName } from "./strips.js";
import { Transitions } from "./transitions.js";
import { Trellis } from "./trellis.js";

/** @import { Canvas } from "../../draw/canvas.js" */
/** @import { Drawing, Entry, Pointed } from "../../draw/drawing.js" */
/** @import { StateLattice } from "../../models/sequence/hidden_markov.js" */
/** @import { Time } from "./series.js" */
/** @import { SeriesLayout } from "./series_layout.js" */

/** Milliseconds of the animation of a step. */
const SLOW = 450;
/** CSS pixels around the ring of a level in which it is pointed at. */
const RING = 9;

/**
 * A hidden Markov model along time: strips of the states' shares and of the most likely path; below them the trellis around a
 * row, and the chain of the states.
 */
export class States extends Series {
  duration = SLOW;
  #trellis = new Trellis();
  #transitions = new Transitions();
  /** The row in the middle of the trellis: it stays while one points at a cell. */
  #middle = 0;
  #shares = new Blend();
  #chain = new Blend();

  /**
   * Draw lanes, strips and panels.
   *
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   */
  draw(canvas, drawing) {
    const { model, points, shading } = drawing.snapshot;
    const lattice = (shading && model.lattice?.(shading.parameters, points)) || null;
    const { layout, time } = this.begin(canvas, drawing);
    layout.lanes.forEach((lane, i) => {
      drawScale(canvas, lane, drawing, i);
      drawLevels(canvas, lane, drawing, i);
      drawSamples(canvas, lane, drawing, i, time);
      drawRings(canvas, lane, drawing, i);
    });
    if (lattice) this.#drawStates(canvas, layout, drawing, lattice, time);
    this.end(canvas, drawing, time);
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
    for (const [i, lane] of (this.layout?.lanes ?? []).entries()) {
      const rings = ringsOf(lane, drawing, i, ratio);
      const component = rings.findIndex((ring) => ring && Math.hypot(ring[0] - at[0], ring[1] - at[1]) <= RING * ratio);
      const ring = rings[component];
      const features = [drawing.scale.dims[i] ?? 0];
      if (ring) return { row: null, component, axes: [i], features, at: ring };
    }
    return this.#transitions.pick(at, ratio) ?? this.#trellis.pick(at, ratio) ?? this.rowAt(at);
  }

  /**
   * Move a level with a pointer, or by keys that of the first lane.
   *
   * @param {readonly number[]} place units
   * @param {number} _dx
   * @param {number} dy device pixels
   * @returns {number[]}
   */
  shift(place, _dx, dy) {
    const lane = this.layout?.lanes[0];
    return place.map((unit, i) => (lane && i === 0 ? unit + unitsOf(lane, dy) : unit));
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
   * @param {Canvas} canvas
   * @param {SeriesLayout} layout
   * @param {Drawing} drawing
   * @param {StateLattice} lattice
   * @param {Time} time
   */
  #drawStates(canvas, layout, drawing, lattice, time) {
    if (layout.shares) {
      drawShares(
        canvas,
        layout.shares,
        drawing,
        this.#shares.follow(lattice.shares, () => lattice.shares, drawing.way),
        lattice.k,
        time,
      );
      drawStripName(canvas, layout.shares, "γ");
    }
    if (layout.path) {
      drawPath(canvas, layout.path, drawing, lattice.path, time);
      drawStripName(canvas, layout.path, "path");
    }
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
    if (!layout.second || !transition) return;
    const chain = this.#chain.follow(transition, () => Float64Array.from(transition.flat()), drawing.way);
    const rows = transition.map(({ length }, i) => Array.from(chain.subarray(i * length, (i + 1) * length)));
    this.#transitions.draw(canvas, layout.second, drawing, rows, state);
  }
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
