import assert from "node:assert/strict";
import { test } from "node:test";
import { TILE_SIZE } from "../../../../js/src/fractal/protocol.js";
import {
  ancestor,
  cover,
  descendants,
  isExact,
  key,
  level,
  log2TilePixel,
  log2WidthRange,
  nearestFirst,
  placement,
  tilesOf,
} from "../../../../js/src/fractal/tiles/tiles.js";
import { log2Pixel, snap, viewport } from "../../../../js/src/fractal/viewport/viewport.js";
import { random } from "../../support/random.mjs";

const RANGE = [-2, 1200];

function views(seed, count) {
  const { number, integer } = random(seed);
  return Array.from({ length: count }, () => {
    const digits = () =>
      integer(10n ** 330n)
        .toString()
        .padStart(330, "0");
    const [width, height] = [64 + Math.floor(1500 * number()), 64 + Math.floor(1200 * number())];
    return viewport([`-1.${digits()}`, `0.${digits()}`], 3 - 1000 * number(), width, height);
  });
}

test("the level's tile pixel is the largest that still looks sharp", () => {
  for (const view of views(21, 200)) {
    const scale = log2TilePixel(level(view, RANGE)) - log2Pixel(view);
    assert.ok(scale <= 0.25 + 1e-5 && scale > -0.75 - 1e-5, `${scale}`);
  }
});

test("the level stays within what the kernel can compute", () => {
  const deep = viewport(["0", "0"], -100, 800, 600);
  const wide = viewport(["0", "0"], 20, 800, 600);
  assert.equal(level(deep, [-2, 44]), 44);
  assert.equal(level(wide, [-2, 44]), -2);
});

test("a view ends where the kernel's levels end", () => {
  for (const [width, height] of [
    [1600, 900],
    [800, 600],
    [300, 1200],
    [100, 64],
  ]) {
    for (const range of [
      [-2, 44],
      [-4, 43],
      [0, 1000],
    ]) {
      const view = viewport(["0", "0"], 0, width, height);
      const [narrowest, widest] = log2WidthRange(view, range);
      const [deepest, broadest] = [
        { ...view, log2Width: narrowest },
        { ...view, log2Width: widest },
      ];
      assert.ok(isExact(deepest, range[1]) || narrowest === 3 - range[1]);
      assert.ok(narrowest >= 3 - range[1] && log2TilePixel(range[1]) - log2Pixel(deepest) <= 0.25);
      assert.ok(Math.abs(2 ** log2Pixel(broadest) * Math.max(width, height) - 2 ** (2 - range[0])) < 1e-9);
    }
  }
});

test("the cover fills the canvas, and no tile of it lies outside", () => {
  for (const view of views(22, 100)) {
    const area = cover(view, level(view, RANGE));
    const boxes = [...tilesOf(area)].map(placement(view, area.z));
    assert.ok(Math.min(...boxes.map((box) => box.left)) <= 0);
    assert.ok(Math.min(...boxes.map((box) => box.top)) <= 0);
    assert.ok(Math.max(...boxes.map((box) => box.right)) >= view.width);
    assert.ok(Math.max(...boxes.map((box) => box.bottom)) >= view.height);
    for (const box of boxes) {
      assert.ok(box.right >= 0 && box.bottom >= 0 && box.left <= view.width && box.top <= view.height);
    }
  }
});

test("neighbors share their edges: no seam and no overlap", () => {
  for (const view of views(23, 100)) {
    const area = cover(view, level(view, RANGE));
    const place = placement(view, area.z);
    for (const tile of tilesOf(area)) {
      const box = place(tile);
      assert.equal(place({ ...tile, x: tile.x + 1n }).left, box.right);
      assert.equal(place({ ...tile, y: tile.y - 1n }).top, box.bottom);
    }
  }
});

test("at scale 1 a tile pixel is a device pixel, and the known geometry comes out", () => {
  // 800 x 600 device pixels about 0 at level 2, where a tile pixel is 2 ** -8: the plane from -1.5625 to 1.5625.
  const view = viewport(["0", "0"], Math.log2(800) - 8, 800, 600);
  assert.equal(level(view, RANGE), 2);
  const area = cover(view, 2);
  assert.deepEqual([area.left, area.right, area.bottom, area.top], [0n, 3n, 0n, 3n]);
  assert.deepEqual(placement(view, 2)({ x: 2n, y: 1n }), { left: 400, top: 300, right: 656, bottom: 556 });
});

test("at rest at scale 1 every tile lies exactly on device pixels, however deep", () => {
  for (const z of [0, 5, 44, 300, 999]) {
    const [loose] = views(z, 1);
    const view = snap({ ...loose, log2Width: log2TilePixel(z) + Math.log2(loose.width) }, log2TilePixel(z));
    const area = cover(view, z);
    for (const tile of tilesOf(area)) {
      const box = placement(view, z)(tile);
      assert.equal(box.right - box.left, TILE_SIZE);
      assert.equal(box.bottom - box.top, TILE_SIZE);
    }
  }
});

test("what is nearest to the pointer is wanted first, each tile once", () => {
  for (const view of views(24, 50)) {
    const area = cover(view, level(view, RANGE));
    const focus = { x: view.width * 0.8, y: view.height * 0.2 };
    const tiles = nearestFirst(view, area, focus);
    const place = placement(view, area.z);
    const distances = tiles
      .map(place)
      .map((box) => Math.hypot((box.left + box.right) / 2 - focus.x, (box.top + box.bottom) / 2 - focus.y));
    assert.deepEqual(
      distances,
      [...distances].sort((a, b) => a - b),
    );
    assert.deepEqual(new Set(tiles.map(key)), new Set([...tilesOf(area)].map(key)));
    assert.equal(tiles.length, new Set(tiles.map(key)).size);
  }
});

test("ancestors and descendants hold each other, left of zero too", () => {
  const { integer } = random(25);
  for (let i = 0; i < 100; i++) {
    const tile = { z: 30, x: integer(1n << 70n) - (1n << 69n), y: integer(1n << 70n) - (1n << 69n) };
    for (const levels of [1, 2, 3]) {
      const children = [...descendants(tile, levels)];
      assert.equal(children.length, 4 ** levels);
      for (const child of children) assert.deepEqual(ancestor(child, levels), tile);
    }
  }
});
