import { depthIn } from "./shapes.js";

/** Places of a point within a pixel that are distinguished, in each direction. */
const PLACES = 4;
/** Radius of a point in CSS pixels, of few and of many. */
const LARGEST = 2.6;
const SMALLEST = 1.3;

/** Factors of the radius of a point by its weight, and sizes between one and twice as large. */
const LIGHTEST = 0.5;
const HEAVIEST = 4;
const SIZES = 4;

/** Factor of the radius of a point that pulls with all its weight, and what of it one keeps that pulls nothing. */
const PULLED = 1.4;
const UNPULLED = 0.35;

/** Farthest corner of a shape, in radii. */
const REACH = 1.4;

/** @typedef {{side: number, masks: Uint8Array}} Stamp coverage from 0 to 255: side x side pixels for each place */

/**
 * Thousands of soft points, set one by one into an image.
 */
export class Splats {
  /** @type {{canvas: OffscreenCanvas, context: OffscreenCanvasRenderingContext2D, image: ImageData} | null} */
  #sheet = null;
  /** By shape and radius, as one number: no radius is as large as what lies between two shapes. @type {Map<number, Stamp>} */
  #stamps = new Map();

  /**
   * Begin an empty image.
   *
   * @param {number} width device pixels
   * @param {number} height
   */
  begin(width, height) {
    if (this.#sheet?.image.width === width && this.#sheet.image.height === height) {
      this.#sheet.image.data.fill(0);
      return;
    }
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    this.#sheet = context && { canvas, context, image: new ImageData(width, height) };
  }

  /**
   * Set a point over those that are there.
   *
   * @param {number} x device pixels
   * @param {number} y
   * @param {number} radius device pixels
   * @param {ArrayLike<number>} colors RGBA, one after the other
   * @param {number} at where the point's color begins
   * @param {number} opacity
   * @param {number} [shape] its number
   */
  set(x, y, radius, colors, at, opacity, shape = 0) {
    if (!this.#sheet) return;
    const { width, height, data } = this.#sheet.image;
    const { side, masks } = this.#stamp(radius, shape);
    const [left, top] = [Math.floor(x - side / 2), Math.floor(y - side / 2)];
    if (!(left >= -side && top >= -side && left < width && top < height)) return;
    const place = Math.floor((y - side / 2 - top) * PLACES) * PLACES + Math.floor((x - side / 2 - left) * PLACES);
    const strength = (colors[at + 3] * opacity) / 65025;
    const [red, green, blue] = [colors[at], colors[at + 1], colors[at + 2]];
    const [firstX, lastX] = [Math.max(0, -left), Math.min(side, width - left)];
    const lastY = Math.min(side, height - top);
    for (let j = Math.max(0, -top); j < lastY; j++) {
      let mask = (place * side + j) * side + firstX;
      let pixel = ((top + j) * width + left + firstX) * 4;
      for (let i = firstX; i < lastX; i++, mask++, pixel += 4) {
        const coverage = masks[mask];
        if (coverage === 0) continue;
        const alpha = coverage * strength;
        const under = data[pixel + 3];
        if (under === 0) {
          data[pixel] = red;
          data[pixel + 1] = green;
          data[pixel + 2] = blue;
          data[pixel + 3] = alpha * 255;
          continue;
        }
        const below = (under / 255) * (1 - alpha);
        const share = alpha / (alpha + below);
        data[pixel] += (red - data[pixel]) * share;
        data[pixel + 1] += (green - data[pixel + 1]) * share;
        data[pixel + 2] += (blue - data[pixel + 2]) * share;
        data[pixel + 3] = (alpha + below) * 255;
      }
    }
  }

  /**
   * Draw the image.
   *
   * @param {CanvasRenderingContext2D} context of a canvas of this size
   */
  end(context) {
    if (!this.#sheet) return;
    this.#sheet.context.putImageData(this.#sheet.image, 0, 0);
    context.drawImage(this.#sheet.canvas, 0, 0);
  }

  /**
   * @param {number} radius
   * @param {number} shape
   * @returns {Stamp}
   */
  #stamp(radius, shape) {
    const key = radius + 1000 * shape;
    let stamp = this.#stamps.get(key);
    if (!stamp) this.#stamps.set(key, (stamp = makeStamp(radius, shape)));
    return stamp;
  }
}

/**
 * Shapes with an edge one pixel soft, their middles at all places within a pixel.
 *
 * @param {number} radius
 * @param {number} shape
 * @returns {Stamp}
 */
function makeStamp(radius, shape) {
  // Others than discs reach farther.
  const side = Math.ceil(2 * radius * (shape === 0 ? 1 : REACH) + 1);
  const masks = new Uint8Array(PLACES * PLACES * side * side);
  let at = 0;
  for (let place = 0; place < PLACES * PLACES; place++) {
    const x = side / 2 + ((place % PLACES) + 0.5) / PLACES;
    const y = side / 2 + (Math.floor(place / PLACES) + 0.5) / PLACES;
    for (let j = 0; j < side; j++) {
      for (let i = 0; i < side; i++) {
        const depth = depthIn(shape, i + 0.5 - x, j + 0.5 - y, radius);
        masks[at++] = 255 * Math.max(0, Math.min(1, depth + 0.5));
      }
    }
  }
  return { side, masks };
}

/**
 * How much larger points are that weigh more than the usual one, and smaller those that weigh less: areas are as weights, as
 * far as they are seen. Few sizes differ, for each is stamped by itself.
 *
 * @param {Float64Array | null} weights
 * @returns {Float64Array | null} factors of the radius; null where all weigh the same
 */
export function sizesOf(weights) {
  if (!weights || weights.length === 0) return null;
  const usual = weights.slice().sort()[Math.floor(weights.length / 2)] || 1;
  return weights.map((weight) => {
    const size = Math.max(LIGHTEST, Math.min(HEAVIEST, Math.sqrt(weight / usual)));
    return 2 ** (Math.round(SIZES * Math.log2(size)) / SIZES);
  });
}

/**
 * How much larger a point is that pulls as the middle of its component does, and smaller an outlier.
 *
 * @param {number} pull from 0 to 1
 * @returns {number} factor of the radius, one of a few
 */
export function sizeOf(pull) {
  return 2 ** (Math.round(SIZES * Math.log2(PULLED * Math.max(UNPULLED, Math.sqrt(pull)))) / SIZES);
}

/**
 * Choose the radius of points.
 *
 * @param {number} n points
 * @returns {number} the radius that suits them, in CSS pixels
 */
export function radiusOf(n) {
  return Math.max(SMALLEST, Math.min(LARGEST, 4.4 - 0.75 * Math.log10(Math.max(1, n))));
}
