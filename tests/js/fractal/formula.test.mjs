import assert from "node:assert/strict";
import { test } from "node:test";
import { fileNameOf, titleOf } from "../../../js/src/fractal/formula.js";

const JULIA = { kind: "julia", parameters: { c: ["-0.8", "0.156"] } };

test("a formula is named from its kind and parameters", () => {
  assert.equal(titleOf(JULIA), "Julia set, c = -0.8 + 0.156i");
  assert.equal(titleOf({ kind: "julia", parameters: { c: ["0", "-1e-3"] } }), "Julia set, c = 0 - 1e-3i");
  assert.equal(titleOf({ kind: "julia", parameters: { c: ["1E-49", "1E-3"] } }), "Julia set, c = 1e-49 + 1e-3i");
  assert.equal(titleOf({ kind: "julia", parameters: { c: ["0.0", "1.0"] } }), "Julia set, c = 0 + i");
  assert.equal(titleOf({ kind: "julia", parameters: { c: ["0.25", "0.0"] } }), "Julia set, c = 0.25");
  assert.equal(titleOf({ kind: "mandelbrot", parameters: {} }), "Mandelbrot set");
  assert.equal(titleOf({ kind: "burning_ship", parameters: { degree: 3 } }), "Burning ship set, degree = 3");
});

test("a file's name says what it shows and is safe everywhere", () => {
  assert.equal(fileNameOf(JULIA), "julia_-0.8_0.156");
  assert.equal(fileNameOf({ kind: "mandelbrot", parameters: {} }), "mandelbrot");
  assert.equal(fileNameOf({ kind: "a/b", parameters: { name: "x:y z" } }), "a_b_x_y_z");
});

test("a formula of many digits or numbers has a title of one line, and a name for files", () => {
  const long = { kind: "julia", parameters: { c: [`-0.${"123456789".repeat(17)}`, "0.1"], degree: 3 } };
  assert.equal(titleOf(long), "Julia set, c = -0.123456789123456… + 0.1i, degree = 3");
  assert.equal(fileNameOf(long), "julia_-0.123456789123456789123_0.1_3");
  const roots = ["1", "0", "-0.5", "0.9", "-0.5", "-0.9"];
  assert.equal(
    titleOf({ kind: "newton", parameters: { roots } }),
    "Newton fractal, roots = 1; -0.5 + 0.9i; -0.5 - 0.9i",
  );
  const many = { kind: "newton", parameters: { roots: Array(60).fill("0.25") } };
  assert.equal(titleOf(many), "Newton fractal, roots = 30 complex numbers");
  assert.ok(fileNameOf(many).length < 100);
  assert.match(titleOf({ kind: "burning_ship", parameters: { c: ["0", "1"] } }), /^Burning ship Julia set, c = /);
});

test("where there is little room, both parts of a number are shortened alike", () => {
  const c = ["-0.743643887037151", "0.131825904205330"];
  const titles = [18, 10, 6].map((digits) => titleOf({ kind: "julia", parameters: { c } }, digits));
  assert.deepEqual(titles, [
    "Julia set, c = -0.743643887037151 + 0.131825904205330i",
    "Julia set, c = -0.7436438… + 0.13182590…i",
    "Julia set, c = -0.743… + 0.1318…i",
  ]);
});

test("Newton's method is named after its polynomial", () => {
  const title = (/** @type {string[]} */ ...coefficients) => titleOf({ kind: "newton", parameters: { coefficients } });
  assert.equal(title("1.0", "0.0", "0.0", "0.0", "0.0", "0.0", "-1.0", "0.0"), "Newton fractal of z³ - 1");
  assert.equal(title("1", "0", "0", "0", "0", "0", "0", "0", "-1", "0", "0", "0"), "Newton fractal of z⁵ - z");
  assert.equal(title("0", "-1", "0.5", "2", "0", "0.25"), "Newton fractal of -iz² + (0.5 + 2i)z + 0.25i");
  const sixteen = title(...Array(34).fill("0.25"));
  assert.equal(sixteen, "Newton fractal of a polynomial of degree 16");
});
