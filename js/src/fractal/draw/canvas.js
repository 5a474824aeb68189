import { ancestor, descendants, isExact, placement, tilesOf } from "../tiles/tiles.js";
import { boxOf } from "./picture.js";

/** @import { Picture } from "./picture.js" */
/** @import { TileStore } from "../tiles/store.js" */
/** @import { Box, Cover, Tile } from "../tiles/tiles.js" */
/** @import { Viewport } from "../viewport/viewport.js" */

/** A new tile fades in for so long, in milliseconds. */
const FADE = 120;
/** How dark a picture becomes that shows what is no longer wanted. */
const DIMMED = 0.6;
/** Levels up and down to search for a tile to draw in place of a missing one. */
const ANCESTORS = 48;
const DESCENDANTS = 2;

/**
 * Draw a view from what there is: pictures below, ancestors and descendants in place of missing tiles, then
 * the tiles themselves, which fade in.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {object} scene
 * @param {Viewport} scene.view
 * @param {Cover} scene.area
 * @param {TileStore} scene.store
 * @param {{picture: Picture, dimmed: number}[]} scene.pictures from the lowest up, and how far each is dimmed, 0 to 1
 * @param {number} scene.now milliseconds
 * @param {boolean} scene.still whether tiles appear at once
 * @param {boolean} [scene.brief] whether what is drawn is seen for a frame only: it need not be smoothed well
 * @returns {boolean} whether a tile is still fading in
 */
export function draw(context, { view, area, store, pictures, now, still, brief = false }) {
  const { width, height } = view;
  /** @type {{tile: Tile, bitmap: ImageBitmap, alpha: number}[]} */
  const present = [];
  /** @type {Tile[]} */
  const hidden = [];
  /** @type {(born: number) => number} */
  const opacity = (born) => (still ? 1 : Math.min(1, Math.max(0, now - born) / FADE));
  for (const tile of tilesOf(area)) {
    const picture = store.picture(tile);
    const alpha = picture ? opacity(picture.born) : 0;
    const finer = picture?.refined ? opacity(picture.refined.born) : 0;
    if (picture && finer < 1) present.push({ tile, bitmap: picture.bitmap, alpha });
    if (picture?.refined) present.push({ tile, bitmap: picture.refined.bitmap, alpha: Math.min(alpha, finer) });
    if (alpha < 1) hidden.push(tile);
  }

  context.globalAlpha = 1;
  context.clearRect(0, 0, width, height);
  if (hidden.length > 0) {
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = brief ? "low" : "medium";
    for (const { picture, dimmed } of pictures) {
      const box = boxOf(picture, view);
      if (leavesStrips(box, view)) fillStrips(context, picture.image);
      drawImage(context, picture.image, box);
      context.fillStyle = `rgb(0 0 0 / ${DIMMED * dimmed})`;
      if (dimmed > 0) context.fillRect(0, 0, width, height);
    }
    for (const [z, tiles] of standIns(hidden, store)) drawLevel(context, view, z, tiles);
  }

  const place = placement(view, area.z);
  context.imageSmoothingEnabled = !isExact(view, area.z);
  context.imageSmoothingQuality = brief ? "low" : "high";
  for (const { tile, bitmap, alpha } of present) {
    context.globalAlpha = alpha;
    drawImage(context, bitmap, place(tile));
  }
  context.globalAlpha = 1;
  return present.some(({ alpha }) => alpha < 1);
}

/**
 * Whether a picture is as wide or as high as a view of another shape: the strips beside it are then filled.
 *
 * @param {Box} box of the picture
 * @param {{width: number, height: number}} view
 */
export function leavesStrips({ left, top, right, bottom }, { width, height }) {
  const isAsWide = left <= 1 && right >= width - 1;
  const isAsHigh = top <= 1 && bottom >= height - 1;
  return isAsWide !== isAsHigh && right > 0 && left < width && bottom > 0 && top < height;
}

/**
 * Go on beside a picture in the color of its corner, dimmed: a dark home has no edge, and nobody takes the rest for a part
 * of the picture.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {ImageBitmap | OffscreenCanvas} image
 */
function fillStrips(context, image) {
  const { width, height } = context.canvas;
  context.imageSmoothingEnabled = false;
  context.drawImage(image, 0, 0, 1, 1, 0, 0, width, height);
  context.imageSmoothingEnabled = true;
  context.fillStyle = `rgb(0 0 0 / ${DIMMED})`;
  context.fillRect(0, 0, width, height);
}

/**
 * Tiles to draw in place of missing ones, from the coarsest level to the level itself; finer tiles come
 * after the ancestors, the finest first, since the nearer level is the sharper one.
 *
 * @param {Tile[]} hidden
 * @param {TileStore} store
 * @returns {[number, Map<ImageBitmap, Tile>][]}
 */
function standIns(hidden, store) {
  /** @type {Map<number, Map<ImageBitmap, Tile>>} */
  const levels = new Map();
  /** @type {(tile: Tile) => boolean} */
  const take = (tile) => {
    const picture = store.picture(tile);
    if (!picture) return false;
    const bitmap = picture.refined?.bitmap ?? picture.bitmap;
    const level = levels.get(tile.z) ?? new Map();
    levels.set(tile.z, level.set(bitmap, tile));
    return true;
  };
  for (const tile of hidden) {
    for (let up = 1; up <= ANCESTORS; up++) {
      if (take(ancestor(tile, up))) break;
    }
    for (let down = 1; down <= DESCENDANTS; down++) {
      for (const child of descendants(tile, down)) take(child);
    }
  }
  const z = hidden[0]?.z ?? 0;
  /** @type {(level: number) => number} */
  const order = (level) => (level < z ? level : 2 * z + ANCESTORS - level);
  return [...levels].sort(([a], [b]) => order(a) - order(b));
}

/**
 * Draw some tiles of one level.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Viewport} view
 * @param {number} z
 * @param {Map<ImageBitmap, Tile>} tiles
 */
function drawLevel(context, view, z, tiles) {
  const place = placement(view, z);
  for (const [bitmap, tile] of tiles) drawImage(context, bitmap, place(tile));
}

/**
 * Draw only the part of an image that the canvas shows: an ancestor may be far larger than it.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {ImageBitmap | OffscreenCanvas} image
 * @param {Box} box
 */
function drawImage(context, image, box) {
  const [scaleX, scaleY] = [(box.right - box.left) / image.width, (box.bottom - box.top) / image.height];
  if (!(scaleX > 0 && scaleY > 0)) return;
  const { width, height } = context.canvas;
  const left = Math.max(0, Math.floor(-box.left / scaleX) - 2);
  const top = Math.max(0, Math.floor(-box.top / scaleY) - 2);
  const right = Math.min(image.width, Math.ceil((width - box.left) / scaleX) + 2);
  const bottom = Math.min(image.height, Math.ceil((height - box.top) / scaleY) + 2);
  if (right <= left || bottom <= top) return;
  context.drawImage(
    image,
    left,
    top,
    right - left,
    bottom - top,
    box.left + left * scaleX,
    box.top + top * scaleY,
    (right - left) * scaleX,
    (bottom - top) * scaleY,
  );
}
