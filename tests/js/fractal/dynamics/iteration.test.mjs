import assert from "node:assert/strict";
import { test } from "node:test";
import { attractingCycle } from "../../../../js/src/fractal/dynamics/attraction.js";
import { criticalPoints, iterationOf, orbitOf, roots } from "../../../../js/src/fractal/dynamics/iteration.js";

const close = (a, b, tolerance = 1e-9) =>
  assert.ok(Math.hypot(a[0] - b[0], a[1] - b[1]) <= tolerance, `${a} is not ${b}`);

test("a pixel is a parameter or a start", () => {
  const mandelbrot = iterationOf({ kind: "mandelbrot", parameters: {} });
  assert.deepEqual(orbitOf(mandelbrot, [0, 1], 3).points, [
    [0, 0],
    [0, 1],
    [-1, 1],
    [0, -1],
  ]);
  const julia = iterationOf({ kind: "julia", parameters: { c: ["-1", "0"] } });
  assert.deepEqual(orbitOf(julia, [0.5, 0], 2), {
    points: [
      [0.5, 0],
      [-0.75, 0],
      [-0.4375, 0],
    ],
    end: "stays",
  });
  const cubic = iterationOf({ kind: "julia", parameters: { c: ["0", "0"], degree: 3 } });
  assert.deepEqual(orbitOf(cubic, [2, 0], 9), {
    points: [
      [2, 0],
      [8, 0],
    ],
    end: "escapes",
  });
});

test("the ship folds before it squares", () => {
  const ship = iterationOf({ kind: "burning_ship", parameters: { c: ["0.5", "-1"] } });
  close(orbitOf(ship, [-0.25, -0.5], 1).points[1], [0.5 + 0.0625 - 0.25, -1 + 0.25]);
  assert.ok(iterationOf({ kind: "burning_ship", parameters: {} }).isParameter);
});

test("Newton's method ends at a root, or at infinity", () => {
  for (const parameters of [
    { coefficients: ["1", "0", "0", "0", "0", "0", "-1", "0"] },
    { roots: ["1", "0", "-0.5", "0.8660254037844386", "-0.5", "-0.8660254037844386"] },
  ]) {
    const newton = iterationOf({ kind: "newton", parameters });
    const { points, end } = orbitOf(newton, [2, 0.1], 100);
    assert.equal(end, "root");
    close(points.at(-1), [1, 0]);
    for (const point of criticalPoints(newton)) close(point, [0, 0], 1e-5);
  }
  const square = iterationOf({ kind: "newton", parameters: { coefficients: ["1", "0", "0", "0", "-1", "0"] } });
  assert.equal(orbitOf(square, [0, 0], 100).end, "pole");
});

test("roots are those that the polynomial was made of", () => {
  const found = roots([
    [1, 0],
    [-6, 0],
    [11, 0],
    [-6, 0],
  ]).sort((a, b) => a[0] - b[0]);
  found.forEach((root, at) => close(root, [at + 1, 0]));
  assert.deepEqual(roots([[3, 0]]), []);
});

test("a family that the page does not know has no iteration", () => {
  assert.equal(iterationOf({ kind: "phoenix", parameters: {} }), null);
});

test("attracting cycles have the period and the multiplier that are known", () => {
  // Multipliers of periods 1 and 2: 1 - sqrt(1 - 4 c) and 4 (c + 1).
  assert.equal(attractingCycle([-0.6, 0], 2, 4096).points.length, 1);
  close(attractingCycle([-0.6, 0], 2, 4096).multiplier, [1 - Math.sqrt(3.4), 0]);
  const two = attractingCycle([-1.1, 0.05], 2, 4096);
  assert.equal(two.points.length, 2);
  close(two.multiplier, [-0.4, 0.2]);
  for (const [c, period] of [
    [[-0.122561166876654, 0.744861766619744], 3],
    [[-1.754877666246693, 0], 3],
    [[-1.940799806529485, 0], 4],
    [[-1.985424253054205, 0], 5],
    [[-0.113418655949437, 0.860569472501573], 6],
  ]) {
    const found = attractingCycle(c, 2, 4096);
    assert.equal(found.points.length, period, String(c));
    assert.ok(Math.hypot(...found.multiplier) < 1e-6);
    close(found.points[0], [0, 0], 1e-6);
  }
});

test("where nothing attracts there is no cycle", () => {
  for (const c of [
    [1, 0],
    [0, 1],
    [-2, 0],
    [Number.NaN, 0],
  ]) {
    assert.equal(attractingCycle(c, 2, 4096), null, String(c));
  }
});

test("a constant that is no number is none", () => {
  for (const c of [
    ["x", "0"],
    ["0", ""],
    ["0x1", "0"],
    ["Infinity", "0"],
  ]) {
    assert.equal(iterationOf({ kind: "julia", parameters: { c } }), null);
  }
});
