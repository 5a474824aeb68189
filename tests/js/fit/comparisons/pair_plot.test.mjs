import assert from "node:assert/strict";
import { test } from "node:test";
import { dimsOf, thinned } from "../../../../js/src/fit/comparisons/pair_plot.js";

function axesOf(features, principal) {
  const names = [...Array(features).keys()].map((i) => `x${i}`);
  return {
    names: [...names, ...[...Array(principal).keys()].map((i) => `PC${i + 1}`)],
    features,
    widest: [7, 2, 9, 0, 5],
  };
}

test("few features are all shown, of more the principal axes, or else those of most variance", () => {
  assert.deepEqual(dimsOf(axesOf(4, 4)), [0, 1, 2, 3]);
  assert.deepEqual(dimsOf(axesOf(6, 0)), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(dimsOf(axesOf(64, 8)), [64, 65, 66, 67, 68]);
  assert.deepEqual(dimsOf(axesOf(10, 0)), [0, 2, 5, 7, 9]);
});

test("of many points every so many-th is drawn, with its label and its weight", () => {
  const [n, d] = [10_000, 2];
  const points = {
    ...{ n, d, total: 50_000, data: Float64Array.from({ length: n * d }, (_, i) => i) },
    ...{ labels: Uint8Array.from({ length: n }, (_, i) => i % 250), weights: null },
  };
  const few = thinned(points);
  assert.deepEqual([few.n, few.total, few.data.length], [2_500, 2_500, 5_000]);
  assert.deepEqual([...few.data.subarray(2, 4)], [8, 9]);
  assert.deepEqual([few.labels[1], few.labels.length, few.weights], [4, 2_500, null]);
  const all = thinned({ ...points, n: 3, data: points.data.subarray(0, 6), labels: null });
  assert.deepEqual([all.n, all.total], [3, 3]);
});
