import assert from "node:assert/strict";
import { test } from "node:test";
import { fileNameOf, titleOf } from "../../../js/src/fractal/formula.js";

const JULIA = { kind: "julia", parameters: { c: ["-0.8", "0.156"] } };

test("a formula is named from its kind and parameters", () => {
  assert.equal(titleOf(JULIA), "Julia set, c = -0.8 + 0.156i");
  assert.equal(titleOf({ kind: "julia", parameters: { c: ["0", "-1e-3"] } }), "Julia set, c = 0 - 1e-3i");
  assert.equal(titleOf({ kind: "mandelbrot", parameters: {} }), "Mandelbrot set");
  assert.equal(titleOf({ kind: "burning_ship", parameters: { degree: 3 } }), "Burning ship set, degree = 3");
});

test("a file's name says what it shows and is safe everywhere", () => {
  assert.equal(fileNameOf(JULIA), "julia_-0.8_0.156");
  assert.equal(fileNameOf({ kind: "mandelbrot", parameters: {} }), "mandelbrot");
  assert.equal(fileNameOf({ kind: "a/b", parameters: { name: "x:y z" } }), "a_b_x_y_z");
});
