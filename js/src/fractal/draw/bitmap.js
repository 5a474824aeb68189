import { TILE_SIZE } from "../protocol.js";
import { average, fill, recolor } from "./recolor.js";

/** @import { Fields } from "../tiles/field.js" */
/** @import { Coloring } from "./coloring.js" */

/** One canvas for all tiles, in memory that the processor writes; made when the first tile is painted. */
let scratch = /** @type {{context: OffscreenCanvasRenderingContext2D, image: ImageData} | null} */ (null);

/**
 * Paint a tile whose pixels have their places in a table.
 *
 * @param {Coloring} coloring
 * @param {Fields} fields
 * @param {Uint32Array} places
 * @param {Uint32Array} table
 * @returns {ImageBitmap} its pixels are exactly the palette's: opaque, and never converted
 */
export function paint(coloring, fields, places, table) {
  return bitmapOf((pixels) => fill(coloring, fields, places, table, pixels));
}

/**
 * Paint a tile from finer ones: each pixel is the mean light of theirs.
 *
 * @param {Coloring} coloring
 * @param {Fields} fields of the tile itself, for where there is none finer
 * @param {number} maxIter
 * @param {({fields: Fields, maxIter: number} | null)[]} children that cover it, row by row from its top left
 * @returns {ImageBitmap}
 */
export function paintFiner(coloring, fields, maxIter, children) {
  const by = Math.sqrt(children.length);
  const side = TILE_SIZE / by;
  const [finer, small] = [new Uint32Array(TILE_SIZE ** 2), new Uint32Array(side ** 2)];
  return bitmapOf((pixels) => {
    if (children.includes(null)) recolor(coloring, fields, maxIter, pixels);
    children.forEach((child, index) => {
      if (!child) return;
      recolor(coloring, child.fields, child.maxIter, finer);
      average(finer, side, by, small);
      const corner = Math.floor(index / by) * side * TILE_SIZE + (index % by) * side;
      for (let row = 0; row < side; row++) {
        pixels.set(small.subarray(row * side, (row + 1) * side), corner + row * TILE_SIZE);
      }
    });
  });
}

/** @param {(pixels: Uint32Array) => void} fill sets all pixels of a tile */
function bitmapOf(fill) {
  scratch ??= makeScratch();
  fill(new Uint32Array(scratch.image.data.buffer));
  scratch.context.putImageData(scratch.image, 0, 0);
  return scratch.context.canvas.transferToImageBitmap();
}

function makeScratch() {
  const canvas = new OffscreenCanvas(TILE_SIZE, TILE_SIZE);
  const options = { alpha: false, willReadFrequently: true };
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d", options));
  return { context, image: new ImageData(TILE_SIZE, TILE_SIZE) };
}
