import assert from "node:assert/strict";
import { test } from "node:test";
import { Cache } from "../../../../js/src/fractal/tiles/cache.js";

function make(limit) {
  const forgotten = [];
  return { cache: new Cache(limit, (value) => forgotten.push(value)), forgotten };
}

test("the bound holds, and what was used least recently goes first", () => {
  const { cache, forgotten } = make(3);
  for (const name of ["a", "b", "c"]) cache.set(name, name);
  assert.equal(cache.get("a"), "a");
  cache.set("d", "d");
  assert.deepEqual(forgotten, ["b"]);
  assert.equal(cache.size, 3);
  assert.ok(cache.has("a") && !cache.has("b"));
});

test("every value is forgotten exactly once", () => {
  const { cache, forgotten } = make(10);
  for (let i = 0; i < 1000; i++) {
    cache.set(String(i % 37), i);
    assert.ok(cache.size <= 10);
  }
  cache.clear();
  assert.equal(cache.size, 0);
  assert.deepEqual(
    forgotten.sort((a, b) => a - b),
    Array.from({ length: 1000 }, (_, i) => i),
  );
});

test("looking whether a key is there does not count as use", () => {
  const { cache, forgotten } = make(2);
  cache.set("a", 1);
  cache.set("b", 2);
  assert.ok(cache.has("a"));
  cache.set("c", 3);
  assert.deepEqual(forgotten, [1]);
});

test("a larger bound can be asked for, a smaller one not", () => {
  const { cache } = make(2);
  cache.allow(5);
  cache.allow(1);
  for (let i = 0; i < 9; i++) cache.set(String(i), i);
  assert.equal(cache.size, 5);
});

test("what is kept is bounded by its weight", () => {
  const forgotten = [];
  const cache = new Cache(
    10,
    (value) => forgotten.push(value),
    (value) => value,
  );
  for (const weight of [4, 3, 3]) cache.set(String(cache.size), weight);
  assert.deepEqual(forgotten, []);
  cache.set("large", 6);
  assert.deepEqual(forgotten, [4, 3]);
  cache.set("large", 7);
  assert.deepEqual(forgotten, [4, 3, 6], "an entry that is replaced weighs no more");
  cache.clear();
  cache.set("full", 10);
  assert.equal(cache.size, 1);
});
