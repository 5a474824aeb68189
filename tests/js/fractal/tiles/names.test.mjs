import assert from "node:assert/strict";
import { test } from "node:test";
import { Names } from "../../../../js/src/fractal/tiles/names.js";
import { key } from "../../../../js/src/fractal/tiles/tiles.js";
import { random } from "../../support/random.mjs";

test("two tiles have one name just if they are one tile", () => {
  const { integer } = random(31);
  const names = new Names();
  const known = new Map();
  for (let i = 0; i < 2_000; i++) {
    const bits = [3n, 30n, 700n, 5_000n][i % 4];
    const far = integer(3n) << bits;
    const tile = { z: Number(bits), x: far + integer(9n) - 4n, y: -far + integer(9n) - 4n };
    const name = names.of(tile);
    assert.equal(known.get(name) ?? key(tile), key(tile));
    known.set(name, key(tile));
  }
  assert.equal(new Set(known.values()).size, known.size);
});

test("a name is short, however deep the tile", () => {
  const deep = { z: 5_000, x: (1n << 5_000n) / 3n, y: -(1n << 4_999n) / 7n };
  assert.ok(new Names().of(deep).length < 40);
});

test("names that were forgotten are not given to other tiles", () => {
  const names = new Names();
  const name = names.of({ z: 3, x: 1n, y: 2n });
  names.clear();
  assert.notEqual(names.of({ z: 4, x: 1n, y: 2n }), name);
});
