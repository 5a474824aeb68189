import { css } from "../../../widget/math/color.js";
import { whole } from "../../../widget/math/format.js";
import { TimeCamera } from "../camera/time_camera.js";
import { columnsOf } from "./columns.js";
import { drawExample, drawRows, unitAt } from "./lanes.js";
import { isWithin, seriesLayout } from "./series_layout.js";

/** @import { Canvas } from "../../draw/canvas.js" */
/** @import { Drawing, Pointed } from "../../draw/drawing.js" */
/** @import { Column } from "./columns.js" */
/** @import { SeriesLayout } from "./series_layout.js" */
/** @import { Across } from "./strips.js" */

/** @typedef {{columns: Column[], across: Across, begins: Uint8Array}} Time */

/**
 * Samples along time: a lane for each feature, whatever else is drawn beside them. One camera moves all of it.
 */
export class Series {
  camera;
  #begins;
  /** Of the last frame. @type {SeriesLayout | null} */
  layout = null;

  /** @param {Uint8Array} begins 1 where a sequence begins: a value for each row */
  constructor(begins) {
    this.camera = new TimeCamera(begins.length);
    this.#begins = begins;
  }

  /**
   * Share the canvas out, and show where sequences begin.
   *
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   * @returns {{layout: SeriesLayout, time: Time}}
   */
  begin(canvas, drawing) {
    const layout = seriesLayout(canvas, drawing.scale.dims.length);
    this.layout = layout;
    const [{ left, right }] = layout.lanes;
    this.camera.fit(left, right - left);
    const time = this.timeOf(left, right);
    this.#drawBorders(canvas, layout, time);
    return { layout, time };
  }

  /**
   * Draw the axis of the rows, and mark the row that the formulas are about.
   *
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   * @param {Time} time
   */
  end(canvas, { snapshot, places }, time) {
    const { layout } = this;
    if (!layout) return;
    const { lanes, axis } = layout;
    const [{ left, right }] = lanes;
    const { n, total } = snapshot.points;
    const name = n < total ? `row, of the first ${whole(n)} of ${whole(total)}` : "row";
    drawRows(canvas, { left, right, axis }, this.camera.shown, time.across, name);
    const row = snapshot.example;
    if (row === null) return;
    const x = middleOf(time, row);
    this.#drawCursor(canvas, layout, x);
    lanes.forEach((lane, i) => drawExample(canvas, lane, places[row * lanes.length + i], x));
  }

  /**
   * The row at a place within lanes and strips.
   *
   * @param {[number, number]} at device pixels
   * @returns {Pointed | null}
   */
  rowAt(at) {
    if (!this.layout) return null;
    const { lanes, axis } = this.layout;
    const [{ left, right, top }] = lanes;
    if (!isWithin({ left, right, top, bottom: axis }, at)) return null;
    const { from, to } = this.camera.shown;
    const n = this.#begins.length;
    const row = Math.max(0, Math.min(n - 1, Math.round(from + ((at[0] - left) / (right - left)) * (to - from))));
    return { row, component: null, axes: [], features: null, at: [middleOf(this.timeOf(left, right), row), at[1]] };
  }

  /**
   * What value of each feature is at a place, in the lane of that feature.
   *
   * @param {number} px device pixels
   * @param {number} py
   * @returns {number[]} units, NaN outside of a lane
   */
  unitAt(px, py) {
    return (this.layout?.lanes ?? []).map((lane) => (isWithin(lane, [px, py]) ? unitAt(lane, py) : NaN));
  }

  /**
   * Show some rows.
   *
   * @param {number[]} box from, to
   * @param {boolean} eased
   */
  look([from, to], eased) {
    this.camera.look(from, to, eased);
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
  timeOf(left, right) {
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
export function middleOf({ across }, row) {
  return (across(row) + across(row + 1)) / 2;
}
