import assert from "node:assert/strict";
import { test } from "node:test";
import { binsOf, suitableCount } from "../../../../js/src/fit/charts/bins.js";
import { gapPlace } from "../../../../js/src/fit/draw/gaps.js";

const SIZE = { width: 800, height: 400 };

test("a sample that lacks a coordinate is marked at the axis of the other, inside the frame", () => {
  const [x, y] = gapPlace(300, NaN, SIZE, 1);
  assert.equal(x, 300);
  assert.ok(y < 400 - 22 && y > 400 - 22 - 12);
  const [left, across] = gapPlace(NaN, 120, SIZE, 2);
  assert.equal(across, 120);
  assert.ok(left > 88 && left < 88 + 24);
});

test("a sample that lacks both has no place, and one that lacks none its own", () => {
  assert.ok(gapPlace(NaN, NaN, SIZE, 1).every(Number.isNaN));
  assert.deepEqual(gapPlace(3, 4, SIZE, 1), [3, 4]);
});

test("what is missing counts in no bin, and does not make the bars of the others smaller", () => {
  const places = Float64Array.from([-0.4, NaN, 0.1, 0.2, NaN, 0.45]);
  const known = places.filter((place) => !Number.isNaN(place));
  const shares = Float64Array.from([1, 0, 0.5, 0.5, 0, 1, 1, 0, 1, 0, 0.25, 0.75]);
  const kept = Float64Array.from([1, 0, 0, 1, 1, 0, 0.25, 0.75]);
  assert.deepEqual(binsOf(places, 8, shares, false), binsOf(known, 8, kept, false));
  const [weights, less] = [Float64Array.from([1, 9, 2, 1, 9, 1]), Float64Array.from([1, 2, 1, 1])];
  assert.deepEqual(binsOf(places, 8, shares, false, weights), binsOf(known, 8, kept, false, less));
  assert.equal(suitableCount(places), suitableCount(known));
});
