import assert from "node:assert/strict";
import { test } from "node:test";
import { decodePoints } from "../../../../js/src/fit/playback/points.js";

test("samples arrive as they were, and features of whole numbers are known", () => {
  const rows = [
    [0, 1.5, NaN, -3],
    [2, 2, 4, 1e6],
    [NaN, 3, 5, 0],
  ];
  const { n, d, data, isIncomplete, whole } = decodePoints({
    revision: 1,
    n_samples: 3,
    n_features: 4,
    n_points: 3,
    data: Buffer.from(Float64Array.from(rows.flat()).buffer).toString("base64"),
    weights: null,
    labels: null,
    lengths: null,
    principal: null,
    low: [0, 1.5, 4, -3],
    high: [2, 3, 5, 1e6],
  });
  assert.deepEqual([n, d, isIncomplete], [3, 4, true]);
  assert.deepEqual([...data], rows.flat());
  assert.deepEqual(whole, [true, false, true, true]);
});
