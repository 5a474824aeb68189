import { toUnit } from "../draw/data_scale.js";

/** @import { DataScale } from "../draw/data_scale.js" */

/** Opacity of a zero. */
const ZERO = 0.09;

/**
 * The rows of a table's samples: those of a component stand together, its surest ones first, and they move there as the
 * components change.
 */
export class SampleRows {
  /** @type {Float64Array | null} */
  #shares = null;
  /** Place of each sample before the last change, from 0 at the top to 1. @type {Float64Array} */
  #from = new Float64Array();
  /** Its goal. @type {Float64Array} */
  #to = new Float64Array();
  /** The place at which it is shown. @type {Float64Array} */
  #shown = new Float64Array();
  #way = 1;
  /** Samples of each component. @type {number[]} */
  counts = [];
  /** @type {{canvas: OffscreenCanvas, context: OffscreenCanvasRenderingContext2D, sums: Float32Array} | null} */
  #sheet = null;
  /** The values that the sheet shows. @type {unknown[]} */
  #drawn = [];

  /**
   * Follow the shares.
   *
   * @param {Float64Array | null} shares n rows of k; null before the first E step
   * @param {number} n
   * @param {number} way from 0, when another step has just been chosen, to 1
   */
  follow(shares, n, way) {
    if (this.#to.length !== n || shares !== this.#shares) {
      const { places, counts } = orderOf(shares, n);
      [this.#to, this.counts, this.#shares] = [places, counts, shares];
      if (this.#shown.length !== n) this.#shown = places;
      this.#from = this.#shown;
    } else if (way < this.#way) this.#from = this.#shown;
    this.#way = way;
    this.#shown = way === 1 ? this.#to : this.#to.map((to, i) => this.#from[i] + way * (to - this.#from[i]));
  }

  /**
   * Where a sample is shown.
   *
   * @param {number} row
   * @returns {number} from 0 at the top to 1
   */
  placeOf(row) {
    return this.#shown[row];
  }

  /**
   * The sample that is shown at a place.
   *
   * @param {number} depth from 0 at the top to 1
   * @returns {number | null}
   */
  rowAt(depth) {
    let [nearest, least] = [/** @type {number | null} */ (null), Infinity];
    const half = 0.5 / this.#shown.length;
    this.#shown.forEach((place, row) => {
      const distance = Math.abs(place + half - depth);
      if (distance < least) [nearest, least] = [row, distance];
    });
    return nearest;
  }

  /**
   * Draw all samples: what is a full bar in its color, zeros faint.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {{left: number, top: number, width: number, height: number}} box device pixels
   * @param {ArrayLike<number>} values n rows, a value for each feature of the scale
   * @param {DataScale} scale
   * @param {ArrayLike<number>} colors RGBA of each sample
   */
  draw(context, { left, top, width, height }, values, scale, colors) {
    const drawn = [this.#shown, values, colors, scale, height];
    if (drawn.some((part, i) => part !== this.#drawn[i])) this.#paint(values, scale, height, colors);
    this.#drawn = drawn;
    context.imageSmoothingEnabled = false;
    if (this.#sheet && this.#shown.length > 0) context.drawImage(this.#sheet.canvas, left, top, width, height);
  }

  /**
   * Put all samples into the sheet: a column a feature, a row of pixels after the other.
   *
   * @param {ArrayLike<number>} values
   * @param {DataScale} scale
   * @param {number} height
   * @param {ArrayLike<number>} colors
   */
  #paint(values, scale, height, colors) {
    const [n, d] = [this.#shown.length, scale.dims.length];
    const sheet = this.#prepare(d, height);
    if (!sheet) return;
    const { sums } = sheet;
    const thickness = Math.max(1, Math.ceil(height / n));
    for (let row = 0; row < n; row++) {
      const first = Math.min(height - 1, Math.floor(this.#shown[row] * height));
      const last = Math.min(height, first + thickness);
      const alpha = colors[4 * row + 3] / 255;
      for (let j = 0; j < d; j++) {
        const strength = alpha * (ZERO + (1 - ZERO) * toUnit(scale, j, values[row * d + j]));
        for (let y = first; y < last; y++) {
          const at = 5 * (y * d + j);
          sums[at] += strength * colors[4 * row];
          sums[at + 1] += strength * colors[4 * row + 1];
          sums[at + 2] += strength * colors[4 * row + 2];
          sums[at + 3] += strength;
          sums[at + 4] += 1;
        }
      }
    }
    const image = sheet.context.createImageData(d, height);
    for (let pixel = 0, at = 0; pixel < image.data.length; pixel += 4, at += 5) {
      const strength = sums[at + 3];
      if (strength === 0) continue;
      for (let channel = 0; channel < 3; channel++) image.data[pixel + channel] = sums[at + channel] / strength;
      image.data[pixel + 3] = (255 * strength) / sums[at + 4];
    }
    sheet.context.putImageData(image, 0, 0);
  }

  /**
   * @param {number} d
   * @param {number} height
   */
  #prepare(d, height) {
    if (this.#sheet?.canvas.width === d && this.#sheet.canvas.height === height) {
      this.#sheet.sums.fill(0);
      return this.#sheet;
    }
    const canvas = new OffscreenCanvas(d, height);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    this.#sheet = context && { canvas, context, sums: new Float32Array(5 * d * height) };
    return this.#sheet;
  }
}

/**
 * Put the samples of a component together, the surest ones first.
 *
 * @param {Float64Array | null} shares n rows of k; null: as they come
 * @param {number} n
 * @returns {{places: Float64Array, counts: number[]}} of each sample from 0 at the top to 1; and how many belong to each
 *   component
 */
export function orderOf(shares, n) {
  const places = new Float64Array(n);
  if (!shares) return { places: places.map((_, row) => row / n), counts: [] };
  const k = shares.length / n;
  const winners = new Int32Array(n);
  const counts = Array.from({ length: k }, () => 0);
  for (let row = 0; row < n; row++) {
    let winner = 0;
    for (let c = 1; c < k; c++) if (shares[row * k + c] > shares[row * k + winner]) winner = c;
    winners[row] = winner;
    counts[winner] += 1;
  }
  const order = Uint32Array.from({ length: n }, (_, row) => row).sort(
    (a, b) => winners[a] - winners[b] || shares[b * k + winners[b]] - shares[a * k + winners[a]] || a - b,
  );
  order.forEach((row, rank) => {
    places[row] = rank / n;
  });
  return { places, counts };
}
