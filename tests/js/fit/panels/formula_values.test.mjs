import assert from "node:assert/strict";
import { test } from "node:test";
import { figuresOf, formulaValues } from "../../../../js/src/fit/panels/formula_values.js";
import { Recording } from "../../../../js/src/fit/playback/recording.js";
import { message, step } from "../recordings.mjs";

/** Density of a bivariate normal, by its textbook formula with explicit inverse and determinant. */
function density([x, y], [mx, my], [[a, b], [, c]]) {
  const determinant = a * c - b * b;
  const [dx, dy] = [x - mx, y - my];
  const square = (c * dx * dx - 2 * b * dx * dy + a * dy * dy) / determinant;
  return Math.exp(-square / 2) / (2 * Math.PI * Math.sqrt(determinant));
}

const WEIGHTS = [0.3, 0.7];
const MEANS = [
  [0, 1],
  [2, -1],
];
const COVARIANCES = [
  [
    [2, 0.5],
    [0.5, 1],
  ],
  [
    [1, -0.3],
    [-0.3, 0.5],
  ],
];
const POINT = [1.2, -0.4];
const POINTS = { data: new Float64Array([9, 9, ...POINT]), d: 2 };

function moment(special = {}) {
  const recording = new Recording();
  const parameters = { weights: WEIGHTS, means: MEANS, covariances: COVARIANCES };
  const model = { kind: "gaussian_mixture", covariance_type: "full", ...special };
  recording.take(message(0, [step(), step({ phase: "expect", iteration: 1, parameters })], { model }));
  return recording.track(model.kind).at(1);
}

test("the numbers of an E step are the densities' own", () => {
  const parts = MEANS.map((mean, k) => WEIGHTS[k] * density(POINT, mean, COVARIANCES[k]));
  for (const component of [0, 1]) {
    const { part, total, share, winner, weight } = formulaValues(moment(), POINTS, [0, 1], 1, component);
    assert.ok(Math.abs(part / parts[component] - 1) < 1e-12);
    assert.ok(Math.abs(total / (parts[0] + parts[1]) - 1) < 1e-12);
    assert.ok(Math.abs(share - part / total) < 1e-12);
    assert.equal(winner, parts[1] > parts[0] ? 1 : 0);
    assert.equal(weight, WEIGHTS[component]);
  }
});

test("mean and covariance are those of the dimensions that are shown, in their order", () => {
  const { mean, covariance } = formulaValues(moment(), POINTS, [1, 0], 1, 0);
  assert.deepEqual(mean, [1, 0]);
  assert.deepEqual(covariance, [
    [1, 0.5],
    [0.5, 2],
  ]);
  assert.deepEqual(formulaValues(moment(), POINTS, [1], 1, 1).covariance, [[0.5]]);
});

test("before the first E step there is nothing to say about a point", () => {
  const recording = new Recording();
  recording.take(message(0, [step()]));
  const { part, share, total, winner } = formulaValues(recording.track("gaussian_mixture").at(0), POINTS, [0, 1], 0, 0);
  assert.deepEqual([part, share, total, winner], [null, null, null, -1]);
});

test("k-means gives a point to the nearest mean and knows no densities", () => {
  const { covariance, part, share, winner } = formulaValues(moment({ kind: "kmeans" }), POINTS, [0, 1], 1, 1);
  assert.deepEqual([covariance, part, share, winner], [[], null, 1, 1]);
});

test("a density that underflows is written by its power of ten, so that no share is nothing by nothing", () => {
  const far = { data: new Float64Array([400, -300]), d: 2 };
  const { part, share, total } = formulaValues(moment(), far, [0, 1], 0, 0);
  for (const value of [part, total]) assert.match(String(value), /^[1-9]\.\d\u2009×\u200910⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]{3,}$/u);
  assert.ok(Number.isFinite(share));
});

test("each slot of a formula has its figure", () => {
  const figures = figuresOf(formulaValues(moment(), POINTS, [0, 1], 1, 1));
  assert.equal(figures.n, "1");
  assert.equal(figures.k, "1");
  assert.equal(figures.weight, "0.70");
  assert.equal(figures.mean1, "\u22121.00");
  assert.equal(figures.covariance01, "\u22120.30");
  assert.equal(figures.covariance11, "0.50");
});
