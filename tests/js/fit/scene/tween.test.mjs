import assert from "node:assert/strict";
import { test } from "node:test";
import { Pulses } from "../../../../js/src/fit/scene/pulses.js";
import { DURATION, Tween } from "../../../../js/src/fit/scene/tween.js";

const still = (mean, factor, color) => ({
  shapes: [{ weight: 0.5, mean, factor: Float64Array.from(factor) }],
  colors: Uint8ClampedArray.from(color),
});

test("a tween begins at the step before and ends at exactly the next one", () => {
  const [from, to] = [still([0, 0], [1, 0, 1], [0, 0, 0, 255]), still([0.1, 0.3], [2, -1, 0.1], [90, 33, 7, 255])];
  const tween = new Tween(from, to, 1_000, DURATION);
  assert.deepEqual(tween.shapes(1_000), from.shapes);
  assert.deepEqual(tween.colors(1_000), from.colors);
  assert.equal(tween.shapes(1_000 + DURATION), to.shapes);
  assert.equal(tween.colors(1_000 + DURATION), to.colors);
  assert.ok(!tween.moves(1_000 + DURATION));
});

test("means and Cholesky factors go straight, never back", () => {
  const [from, to] = [still([0, 0], [1, 0, 1], [0, 0, 0, 255]), still([1, 2], [2, -1, 0.5], [200, 100, 0, 255])];
  const tween = new Tween(from, to, 0, DURATION);
  let last = -1;
  for (let now = 0; now < DURATION; now += 10) {
    const [{ mean, factor }] = tween.shapes(now);
    assert.ok(Math.abs(mean[1] - 2 * mean[0]) < 1e-12);
    assert.ok(Math.abs(factor[0] - 1 - mean[0]) < 1e-12);
    assert.ok(Math.abs(factor[1] + mean[0]) < 1e-12);
    assert.ok(mean[0] > last);
    assert.ok(Math.abs(tween.colors(now)[0] - 200 * mean[0]) <= 0.5);
    last = mean[0];
  }
});

test("where motion is not wanted the step is there at once", () => {
  const [from, to] = [still([0, 0], [1, 0, 1], [0, 0, 0, 255]), still([1, 2], [2, -1, 0.5], [1, 1, 1, 255])];
  const tween = new Tween(from, to, 0, 0);
  assert.equal(tween.shapes(0), to.shapes);
  assert.ok(!tween.moves(0));
});

test("another number of components, points or dimensions is shown as it is", () => {
  const from = still([0], [1], [0, 0, 0, 255]);
  const to = { shapes: [...still([1, 2], [2, -1, 0.5], []).shapes, null], colors: new Uint8ClampedArray(8) };
  const tween = new Tween(from, to, 0, DURATION);
  assert.deepEqual(tween.shapes(50), to.shapes);
  assert.equal(tween.colors(50), to.colors);
});

test("a component that degenerates pulses once", () => {
  const pulses = new Pulses();
  pulses.follow([], 0);
  pulses.follow([2], 1_000);
  assert.equal(pulses.at(2, 1_000), 0);
  assert.ok(pulses.moves(1_500));
  pulses.follow([2], 2_000);
  assert.equal(pulses.at(2, 2_000), 1, "it does not begin again");
  assert.ok(!pulses.moves(2_000));
  pulses.follow([], 3_000);
  pulses.follow([2], 4_000);
  assert.equal(pulses.at(2, 4_000), 0, "until it degenerates again");
  assert.equal(pulses.at(0, 4_000), 1);
});
