import assert from "node:assert/strict";
import { test } from "node:test";
import { replace, resize } from "../../../../js/src/fit/panels/dims.js";

test("another number of axes keeps the features that are shown first", () => {
  assert.deepEqual(resize([3, 1], 1, 5), [3]);
  assert.deepEqual(resize([3, 1], 3, 5), [3, 1, 0]);
  assert.deepEqual(resize([1], 2, 2), [1, 0]);
  assert.deepEqual(resize([0], 3, 2), [0, 1]);
});

test("a feature is never on two axes", () => {
  for (let position = 0; position < 3; position++) {
    for (let dim = 0; dim < 5; dim++) {
      const dims = replace([4, 0, 2], position, dim);
      assert.equal(dims[position], dim);
      assert.equal(new Set(dims).size, 3);
    }
  }
});
