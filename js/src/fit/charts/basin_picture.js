/** Basins of a fit: their picture, and what is known of a place in them. */

import { decodeBase64 } from "../../widget/comm/decode.js";
import { parseColor } from "../../widget/math/color.js";
import { toUnit } from "../draw/data_scale.js";

/** @import { Canvas } from "../draw/canvas.js" */
/** @import { Drawing } from "../draw/drawing.js" */
/** @import { Basins } from "../messages.js" */

/** Opacity where a fit ends soon, and where it takes longest. */
const SOON = 0.55;
const LATE = 0.15;

/**
 * A map as a page keeps it; points go row by row from below.
 *
 * @typedef {object} BasinMap
 * @property {Basins} basins
 * @property {Int16Array} optimum number of the optimum of each point; -1 for none
 * @property {Int16Array} became component of the optimum that the moved one has become
 * @property {Uint16Array} iterations
 */

/**
 * The basins of a mean in a plane, each point as a square.
 */
export class BasinPicture {
  /** @type {{map: BasinMap, picture: OffscreenCanvas} | undefined} */
  #kept;

  /**
   * @param {Canvas} canvas
   * @param {Drawing} drawing
   * @param {BasinMap} map
   * @param {(unit: number[]) => [number, number]} place where a place in units is, in device pixels
   */
  draw({ context }, { snapshot, scale }, map, place) {
    const { rows, columns, box } = map.basins;
    if (this.#kept?.map !== map) {
      const picture = new OffscreenCanvas(columns, rows);
      const image = new ImageData(basinPixels(map, snapshot.palette), columns, rows);
      picture.getContext("2d")?.putImageData(image, 0, 0);
      this.#kept = { map, picture };
    }
    const [left, right, bottom, top] = box;
    const [x, y] = place([toUnit(scale, 0, left), toUnit(scale, 1, top)]);
    const [endX, endY] = place([toUnit(scale, 0, right), toUnit(scale, 1, bottom)]);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.#kept.picture, x, y, endX - x, endY - y);
    context.imageSmoothingEnabled = true;
  }
}

/**
 * Read a message.
 *
 * @param {Basins} basins
 * @returns {BasinMap}
 */
export function decodeBasins(basins) {
  const { optimum, became, iterations } = basins;
  const [first, second, third] = [optimum, became, iterations].map((text) => {
    const words = new DataView(decodeBase64(text).buffer);
    return Uint16Array.from({ length: words.byteLength / 2 }, (_, i) => words.getUint16(2 * i, true));
  });
  return { basins, optimum: new Int16Array(first.buffer), became: new Int16Array(second.buffer), iterations: third };
}

/**
 * The pixels of a map, the highest row first: each optimum has a color, the fainter the longer the fit takes. Where there is
 * but one optimum, the component that the moved one becomes has the color.
 *
 * @param {BasinMap} map
 * @param {readonly string[]} palette colors of the components
 * @returns {Uint8ClampedArray<ArrayBuffer>} RGBA
 */
export function basinPixels({ basins, optimum, became, iterations }, palette) {
  const { rows, columns, colors } = basins;
  const isOne = colors.length === 1;
  const inks = (isOne ? palette : colors).map((color) => parseColor(color) ?? [128, 128, 128]);
  const most = Math.log(
    Math.max(
      2,
      iterations.reduce((a, b) => Math.max(a, b), 0),
    ),
  );
  const pixels = new Uint8ClampedArray(4 * rows * columns);
  for (let i = 0; i < optimum.length; i++) {
    const ink = optimum[i] < 0 ? undefined : inks[isOne ? became[i] : optimum[i]];
    if (!ink) continue;
    const late = Math.log(Math.max(1, iterations[i])) / most;
    const row = rows - 1 - Math.floor(i / columns);
    pixels.set([...ink, 255 * (SOON + (LATE - SOON) * late)], 4 * (row * columns + (i % columns)));
  }
  return pixels;
}

/**
 * The number of the point of a map that is nearest to a place.
 *
 * @param {Basins} basins
 * @param {number} x in the data's units
 * @param {number} y
 * @returns {number | null} null outside of the map
 */
export function pointAt({ box: [left, right, bottom, top], rows, columns }, x, y) {
  const column = Math.floor(((x - left) / (right - left)) * columns);
  const row = Math.floor(((y - bottom) / (top - bottom)) * rows);
  return column >= 0 && column < columns && row >= 0 && row < rows ? row * columns + column : null;
}

/**
 * The optima with their shares of the map, the best first.
 *
 * @param {BasinMap} map
 * @returns {{number: number, value: number, share: number}[]}
 */
export function rankedOptima({ basins: { log_likelihoods: values }, optimum }) {
  const counts = values.map(() => 0);
  for (const number of optimum) if (number >= 0) counts[number] += 1;
  return values
    .map((value, number) => ({ number, value, share: counts[number] / optimum.length }))
    .sort((a, b) => b.value - a.value);
}
