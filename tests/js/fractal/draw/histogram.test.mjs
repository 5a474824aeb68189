import assert from "node:assert/strict";
import { test } from "node:test";
import { rank, thresholds } from "../../../../js/src/fractal/draw/histogram.js";
import { random } from "../../support/random.mjs";

test("ranks spread evenly over as many groups as there are thresholds and one more", () => {
  const { number } = random(3);
  const numbers = Array.from({ length: 50_000 }, () => Math.floor(1 + 1e5 * number() ** 4));
  const parts = thresholds([0, ...numbers, 0]);
  assert.equal(parts.length, 1023);
  const ranks = numbers.map((each) => rank(parts, each));
  const counted = new Float64Array(16);
  for (const each of ranks) counted[each >> 6] += 1;
  assert.ok(counted.every((group) => Math.abs(group / numbers.length - 1 / 16) < 0.01));
});

test("a rank is the number of thresholds that are reached", () => {
  const parts = Uint32Array.of(3, 5, 5, 9);
  assert.deepEqual(
    [1, 3, 4, 5, 8, 9, 4_294_967_295].map((number) => rank(parts, number)),
    [0, 1, 1, 3, 3, 4, 4],
  );
  assert.equal(rank(thresholds([0, 0]), 7), 0);
});
