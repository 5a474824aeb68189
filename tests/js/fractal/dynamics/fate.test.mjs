import assert from "node:assert/strict";
import { test } from "node:test";
import { distanceOf, fateOf } from "../../../../js/src/fractal/dynamics/fate.js";
import { iterationOf } from "../../../../js/src/fractal/dynamics/iteration.js";
import { Pixel } from "../../../../js/src/fractal/dynamics/pixel.js";
import { parse } from "../../../../js/src/fractal/viewport/coordinate.js";

const MANDELBROT = iterationOf({ kind: "mandelbrot", parameters: {} });

/** @type {(iteration: any, re: string, im: string, isDeep?: boolean) => string} */
const told = (iteration, re, im, isDeep = false) =>
  fateOf(new Pixel(iteration, { x: parse(re, 200), y: parse(im, 200), bits: 200 }, isDeep));

test("the distance from the tip at -2 is twice the estimate", () => {
  // e = 2 |z| ln |z| / |z'| is four times the distance there.
  for (const x of [1e-3, 1e-6]) {
    const distance = distanceOf(MANDELBROT, [-2 - x, 0]);
    assert.ok(Math.abs(distance / x - 2) < 1e-2, `${distance}`);
  }
  const disc = iterationOf({ kind: "julia", parameters: { c: ["0", "0"], degree: 3 } });
  assert.ok(Math.abs(distanceOf(disc, [1.001, 0]) / 1e-3 - 1) < 1e-2, "of a smooth border it is the distance");
  assert.equal(distanceOf(disc, [0.9, 0]), null);
});

test("what becomes of a point is said in words", () => {
  assert.equal(told(MANDELBROT, "-0.12", "0.745"), "inside, period 3");
  assert.equal(told(MANDELBROT, "-2.001", "0"), "outside, distance to the set about 0.0020");
  assert.equal(told(MANDELBROT, "-1", "0.01", true), "inside, period 2");
  assert.equal(told(MANDELBROT, "1", "1", true), "outside, escapes after 2 steps");
  const newton = iterationOf({ kind: "newton", parameters: { coefficients: ["1", "0", "0", "0", "-1", "0"] } });
  assert.match(told(newton, "1.1", "0"), /^reaches a root after \d steps$/);
  const basilica = iterationOf({ kind: "julia", parameters: { c: ["-1", "0"] } });
  assert.equal(told(basilica, "0.1", "0"), "stays for 400 steps");
});
