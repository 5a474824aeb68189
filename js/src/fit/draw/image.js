import { readTheme, watchTheme } from "./theme.js";

/** @import { Color } from "../../widget/math/color.js" */

/**
 * What samples that are images look like.
 *
 * @typedef {object} ImageForm
 * @property {readonly number[]} shape rows and columns
 * @property {readonly [number, number]} range of the values: without ink, and all ink
 * @property {Color} ink
 */

/**
 * The form of a view's images, in the color that its text has.
 */
export class ImageForms {
  #canvas;
  /** The color, once it is read. @type {Color | null} */
  #ink = null;

  /**
   * @param {HTMLCanvasElement} canvas around which the colors are
   * @param {() => void} changed they are others
   * @param {AbortSignal} signal
   */
  constructor(canvas, changed, signal) {
    this.#canvas = canvas;
    const retint = () => {
      this.#ink = null;
      changed();
    };
    watchTheme(retint, signal);
  }

  /**
   * The form of images of some samples.
   *
   * @param {readonly number[] | null} shape rows and columns
   * @param {{d: number, low: readonly number[], high: readonly number[]} | null} points
   * @returns {ImageForm | null} null where samples are no images
   */
  of(shape, points) {
    if (!shape || !points) return null;
    this.#ink ??= readTheme(this.#canvas).text;
    return imageForm(shape, points, this.#ink);
  }
}

/**
 * The form of images of some samples.
 *
 * @param {readonly number[]} shape rows and columns
 * @param {{d: number, low: readonly number[], high: readonly number[]}} points
 * @param {Color} ink
 * @returns {ImageForm | null} null where the samples have not so many features
 */
export function imageForm(shape, { d, low, high }, ink) {
  if (shape[0] * shape[1] !== d) return null;
  return { shape, range: [Math.min(...low.slice(0, d)), Math.max(...high.slice(0, d))], ink };
}

/**
 * Draw a sample, or a mean, as an image: one pixel for each feature, row by row.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ArrayLike<number>} values
 * @param {ImageForm} form
 */
export function drawImage(canvas, values, { shape: [rows, columns], range, ink }) {
  if (canvas.width !== columns || canvas.height !== rows) [canvas.width, canvas.height] = [columns, rows];
  const context = canvas.getContext("2d");
  const image = new ImageData(imagePixels(values, range, ink), columns, rows);
  context?.putImageData(image, 0, 0);
}

/**
 * The pixels of an image: the larger a value, the more ink.
 *
 * @param {ArrayLike<number>} values
 * @param {readonly [number, number]} range
 * @param {Color} ink
 * @returns {Uint8ClampedArray<ArrayBuffer>} RGBA
 */
export function imagePixels(values, [low, high], ink) {
  const pixels = new Uint8ClampedArray(4 * values.length);
  for (let i = 0; i < values.length; i++) pixels.set([...ink, (255 * (values[i] - low)) / (high - low || 1)], 4 * i);
  return pixels;
}
