import assert from "node:assert/strict";
import { test } from "node:test";
import { multiples, rayOf, rayThrough, simplest } from "../../../../js/src/fractal/dynamics/exterior.js";
import { iterationOf } from "../../../../js/src/fractal/dynamics/iteration.js";

const julia = (re, im, degree = 2) =>
  iterationOf({ kind: "julia", parameters: { c: [String(re), String(im)], degree } });
const mandelbrot = iterationOf({ kind: "mandelbrot", parameters: {} });
const isNear = (a, b, tolerance) => assert.ok(Math.hypot(a[0] - b[0], a[1] - b[1]) <= tolerance, `${a} is not ${b}`);

test("rays land where they are known to", () => {
  const alpha = (1 - Math.sqrt(5)) / 2;
  for (const p of [1, 2]) isNear(rayOf(julia(-1, 0), { p, q: 3 }).at(-1), [alpha, 0], 1e-3);
  isNear(rayOf(julia(-2, 0), { p: 1, q: 3 }).at(-1), [-1, 0], 1e-9);
  isNear(rayOf(mandelbrot, { p: 1, q: 6 }).at(-1), [0, 1], 1e-9);
  isNear(rayOf(mandelbrot, { p: 1, q: 4 }).at(-1), [-0.228155493653962, 1.115142508039937], 1e-9);
  isNear(rayOf(julia(0, 0, 3), { p: 1, q: 8 }).at(-1), [Math.SQRT1_2, Math.SQRT1_2], 1e-9);
});

test("a point of a ray has its angle, in both planes and all degrees", () => {
  for (const iteration of [mandelbrot, julia(-0.12, 0.74), julia(0.1, 0.3, 3), julia(-1, 0)]) {
    for (const turns of [
      { p: 1, q: 7 },
      { p: 3, q: 10 },
      { p: 11, q: 12 },
    ]) {
      for (const point of rayOf(iteration, turns).slice(8, 32)) {
        const found = rayThrough(iteration, point);
        assert.ok(Math.abs(found.turns - turns.p / turns.q) < 1e-4, `${point} ${found.turns} ${turns.p}/${turns.q}`);
      }
    }
  }
});

test("outside the disc of c = 0 the angle is the argument", () => {
  for (const turns of [0, 0.1, 0.5, 0.93]) {
    const point = [1.3 * Math.cos(2 * Math.PI * turns), 1.3 * Math.sin(2 * Math.PI * turns)];
    const error = rayThrough(julia(0, 0), point).turns - turns;
    assert.ok(Math.abs(error - Math.round(error)) < 1e-12);
  }
  assert.equal(rayThrough(julia(0, 0), [0.5, 0]), null);
});

test("angles are simple, and double until they come again", () => {
  assert.deepEqual(simplest(0.1429, 0.004), { p: 1, q: 7 });
  assert.deepEqual(simplest(0.9999, 0.004), { p: 0, q: 1 });
  assert.deepEqual(
    multiples({ p: 1, q: 6 }, 2, 12).map(({ p }) => p),
    [1, 2, 4],
  );
});
