import assert from "node:assert/strict";
import { test } from "node:test";
import { deepCycle, deepOrbit, toComplex } from "../../../../js/src/fractal/dynamics/deep.js";
import { iterationOf, orbitOf } from "../../../../js/src/fractal/dynamics/iteration.js";
import { Pixel } from "../../../../js/src/fractal/dynamics/pixel.js";
import { Plane } from "../../../../js/src/fractal/overlays/plane.js";
import { parse } from "../../../../js/src/fractal/viewport/coordinate.js";
import { viewport } from "../../../../js/src/fractal/viewport/viewport.js";

/** A nucleus of period 1362, found with 1000 bits; the copy about it is 1e-90 wide. */
const NUCLEUS = [
  "-0.1011100287226126372109070337771139449906465960156685748547457884192981087390085626309135018238918367114430130132407214671598792141",
  "0.9554227637760219910040252544556515976521286581013682403344858161574908822380383262606092926915773526082199123680207893699203025394",
];

const spot = ([re, im], bits) => ({ x: parse(re, bits), y: parse(im, bits), bits });

test("where float64 suffices, orbits are those of float64", () => {
  for (const formula of [
    { kind: "mandelbrot", parameters: {} },
    { kind: "julia", parameters: { c: ["0.1", "-0.2"], degree: 5 } },
    { kind: "julia", parameters: { c: ["-0.12", "0.74"] } },
  ]) {
    const iteration = iterationOf(formula);
    for (const point of [
      ["0.3", "0.4"],
      ["-1.1", "0.05"],
      ["1.9", "1.9"],
    ]) {
      const pixel = new Pixel(iteration, spot(point, 80), true);
      const expected = orbitOf(iteration, point.map(Number), 400);
      assert.equal(pixel.orbit.end, expected.end);
      assert.equal(pixel.orbit.points.length, expected.points.length);
      for (const [n, [re, im]] of expected.points.slice(0, 12).entries()) {
        const [x, y] = pixel.orbit.points[n];
        assert.ok(Math.hypot(x - re, y - im) < 1e-9 * (1 + Math.hypot(re, im)), `${formula.kind} ${point} ${n}`);
      }
    }
  }
});

test("at depth an orbit comes back to where it began", () => {
  const iteration = iterationOf({ kind: "julia", parameters: { c: ["0", "1"] } });
  // -i is of period 2, and far beyond float64 its neighbor goes away from it by the multiplier, 4 + 4i, in two steps.
  const view = viewport(["0", "-1"], -1000, 640, 480);
  const plane = new Plane(view, 1);
  const bits = view.bits;
  const pixel = new Pixel(iteration, { x: 1n << BigInt(bits - 1005), y: -(1n << BigInt(bits)), bits }, true);
  const [first, , third] = pixel.orbit.spots.map((each) => plane.where(each));
  assert.ok(Math.hypot(first[0] - 340, first[1] - 240) < 1e-9);
  assert.ok(Math.abs(third[0] - (320 + 4 * 20)) < 1e-6);
  assert.ok(Math.abs(third[1] - (240 - 4 * 20)) < 1e-6);
});

test("far points lie in their direction", () => {
  const plane = new Plane(viewport(["0", "0"], -2000, 640, 480), 1);
  const [x, y] = plane.place(["1", "0.5"]);
  assert.ok(Number.isFinite(x) && x > 1e5);
  assert.ok(Math.abs((240 - y) / (x - 320) - 0.5) < 1e-9);
});

test("the cycle of a small copy is found", () => {
  for (const bits of [300, 440, 700]) {
    const { points, multiplier } = deepCycle(2, spot(NUCLEUS, bits));
    assert.equal(points.length, 1362);
    assert.ok(Math.hypot(...multiplier) < 1);
  }
  const inside = deepCycle(2, spot(["-1", "0.01"], 200));
  assert.ok(Math.hypot(inside.multiplier[0], inside.multiplier[1] - 0.04) < 1e-12);
  assert.equal(deepCycle(2, spot(["0.5", "0.5"], 300)), null);
  assert.deepEqual(toComplex(deepOrbit(3, spot(["0", "1"], 90), spot(["0", "0"], 90), 4).points[1]), [0, 1]);
});
