import assert from "node:assert/strict";
import { test } from "node:test";
import { Pace } from "../../../../js/src/fractal/tiles/pace.js";

const data = (z, more) => ({ tile: { z, x: 0n, y: 0n }, fields: () => {}, maxIter: 100 * z, ms: 8, ...more });

test("the time of a tile is a running mean of whole ones", () => {
  const pace = new Pace();
  assert.equal(pace.ms, null);
  pace.note(data(1));
  pace.note(data(1, { ms: 1_000, preliminary: true }));
  pace.note(data(1, { ms: null }));
  pace.note(data(1, { ms: 4 }));
  assert.equal(pace.ms, 7);
});

test("the iterations are those of the level, or in a file of the one that stands in for it", () => {
  const pace = new Pace();
  for (const z of [1, 3]) pace.note(data(z));
  pace.note(data(9, { fields: null }));
  assert.equal(pace.iterations(3, false), 300);
  assert.equal(pace.iterations(2, false), null);
  assert.equal(pace.iterations(2, true), 100);
  assert.equal(pace.iterations(9, true), 300);
  assert.ok(pace.knows(3) && !pace.knows(9));
  pace.clear();
  assert.deepEqual([pace.ms, pace.iterations(3, true)], [null, null]);
});
