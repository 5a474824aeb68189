import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { readColoring } from "../../../../js/src/fractal/draw/recolor.js";
import { TileStore } from "../../../../js/src/fractal/tiles/store.js";

const TILE = { z: 1, x: 2n, y: 3n };
const [RED, BLUE] = ["/wAA/wAA", "AAD/AAD/"].map((palette) =>
  readColoring({ colormap: palette, scale: "cycle", min_iter: 0, palette }),
);

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

const data = (tile = TILE, read = async () => new Uint8Array(65_536)) => ({ tile, counts: read, maxIter: 9, ms: 1 });

test("other colors paint the tiles again and lose none", async () => {
  const store = new TileStore(RED, () => {});
  await store.add(data());
  const before = store.picture(TILE);
  assert.deepEqual([...before.bitmap.pixels.slice(0, 4)], [255, 0, 0, 255]);
  assert.equal(store.picture(TILE).bitmap, before.bitmap, "painted once");
  store.recolor(BLUE);
  const after = store.picture(TILE);
  assert.deepEqual([...after.bitmap.pixels.slice(0, 4)], [0, 0, 255, 255]);
  assert.equal(after.born, before.born, "it does not fade in again");
  assert.ok(before.bitmap.closed);
  assert.equal(store.size, 1);
});

test("a tile that cannot be read, or has nothing of its own, is not asked for again", async () => {
  const store = new TileStore(RED, () => {});
  await store.add(
    data(TILE, async () => {
      throw new TypeError("not a PNG");
    }),
  );
  await store.add({ ...data({ ...TILE, x: 4n }), counts: null });
  for (const tile of [TILE, { ...TILE, x: 4n }]) {
    assert.ok(!store.lacks(tile));
    assert.equal(store.picture(tile), null);
  }
});

test("what comes after the settings have changed is left out, and a tile is read once", async () => {
  let changes = 0;
  const store = new TileStore(RED, () => (changes += 1));
  let reads = 0;
  const read = async () => {
    reads += 1;
    return new Uint8Array(65_536);
  };
  const coming = store.add(data(TILE, read));
  await store.add(data(TILE, read));
  assert.ok(!store.lacks(TILE) && !store.has(TILE));
  store.clear();
  await coming;
  assert.equal(store.size, 0);
  assert.equal(changes, 0);
  assert.equal(reads, 1);
});

const rough = (tile, value) => ({
  ...data(tile, async () => new Uint8Array(65_536).fill(value)),
  preliminary: true,
});
const colorOf = (store, tile = TILE) => [...store.picture(tile).bitmap.pixels.slice(0, 3)];

test("a preliminary tile is drawn and asked for until the whole one is in its place, which does not fade in", async () => {
  const store = new TileStore(
    readColoring({ colormap: "", scale: "cycle", min_iter: 0, palette: "AQEBAgICAwMDBAQE" }),
    () => {},
  );
  await store.add(rough(TILE, 0));
  const { born, bitmap } = store.picture(TILE);
  assert.deepEqual(colorOf(store), [1, 1, 1]);
  assert.ok(store.lacks(TILE) && !store.has(TILE));
  await store.add(rough(TILE, 1));
  assert.deepEqual(colorOf(store), [2, 2, 2]);
  assert.ok(bitmap.closed && store.lacks(TILE));
  await store.add(data(TILE, async () => new Uint8Array(65_536).fill(2)));
  assert.deepEqual(colorOf(store), [3, 3, 3]);
  assert.equal(store.picture(TILE).born, born);
  assert.ok(store.has(TILE) && !store.lacks(TILE));
  await store.add(rough(TILE, 0));
  assert.deepEqual(colorOf(store), [3, 3, 3], "a whole tile is never given up");
  assert.equal(store.size, 1);
});

test("whatever is read first, the tile that came last is drawn", async () => {
  const store = new TileStore(RED, () => {});
  let read;
  const slow = { ...data(TILE, () => new Promise((resolve) => (read = resolve))), preliminary: true };
  const coming = store.add(slow);
  assert.ok(store.lacks(TILE), "its reading does not keep the whole one from being asked for");
  await store.add(data());
  read(new Uint8Array(65_536));
  await coming;
  assert.ok(store.has(TILE));
  const broken = async () => {
    throw new TypeError("not a PNG");
  };
  const other = { ...TILE, x: 9n };
  await store.add({ ...data(other, broken), preliminary: true });
  assert.ok(store.lacks(other) && store.picture(other) === null);
});

test("a preliminary tile does not cover a whole one that shows more", async () => {
  const store = new TileStore(RED, () => {});
  const child = { z: 3, x: 9n, y: 13n };
  await store.add(rough(child, 0));
  assert.ok(store.picture(child));
  await store.add(rough({ z: 2, x: 4n, y: 6n }, 0));
  assert.ok(store.picture(child));
  await store.add(data({ z: 1, x: 2n, y: 3n }));
  assert.equal(store.picture(child), null);
  await store.add(data(child));
  assert.ok(store.picture(child));
});
