import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fromHex, isReply, MAX_TILES, toHex } from "../../../js/src/fractal/protocol.js";
import { viewId } from "../../../js/src/widget/comm/identity.js";
import { random } from "../support/random.mjs";

test("indices survive the wire, negative and deep ones too", () => {
  const { integer } = random(31);
  for (let i = 0; i < 200; i++) {
    const index = integer(1n << 1000n) - (1n << 999n);
    assert.equal(fromHex(toHex(index)), index);
    assert.match(toHex(index), /^-?[0-9a-f]{1,512}$/);
  }
  assert.equal(toHex(-255n), "-ff");
});

test("every view has a name of its own that the kernel takes", () => {
  const names = new Set(Array.from({ length: 100 }, viewId));
  assert.equal(names.size, 100);
  for (const name of names) assert.match(name, /^[A-Za-z0-9_-]{1,64}$/);
});

test("only what the protocol defines is a reply", () => {
  for (const kind of ["tiles", "accepted", "error"]) assert.ok(isReply({ kind }));
  for (const content of [null, 3, "tiles", {}, { kind: "view" }, []]) assert.ok(!isReply(content));
});

/** The text of a file of the repository. */
const read = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

test("the limits are those of the kernel's side", () => {
  const [, maxTiles] = /^MAX_TILES = (\d+)$/m.exec(read("python/iterscope/fractal/messages/tiles.py"));
  assert.equal(MAX_TILES, Number(maxTiles));
});

test("front end and kernel have one version", () => {
  const [, version] = /^\[workspace\.package\]\nversion = "(.+)"$/m.exec(read("Cargo.toml"));
  assert.equal(JSON.parse(read("js/package.json")).version, version);
  assert.equal(JSON.parse(read("js/package-lock.json")).version, version);
});
