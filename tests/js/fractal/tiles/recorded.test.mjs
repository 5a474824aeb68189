import assert from "node:assert/strict";
import { test } from "node:test";
import { RecordedSource } from "../../../../js/src/fractal/tiles/recorded.js";
import { key } from "../../../../js/src/fractal/tiles/tiles.js";

function make(keys) {
  const tiles = Object.fromEntries(keys.map((name) => [name, { max_iter: 512, fields: { count: "" } }]));
  const delivered = [];
  const source = new RecordedSource(
    { traits: { zoom_range: [-2, 4] }, tiles },
    { deliver: (data) => delivered.push(data) },
  );
  const ask = (...wanted) => {
    source.want({ settings: {}, fields: ["count"], tiles: wanted });
    return delivered.splice(0).map(({ tile, fields, maxIter }) => [key(tile), fields !== null, maxIter]);
  };
  return { ask, source };
}

test("a recorded tile is delivered with its number of iterations", () => {
  const { ask } = make(["3/5/-1", "2/2/-1"]);
  assert.deepEqual(ask({ z: 3, x: 5n, y: -1n }), [["3/5/-1", true, 512]]);
});

test("in place of a missing tile comes its nearest ancestor", () => {
  const { ask } = make(["2/2/-1", "0/0/-1"]);
  assert.deepEqual(ask({ z: 4, x: 10n, y: -1n }), [
    ["2/2/-1", true, 512],
    ["4/a/-1", false, 0],
  ]);
});

test("where nothing is recorded, the view is told so and need not ask again", () => {
  const { ask } = make([]);
  assert.deepEqual(ask({ z: 4, x: 99n, y: 99n }), [["4/63/63", false, 0]]);
});
