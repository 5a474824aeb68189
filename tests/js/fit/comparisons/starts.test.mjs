import assert from "node:assert/strict";
import { test } from "node:test";
import { bestOf, endsOf } from "../../../../js/src/fit/comparisons/starts.js";

test("all starts that end where the best one does are marked, and none of a tie of all", () => {
  assert.deepEqual(bestOf(["-3.2", "-3.1", "-3.1"], 1), [false, true, true]);
  assert.deepEqual(bestOf(["-3.1", "-3.1"], 0), [false, false]);
  assert.deepEqual(bestOf(["-3.1"], 0), [true]);
});

test("starts that end at the same value are counted together, the best ones first", () => {
  assert.deepEqual(endsOf(["-3.2", "-3.1", "-3.2", "-3.1", "-3.1", "-4.0"], 1), [
    { value: "-3.1", count: 3 },
    { value: "-3.2", count: 2 },
    { value: "-4.0", count: 1 },
  ]);
  const many = Array.from({ length: 20 }, (_, i) => String(i));
  const ends = endsOf([...many, "7"], 7);
  assert.equal(ends.length, 6);
  assert.deepEqual(
    [ends[0], ends.at(-1)],
    [
      { value: "7", count: 2 },
      { value: "15 others", count: 15 },
    ],
  ); // prettier-ignore
  assert.equal(
    ends.reduce((sum, { count }) => sum + count, 0),
    21,
  );
});
