import assert from "node:assert/strict";
import { test } from "node:test";
import { spreadOf } from "../../../../js/src/fractal/draw/histogram.js";
import { FRACTIONS, stretchOf } from "../../../../js/src/fractal/draw/stretch.js";

/** Turns of the palette in a number of a smooth count. */
const EACH = 1 / 64 / 256;
const times = (range, isFine = true) => stretchOf({ middle: [9, 1], range, isFine }, EACH).times;

test("colors of a view with many counts are left alone, and those of others pass over a quarter of a turn", () => {
  assert.equal(stretchOf(undefined, EACH).times, 1);
  assert.equal(times(8 * 256), 1);
  assert.ok(times(5 * 256) > 1);
  for (const range of [100, 1, 1e-3, 2e-5]) assert.ok(Math.abs(times(range) * range * EACH - 1 / 4) < 1e-12);
  for (let range = 1e-6; range < 1e4; range *= 1.1) {
    assert.ok(times(range) >= times(1.1 * range));
    assert.ok(times(range) < 1.25 * times(1.1 * range), "a step of the zoom is no step of the colors");
  }
});

test("without fractions colors stay as fine as the numbers are", () => {
  assert.deepEqual(stretchOf({ middle: [9, 1], range: 0, isFine: false }, EACH), { times: 16, isFine: false });
  assert.equal(times(0), 2 ** 28);
});

test("numbers spread from the twentieth part on, with their fractions", () => {
  const numbers = Array.from({ length: 101 }, (_, i) => i);
  assert.deepEqual(spreadOf(numbers, null), { middle: [51, FRACTIONS / 2 + 1], range: 90, isFine: false });
  assert.equal(spreadOf([0, 0], null), null);
  const fine = spreadOf([7, 7, 7, 0], [1, FRACTIONS / 4 + 1, FRACTIONS / 2 + 1, 0]);
  assert.deepEqual(fine, { middle: [7, FRACTIONS / 4 + 1], range: 1 / 2, isFine: true });
});
