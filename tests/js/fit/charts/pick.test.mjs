import assert from "node:assert/strict";
import { test } from "node:test";
import { pickMean, pickPoint } from "../../../../js/src/fit/charts/pick.js";

const place = (unit, at = 0) => [100 * unit[at], 100 * unit[at + 1]];
const DRAWING = {
  scale: { dims: [3, 1], origin: [0, 0], span: [1, 1] },
  shapes: [{ mean: [1, 1] }, null, { mean: [1.1, 1] }],
  places: Float64Array.of(1, 1, 2, 2, 2.05, 2),
};

test("the nearest mean is picked, by both of its axes", () => {
  const pointed = pickMean(place, DRAWING, [107, 100], 1);
  assert.deepEqual(pointed, { row: null, component: 2, axes: [0, 1], features: null, at: place([1.1, 1]) });
  assert.equal(pickMean(place, DRAWING, [104, 100], 1).component, 0);
  assert.equal(pickMean(place, DRAWING, [130, 100], 1), null);
});

test("the nearest point is picked, and none that is too far", () => {
  const pointed = pickPoint(place, DRAWING, [203, 200], 1);
  assert.deepEqual(pointed, { row: 2, component: null, axes: [], features: null, at: place([2.05, 2]) });
  assert.equal(pickPoint(place, DRAWING, [201, 200], 1).row, 1);
  assert.equal(pickPoint(place, DRAWING, [150, 150], 1), null);
});

test("on a sharp screen the same distance in CSS pixels counts", () => {
  assert.equal(pickPoint(place, DRAWING, [112, 100], 1), null);
  assert.equal(pickPoint(place, DRAWING, [112, 100], 2).row, 0);
});
