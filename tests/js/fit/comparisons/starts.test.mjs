import assert from "node:assert/strict";
import { test } from "node:test";
import { bestOf } from "../../../../js/src/fit/comparisons/starts.js";

test("all starts that end where the best one does are marked, and none of a tie of all", () => {
  assert.deepEqual(bestOf(["-3.2", "-3.1", "-3.1"], 1), [false, true, true]);
  assert.deepEqual(bestOf(["-3.1", "-3.1"], 0), [false, false]);
  assert.deepEqual(bestOf(["-3.1"], 0), [true]);
});
