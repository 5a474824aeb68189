import assert from "node:assert/strict";
import { test } from "node:test";
import { binsOf, suitableCount } from "../../../../js/src/fit/charts/bins.js";
import { normals } from "../mixtures.mjs";

test("the bars are a density, and the components' parts are their shares of the points", () => {
  const normal = normals(3);
  const places = Float64Array.from({ length: 1_000 }, () => Math.max(-0.5, Math.min(0.5, 0.15 * normal())));
  const shares = Float64Array.from({ length: 2_000 }, (_, i) => (i % 2 === 0 ? 0.3 : 0.7));
  const { densities, width, count, highest } = binsOf(places, 40, shares, false);
  const parts = [0, 1].map((c) =>
    densities.filter((_, at) => at % 2 === c).reduce((sum, value) => sum + value * width, 0),
  );
  assert.ok(Math.abs(parts[0] - 0.3) < 1e-12 && Math.abs(parts[1] - 0.7) < 1e-12);
  const sums = Array.from({ length: count }, (_, bin) => densities[2 * bin] + densities[2 * bin + 1]);
  assert.ok(Math.abs(Math.max(...sums) - highest) < 1e-12);
  const inFirst = [...places].filter((place) => place >= 0 && place < 1 / 40).length;
  assert.ok(Math.abs(sums[20] * width * 1_000 - inFirst) < 1e-9);
});

test("argmax counts each point once", () => {
  const { densities } = binsOf(Float64Array.of(-0.5, 0.5), 2, Float64Array.of(0.6, 0.4, 0.2, 0.8), true);
  assert.deepEqual([...densities], [1, 0, 0, 1]);
});

test("points outside of the range count at its ends", () => {
  assert.deepEqual([...binsOf(Float64Array.of(-9, 9), 4, null, false).densities], [2, 0, 0, 2]);
});

test("more points, more bins; constant data and none have a few", () => {
  const normal = normals(4);
  const sample = (n) => Float64Array.from({ length: n }, () => 0.12 * normal());
  assert.ok(suitableCount(sample(20_000)) > 1.5 * suitableCount(sample(500)));
  for (const places of [new Float64Array(100), new Float64Array()]) {
    const count = suitableCount(places);
    assert.ok(count >= 8 && count <= 160);
  }
});

test("a point counts as often as it weighs", () => {
  const places = Float64Array.of(-0.4, -0.4, 0.4, 0.1);
  const shares = Float64Array.of(1, 0, 0.5, 0.5, 0, 1, 0.25, 0.75);
  const weights = Float64Array.of(1, 0.5, 0.25, 0.75);
  const repeat = (/** @type {Float64Array} */ rows, size) =>
    Float64Array.from(
      [0, 0, 0, 0, 1, 1, 2, 3, 3, 3].flatMap((row) => [...rows.subarray(size * row, size * (row + 1))]),
    );
  for (const whole of [false, true]) {
    const weighted = binsOf(places, 8, shares, whole, weights);
    const repeated = binsOf(repeat(places, 1), 8, repeat(shares, 2), whole);
    weighted.densities.forEach((value, at) => assert.ok(Math.abs(value - repeated.densities[at]) < 1e-12));
    assert.ok(Math.abs(weighted.highest - repeated.highest) < 1e-12);
  }
});
