import assert from "node:assert/strict";
import { test } from "node:test";
import { NEUTRAL } from "../../../../js/src/fit/draw/theme.js";
import { modelOf } from "../../../../js/src/fit/models/registry.js";
import { Shades, shade } from "../../../../js/src/fit/scene/shades.js";
import { makeStep } from "../mixtures.mjs";

const EM = modelOf({ kind: "gaussian_mixture", covariance_type: "full" });
const RED = [255, 0, 0];
const GREEN = [0, 255, 0];
const style = (changes = {}) => ({ colors: "blend", fade: false, palette: [RED, GREEN], hovered: null, ...changes });

test("a point's color is the mixture of its components' in linear light", () => {
  const colors = shade(Float64Array.of(1, 0, 0.5, 0.5, 0.25, 0.75), 3, style());
  assert.deepEqual([...colors], [255, 0, 0, 255, 188, 188, 0, 255, 137, 225, 0, 255]);
});

test("argmax shows the largest share only", () => {
  const colors = shade(Float64Array.of(0.6, 0.4, 0.1, 0.9), 2, style({ colors: "argmax" }));
  assert.deepEqual([...colors], [255, 0, 0, 255, 0, 255, 0, 255]);
});

test("fading: opacity falls with entropy, from opaque where a point is certain", () => {
  const [certain, likely, open] = [
    [1, 0],
    [0.8, 0.2],
    [0.5, 0.5],
  ].map((row) => shade(Float64Array.from(row), 1, style({ fade: true }))[3]);
  assert.equal(certain, 255);
  assert.ok(certain > likely && likely > open);
  assert.equal(open, Math.round(255 * (0.1 + 0.9 / 4)));
});

test("a component that is pointed at stands out by its share", () => {
  const colors = shade(Float64Array.of(1, 0, 0, 1), 2, style({ hovered: 0 }));
  assert.equal(colors[3], 255);
  assert.ok(colors[7] < 60);
});

function makePoints(n) {
  return {
    n,
    d: 1,
    total: n,
    data: Float64Array.from({ length: n }, (_, i) => i / n),
    labels: null,
    low: [0],
    high: [1],
  };
}

function makeSteps(count) {
  return Array.from({ length: count }, (_, i) =>
    makeStep({ weights: [0.5, 0.5], means: [[0], [i + 1]], covariances: [[[1]], [[1]]] }),
  );
}

test("points are grey before the first E step", () => {
  const shades = new Shades(makePoints(2), style());
  assert.deepEqual([...shades.colors(null, EM)], [...NEUTRAL, 255, ...NEUTRAL, 255]);
});

test("the colors of a step are kept, but not those of another style, and not without end", () => {
  const shades = new Shades(makePoints(20_000), style());
  const steps = makeSteps(150);
  const of = (step) => shades.colors(step, EM);
  const first = of(steps[0]);
  assert.equal(of(steps[0]), first);
  shades.restyle(style());
  assert.equal(of(steps[0]), first);
  for (const step of steps) of(step);
  assert.notEqual(of(steps[0]), first, "150 steps of 80 kB are more than is kept");
  assert.deepEqual(of(steps[0]), first);
  const last = of(steps[149]);
  shades.restyle(style({ colors: "argmax" }));
  assert.notEqual(of(steps[149]), last);
});
