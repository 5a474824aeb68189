import assert from "node:assert/strict";
import { test } from "node:test";
import { freeName } from "../../../../js/src/fractal/places/bookmarks.js";
import { savedView, toJson, toPython } from "../../../../js/src/fractal/places/saved.js";
import { StandIn } from "../../../../js/src/widget/comm/standin.js";

const PLACE = { center: ["-0.75", "0.1"], log2Width: -12.5 };
const MODEL = {
  formula: { kind: "mandelbrot", parameters: {} },
  max_iter: "auto",
  colormap: "inferno",
  color_by: "smooth",
  density: 1,
  offset: 0,
  light: 0,
  interior: "flat",
};
const saved = (changes = {}) => savedView(new StandIn({ ...MODEL, ...changes }), PLACE);

test("a view is written as the expression that makes it", () => {
  assert.equal(toPython(saved()), 'Mandelbrot().explore(center=("-0.75", "0.1"), log2_width=-12.5)');
  const julia = { kind: "julia", parameters: { c: ["-0.8", "1.56e-1"], degree: 3 } };
  assert.equal(
    toPython(saved({ formula: julia, max_iter: 900, colormap: "magma", light: 0.5 })),
    'Julia(c=("-0.8", "1.56e-1"), degree=3).explore(center=("-0.75", "0.1"), log2_width=-12.5, max_iter=900, colormap="magma", light=0.5)',
  );
  const newton = { kind: "newton", parameters: { roots: ["1.0", "0.0", "-1.0", "-0.5"] } };
  assert.match(toPython(saved({ formula: newton })), /^Newton\(roots=\[1\.0\+0\.0j, -1\.0-0\.5j\]\)\.explore/);
  assert.match(toPython(saved({ formula: { kind: "burning_ship", parameters: {} } })), /^BurningShip\(\)/);
});

test("JSON is ASCII and says all", () => {
  const text = toJson(saved({ colormap: "caf\u00e9" }));
  assert.match(text, /^[ -~]+$/);
  const { formula, center, log2_width, max_iter, coloring } = JSON.parse(text);
  assert.deepEqual([formula, center, log2_width, max_iter], [MODEL.formula, ["-0.75", "0.1"], -12.5, "auto"]);
  assert.equal(coloring.colormap, "caf\u00e9");
});

test("names of bookmarks differ and are short", () => {
  const marks = [{ name: "A" }, { name: "A 2" }];
  assert.equal(freeName("A", marks), "A 3");
  assert.equal(freeName("B", marks), "B");
  assert.ok(freeName("x".repeat(500), [{ name: "x".repeat(76) }]).length <= 80);
});
