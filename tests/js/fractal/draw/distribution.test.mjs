import assert from "node:assert/strict";
import { test } from "node:test";
import { readColoring } from "../../../../js/src/fractal/draw/coloring.js";
import { colorsOf, distributionOf, phaseOf } from "../../../../js/src/fractal/draw/distribution.js";
import { recolor } from "../../../../js/src/fractal/draw/recolor.js";

const colors = Uint8Array.from({ length: 3 * 200 }, (_, i) => (7 * i) % 256);
const message = { colormap: "some", palette: Buffer.from(colors).toString("base64"), cyclic: false };
const plain = { color_by: "count", density: 1, offset: 0.2, light: 0, interior: "flat" };
const store = (numbers) => ({ sample: () => numbers });

test("shares of the numbers that colors go by", () => {
  const numbers = [0, 0, ...Array.from({ length: 9_000 }, (_, i) => 100 + (i % 90)), ...Array(800).fill(9_000)];
  const { low, high, shares } = distributionOf(store(numbers), [], readColoring(message, plain));
  assert.deepEqual([low, high], [100, 188]);
  assert.equal(shares.length, 96);
  const sum = shares.reduce((all, share) => all + share, 0);
  assert.ok(sum > 0.89 && sum < 0.93, sum);
  assert.equal(distributionOf(store([0, 0]), [], readColoring(message, plain)), null);
  assert.equal(distributionOf(store([4, 4]), [], readColoring(message, plain)), null);
  assert.equal(distributionOf(store([1, 2]), [], readColoring(message, { ...plain, color_by: "root" })), null);
});

test("the colors below it are those of the picture", () => {
  const coloring = readColoring(message, plain);
  const colorOf = colorsOf(coloring, 500);
  const count = Uint32Array.from({ length: 300 }, (_, i) => i + 1);
  const pixels = new Uint32Array(300);
  recolor(coloring, { count }, 500, pixels);
  assert.deepEqual(count.map(colorOf), pixels);
});

test("an offset moves the phase of every number, also of its fractions", () => {
  const spread = { middle: [5_000, 77], range: 0.01, isFine: true };
  const look = { ...plain, color_by: "smooth", spread };
  const [one, other] = [0.2, 0.45].map((offset) => readColoring(message, { ...look, offset }));
  for (const number of [4_999.9, 5_000, 5_000.001]) {
    const moved = phaseOf(other, number) - phaseOf(one, number);
    assert.ok(Math.abs(moved - Math.floor(moved) - 0.25) < 1e-6, moved);
  }
  assert.notEqual(phaseOf(one, 5_000), phaseOf(one, 5_000.001));
});
