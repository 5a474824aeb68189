import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { readColoring } from "../../../../js/src/fractal/draw/coloring.js";
import { TileStore } from "../../../../js/src/fractal/tiles/store.js";

const TILE = { z: 1, x: 2n, y: 3n };
const LOOK = { color_by: "count", density: 1, offset: 0, light: 0, interior: "flat" };
const [RED, BLUE] = ["/wAA/wAA", "AAD/AAD/"].map((palette) =>
  readColoring({ colormap: palette, palette, cyclic: true }, LOOK),
);
/** Red where the count is known, by the light of an angle. */
const LIT = readColoring({ colormap: "lit", palette: "/wAA/wAA", cyclic: true }, { ...LOOK, light: 1 });

/** Fake of a browser's canvas: a bitmap is a copy of its pixels. */
class Canvas {
  getContext() {
    return { canvas: this, putImageData: ({ data }) => (this.pixels = data.slice()) };
  }

  transferToImageBitmap() {
    return {
      pixels: this.pixels,
      closed: false,
      close() {
        this.closed = true;
      },
    };
  }
}

beforeEach(() => {
  globalThis.OffscreenCanvas = Canvas;
  globalThis.ImageData = class {
    constructor(width, height) {
      this.data = new Uint8ClampedArray(4 * width * height);
    }
  };
});

afterEach(() => {
  delete globalThis.OffscreenCanvas;
  delete globalThis.ImageData;
});

const counts = (value = 1) => new Uint8Array(65_536).fill(value);
const data = (tile = TILE, read = async () => ({ count: counts() })) => ({
  ...{ tile, names: ["count"], fields: read, maxIter: 9, ms: 1 },
});
const lacks = (store, tile) => store.lacking(tile).length > 0;

test("other colors paint the tiles again and lose none", async () => {
  const store = new TileStore(RED, ["count"], () => {});
  await store.add(data());
  const before = store.picture(TILE);
  assert.deepEqual([...before.bitmap.pixels.slice(0, 4)], [255, 0, 0, 255]);
  assert.equal(store.picture(TILE).bitmap, before.bitmap, "painted once");
  store.recolor(BLUE, ["count"]);
  const after = store.picture(TILE);
  assert.deepEqual([...after.bitmap.pixels.slice(0, 4)], [0, 0, 255, 255]);
  assert.equal(after.born, before.born, "it does not fade in again");
  assert.ok(before.bitmap.closed);
  assert.equal(store.size, 1);
});

test("a tile that cannot be read, or has nothing of its own, is not asked for again", async () => {
  const store = new TileStore(RED, ["count"], () => {});
  await store.add(
    data(TILE, async () => {
      throw new TypeError("not a PNG");
    }),
  );
  await store.add({ ...data({ ...TILE, x: 4n }), fields: null });
  for (const tile of [TILE, { ...TILE, x: 4n }]) {
    assert.ok(!lacks(store, tile));
    assert.equal(store.picture(tile), null);
  }
});

test("what comes after the settings have changed is left out, and a tile is read once", async () => {
  let changes = 0;
  const store = new TileStore(RED, ["count"], () => (changes += 1));
  let reads = 0;
  const read = async () => {
    reads += 1;
    return { count: counts() };
  };
  const coming = store.add(data(TILE, read));
  await store.add(data(TILE, read));
  assert.ok(!lacks(store, TILE) && !store.has(TILE));
  store.clear();
  await coming;
  assert.equal(store.size, 0);
  assert.equal(changes, 0);
  assert.equal(reads, 1);
});

const rough = (tile, value) => ({
  ...data(tile, async () => ({ count: counts(value) })),
  preliminary: true,
});
const colorOf = (store, tile = TILE) => [...store.picture(tile).bitmap.pixels.slice(0, 3)];

test("a preliminary tile is drawn and asked for until the whole one is in its place, which does not fade in", async () => {
  const store = new TileStore(
    readColoring({ colormap: "", palette: "AQEBAgICAwMDBAQE", cyclic: true }, LOOK),
    ["count"],
    () => {},
  );
  await store.add(rough(TILE, 1));
  const { born, bitmap } = store.picture(TILE);
  assert.deepEqual(colorOf(store), [1, 1, 1]);
  assert.ok(lacks(store, TILE) && !store.has(TILE));
  await store.add(rough(TILE, 33));
  assert.deepEqual(colorOf(store), [2, 2, 2]);
  assert.ok(bitmap.closed && lacks(store, TILE));
  await store.add(data(TILE, async () => ({ count: counts(65) })));
  assert.deepEqual(colorOf(store), [3, 3, 3]);
  assert.equal(store.picture(TILE).born, born);
  assert.ok(store.has(TILE) && !lacks(store, TILE));
  await store.add(rough(TILE, 1));
  assert.deepEqual(colorOf(store), [3, 3, 3], "a whole tile is never given up");
  assert.equal(store.size, 1);
});

test("whatever is read first, the tile that came last is drawn", async () => {
  const store = new TileStore(RED, ["count"], () => {});
  let read;
  const slow = { ...data(TILE, () => new Promise((resolve) => (read = resolve))), preliminary: true };
  const coming = store.add(slow);
  assert.ok(lacks(store, TILE), "its reading does not keep the whole one from being asked for");
  await store.add(data());
  read({ count: counts() });
  await coming;
  assert.ok(store.has(TILE));
  const broken = async () => {
    throw new TypeError("not a PNG");
  };
  const other = { ...TILE, x: 9n };
  await store.add({ ...data(other, broken), preliminary: true });
  assert.ok(lacks(store, other) && store.picture(other) === null);
});

test("a preliminary tile does not cover a whole one that shows more", async () => {
  const store = new TileStore(RED, ["count"], () => {});
  const child = { z: 3, x: 9n, y: 13n };
  await store.add(rough(child, 1));
  assert.ok(store.picture(child));
  await store.add(rough({ z: 2, x: 4n, y: 6n }, 1));
  assert.ok(store.picture(child));
  await store.add(data({ z: 1, x: 2n, y: 3n }));
  assert.equal(store.picture(child), null);
  await store.add(data(child));
  assert.ok(store.picture(child));
});

test("other colors ask for the fields that they lack, and for no others", async () => {
  const store = new TileStore(RED, ["count"], () => {});
  await store.add(data());
  store.recolor(LIT, ["count", "angle"]);
  assert.deepEqual(store.lacking(TILE), ["angle"]);
  assert.ok(!store.has(TILE));
  assert.equal(store.picture(TILE), null, "nothing is drawn without light");
  const angles = async () => ({ angle: new Uint8Array(65_536).fill(95) });
  await store.add({ ...data(TILE, angles), names: ["angle"] });
  assert.ok(store.has(TILE));
  assert.deepEqual(colorOf(store), [255, 0, 0]);
  store.recolor(RED, ["count"]);
  assert.ok(store.has(TILE));
  assert.deepEqual(store.lacking({ ...TILE, x: 7n }), ["count"]);
});

test("a tile is smoothed by the finer ones that are here, row by row from its top left", async () => {
  const store = new TileStore(RED, ["count"], () => {});
  await store.add(data());
  assert.ok(store.refine([TILE], 1, 1_000));
  assert.equal(store.picture(TILE).refined, null, "nothing finer is here");
  // One column of the upper left child never escapes: every second pixel of its quarter is half as light.
  const striped = counts().map((value, i) => (i % 256 === 0 ? 0 : value));
  await store.add(data({ z: 2, x: 4n, y: 7n }, async () => ({ count: striped })));
  store.refine([TILE], 1, 1_000);
  const { refined } = store.picture(TILE);
  const red = (x, y) => refined.bitmap.pixels[4 * (256 * y + x)];
  assert.ok(red(0, 0) > 180 && red(0, 0) < 195, `light, not bytes, is averaged: ${red(0, 0)}`);
  assert.deepEqual([red(1, 0), red(0, 127), red(0, 128), red(128, 0)], [255, red(0, 0), 255, 255]);
  store.refine([TILE], 1, 1_000);
  assert.equal(store.picture(TILE).refined, refined, "it is painted once");
  await store.add(data({ z: 2, x: 5n, y: 6n }));
  store.refine([TILE], 1, 1_000);
  assert.ok(refined.bitmap.closed, "and again when more is here");
  assert.equal(store.picture(TILE).refined.born, refined.born);
  store.recolor(BLUE, ["count"]);
  assert.equal(store.picture(TILE).refined, null, "what has old colors is not shown");
  store.refine([TILE], 1, 1_000);
  assert.ok(store.picture(TILE).refined);
  store.coarsen();
  assert.equal(store.picture(TILE).refined, null);
});

test("smoothing stops when its time is over", async () => {
  const store = new TileStore(RED, ["count"], () => {});
  await store.add(data());
  assert.equal(store.refine([TILE], 1, 0), false);
});
