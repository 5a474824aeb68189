/** @import { Field } from "../tiles/field.js" */
/** @import { Coloring } from "./recolor.js" */

import { TILE_SIZE } from "../protocol.js";
import { recolor } from "./recolor.js";

/** One canvas for all tiles, in memory that the processor writes; made when the first tile is painted. */
let scratch = /** @type {{context: OffscreenCanvasRenderingContext2D, image: ImageData} | null} */ (null);

/**
 * Paint a tile.
 *
 * @param {Coloring} coloring
 * @param {Field} counts
 * @param {number} maxIter the count of points that do not escape
 * @returns {ImageBitmap} its pixels are exactly the palette's: opaque, and never converted
 */
export function paint(coloring, counts, maxIter) {
  scratch ??= makeScratch();
  recolor(coloring, counts, maxIter, new Uint32Array(scratch.image.data.buffer));
  scratch.context.putImageData(scratch.image, 0, 0);
  return scratch.context.canvas.transferToImageBitmap();
}

function makeScratch() {
  const canvas = new OffscreenCanvas(TILE_SIZE, TILE_SIZE);
  const options = { alpha: false, willReadFrequently: true };
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d", options));
  return { context, image: new ImageData(TILE_SIZE, TILE_SIZE) };
}
