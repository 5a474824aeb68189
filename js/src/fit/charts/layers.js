import { decode } from "../../widget/comm/decode.js";
import { fromUnit, toUnit } from "../draw/data_scale.js";
import { boxOf, pixelAt } from "./camera/viewport.js";

/** @import { Viewport } from "./camera/viewport.js" */
/** @import { Canvas } from "../draw/canvas.js" */
/** @import { Picture, Step } from "../messages.js" */
/** @import { Box, Layer } from "../protocol.js" */
/** @import { DataScale } from "../draw/data_scale.js" */

/** Between two requests, in milliseconds. */
const INTERVAL = 33;

/** @typedef {{step: Step, style: string, box: Box, width: number, height: number, time: number}} Asked */

/**
 * Pictures drawn by the kernel: the newest of each layer, and what has been asked for.
 */
export class Layers {
  /** @type {Map<Layer, {picture: Picture, image: ImageBitmap}>} */
  #shown = new Map();
  /** @type {Map<Layer, Asked>} */
  #asked = new Map();
  #closed = false;
  #ask;
  #changed;

  /**
   * @param {(layer: Layer, box: Box, width: number, height: number) => void} ask
   * @param {() => void} changed
   */
  constructor(ask, changed) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /**
   * Take a picture that has arrived, and show it once it is decoded.
   *
   * @param {Picture} picture
   */
  async take(picture) {
    const image = await decode(picture.png).catch(() => null);
    const shown = this.#shown.get(picture.layer);
    // A later one may have been decoded before.
    if (!image || this.#closed || (shown && shown.picture.seq > picture.seq)) return;
    shown?.image.close();
    this.#shown.set(picture.layer, { picture, image });
    this.#changed();
  }

  /**
   * Request the picture that a view lacks.
   *
   * @param {Layer} layer
   * @param {DataScale} scale
   * @param {Viewport} viewport
   * @param {Step} step
   * @param {string} style what else the picture depends on
   * @param {number} now milliseconds
   * @returns {boolean} whether it is too early to ask
   */
  want(layer, scale, viewport, step, style, now) {
    const { width, height } = viewport;
    const [left, right, bottom, top] = boxOf(viewport);
    /** @type {Box} */
    const box = [
      fromUnit(scale, 0, left),
      fromUnit(scale, 0, right),
      fromUnit(scale, 1, bottom),
      fromUnit(scale, 1, top),
    ];
    const last = this.#asked.get(layer);
    if (
      last &&
      last.step === step &&
      last.style === style &&
      String([last.width, last.height, last.box]) === String([width, height, box])
    ) {
      return false;
    }
    if (last && now - last.time < INTERVAL) return true;
    this.#asked.set(layer, { step, style, box, width, height, time: now });
    this.#ask(layer, box, width, height);
    return false;
  }

  /**
   * Draw the newest picture of a layer where its box is now.
   *
   * @param {Canvas} canvas
   * @param {Layer} layer
   * @param {DataScale} scale
   * @param {Viewport} viewport
   * @returns {boolean} whether there is such a picture
   */
  draw({ context }, layer, scale, viewport) {
    const shown = this.#shown.get(layer);
    if (!shown || String(shown.picture.dims) !== String(scale.dims)) return false;
    const [left, right, bottom, top] = shown.picture.box;
    const [x, y] = pixelAt(viewport, toUnit(scale, 0, left), toUnit(scale, 1, top));
    const [endX, endY] = pixelAt(viewport, toUnit(scale, 0, right), toUnit(scale, 1, bottom));
    context.imageSmoothingEnabled = Math.abs(endX - x - shown.image.width) > 0.01;
    context.drawImage(shown.image, x, y, endX - x, endY - y);
    return true;
  }

  /** Ask again: the samples have changed. */
  renew() {
    this.#asked.clear();
  }

  /** Forget all pictures. */
  close() {
    this.#closed = true;
    for (const { image } of this.#shown.values()) image.close();
    this.#shown.clear();
  }
}
