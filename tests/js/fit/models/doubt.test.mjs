import assert from "node:assert/strict";
import { test } from "node:test";
import { doubtsOf, mostDoubtful, thinned } from "../../../../js/src/fit/models/doubt.js";
import { modelOf } from "../../../../js/src/fit/models/registry.js";

test("there is no doubt about a point of one component, and all about one of which all have as much", () => {
  const shares = Float64Array.of(1, 0, 0, 1 / 3, 1 / 3, 1 / 3, 0.5, 0.5, 0);
  const [none, all, some] = doubtsOf(shares, 3);
  assert.equal(none, 0);
  assert.ok(Math.abs(all - 1) < 1e-12);
  assert.ok(Math.abs(some - 0.75) < 1e-12);
  assert.deepEqual([...doubtsOf(Float64Array.of(1, 1), 2)], [0, 0], "of one component");
});

test("the row of most doubt is taken, and kept while it is nearly the most doubtful", () => {
  assert.equal(mostDoubtful(Float64Array.of(0.1, 0.9, 0.4), null), 1);
  assert.equal(mostDoubtful(Float64Array.of(0.1, 0.6, 0.9), 1), 1);
  assert.equal(mostDoubtful(Float64Array.of(0.1, 0.2, 0.9), 1), 2);
  assert.equal(mostDoubtful(Float64Array.of(0, 0), 1), 0);
});

test("k-means is in doubt on the borders of its cells", () => {
  const { doubts } = modelOf({ kind: "kmeans" });
  const means = [
    [0, 0],
    [4, 0],
  ];
  assert.deepEqual([...doubts({ means }, [2, 7, 0, 0, 1, 0], 2)], [1, 0, 1 / 3]);
  assert.deepEqual([...doubts({ means: [[0, 0]] }, [2, 7], 2)], [0]);
});

test("of many rows, features and components only some rows are looked at", () => {
  const few = Float64Array.from({ length: 40 }, (_, i) => i);
  assert.deepEqual(thinned(few, 2, 3), { rows: few, stride: 1 });
  const [n, d, k] = [1797, 64, 10];
  const { rows, stride } = thinned(
    Float64Array.from({ length: n * d }, (_, i) => i),
    d,
    k,
  );
  assert.ok(rows.length * d * k < 600_000);
  for (let row = 0; row < rows.length / d; row++) assert.equal(rows[row * d + 5], row * stride * d + 5);
});
