import assert from "node:assert/strict";
import { test } from "node:test";
import { Agreements } from "../../../../js/src/fit/comparisons/agreements.js";

function make() {
  const asked = [];
  return { asked, agreements: new Agreements({ number: ({ run, index }) => asked.push([run, index]) }) };
}

test("what is not there is asked for once, and what came last stands meanwhile", () => {
  const { asked, agreements } = make();
  assert.equal(agreements.of(1, 3, false), null);
  assert.equal(agreements.of(1, 3, false), null);
  const third = { index: 3, rand: 0.5 };
  agreements.take(third);
  assert.equal(agreements.of(1, 3, false), third);
  assert.equal(agreements.of(1, 5, false), third);
  assert.deepEqual(asked, [
    [1, 3],
    [1, 5],
  ]);
});

test("steps that one scrubs past are not asked for", () => {
  const { asked, agreements } = make();
  for (const index of [1, 3, 5]) agreements.of(1, index, true);
  assert.deepEqual(asked, []);
  agreements.of(1, 5, false);
  assert.deepEqual(asked, [[1, 5]]);
});

test("another run has nothing of the one before", () => {
  const { asked, agreements } = make();
  agreements.of(1, 1, false);
  agreements.take({ index: 1, rand: 1 });
  agreements.clear();
  assert.equal(agreements.of(2, 1, false), null);
  assert.deepEqual(asked.at(-1), [2, 1]);
});
