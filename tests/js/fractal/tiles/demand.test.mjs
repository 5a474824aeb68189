import assert from "node:assert/strict";
import { test } from "node:test";
import { Demand } from "../../../../js/src/fractal/tiles/demand.js";
import { key } from "../../../../js/src/fractal/tiles/tiles.js";
import { viewport } from "../../../../js/src/fractal/viewport/viewport.js";

const VIEW = viewport(["0", "0"], Math.log2(512) - 16, 512, 512);
const Z = 10;
const RANGE = [-4, 5_120];

/** A store of tiles that are here, each with the fields that it still lacks, and what its source was asked for. */
function make({ lacking = () => ["smooth"], range = RANGE, levels = 0 } = {}) {
  const here = new Set();
  const wants = [];
  const allowed = [];
  const store = {
    has: (tile) => here.has(key(tile)),
    lacking: (tile) => (here.has(key(tile)) ? [] : lacking(tile)),
    allow: (tiles) => allowed.push(tiles),
  };
  const demand = new Demand(store, { want: (wanted) => wants.push(wanted) > 0 });
  const ask = (view = VIEW, z = Z) => demand.ask(view, z, { settings: {}, range, pointer: null, levels });
  const deliver = () => {
    for (const tile of wants.at(-1).tiles) here.add(key(tile));
  };
  return { ask, deliver, wants, allowed, here };
}

test("what a view lacks comes first, then finer tiles, then a few around it, then nothing", () => {
  const { ask, deliver, wants } = make({ levels: 1 });
  const first = ask();
  assert.deepEqual([first.share, first.isFine, first.tiles.length], [0, false, 4]);
  deliver();
  const second = ask();
  assert.deepEqual([second.share, second.levels, second.isFine], [1, 1, false]);
  deliver();
  assert.ok(ask().isFine);
  deliver();
  ask();
  assert.deepEqual(
    wants.map(({ tiles }) => [tiles[0]?.z, tiles.length]),
    [
      [Z, 4],
      [Z + 1, 16],
      [Z - 2, 4],
      [undefined, 0],
    ],
  );
});

test("a view that moves asks for nothing finer", () => {
  const { ask, deliver, wants } = make({ levels: 0 });
  ask();
  deliver();
  assert.deepEqual([ask().levels, ask().isFine], [0, true]);
  assert.equal(wants.at(-1).tiles[0].z, Z - 2);
});

test("the fields of a request are those that its tiles lack together", () => {
  const { ask, wants } = make({ lacking: ({ x }) => (x % 2n === 0n ? ["angle"] : ["smooth", "angle"]) });
  ask();
  assert.deepEqual(new Set(wants[0].fields), new Set(["smooth", "angle"]));
});

test("nothing finer is asked for than the kernel has, or than fits into memory", () => {
  const deepest = make({ levels: 2, range: [-4, Z + 1] });
  deepest.ask();
  deepest.deliver();
  assert.equal(deepest.ask().levels, 1);
  const screen = viewport(["0", "0"], Math.log2(3_840) - 16, 3_840, 2_160);
  const large = make({ levels: 2 });
  large.ask(screen);
  assert.equal(large.ask(screen).levels, 1);
  const [tiles] = [large.ask(screen).tiles.length];
  assert.ok(large.allowed.at(-1) >= 5 * tiles, "there is room for all that is asked for");
});
