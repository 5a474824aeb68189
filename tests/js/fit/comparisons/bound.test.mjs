import assert from "node:assert/strict";
import { test } from "node:test";
import { between, boundAlong } from "../../../../js/src/fit/comparisons/bound.js";
import { modelOf } from "../../../../js/src/fit/models/registry.js";
import { makeStep, normals, parametersOf } from "../mixtures.mjs";

const [K, N] = [3, 120];

function pointsOf(data, d, weights = null) {
  return { data: Float64Array.from(data), d, n: data.length / d, total: data.length / d, weights };
}

function samples(seed, d) {
  const normal = normals(seed);
  return Array.from({ length: N * d }, (_, i) => 2 * normal() + (i % 7));
}

function sumOf(rows) {
  return rows.reduce((sum, value) => sum + value, 0);
}

/** The density of a spherical Gaussian in two dimensions. */
function density([x, y], mean, variance) {
  return Math.exp(-((x - mean[0]) ** 2 + (y - mean[1]) ** 2) / 2 / variance) / (2 * Math.PI * variance);
}

/** An M step of spherical Gaussians by the textbook. */
function maximized({ weights, means, covariances }, data) {
  const rows = Array.from({ length: data.length / 2 }, (_, row) => [data[2 * row], data[2 * row + 1]]);
  const shares = rows.map((x) => {
    const parts = weights.map((weight, c) => weight * density(x, means[c], covariances[c]));
    return parts.map((part) => part / sumOf(parts));
  });
  const masses = weights.map((_, c) => sumOf(shares.map((row) => row[c])));
  const moved = masses.map((mass, c) => [0, 1].map((i) => sumOf(rows.map((x, n) => shares[n][c] * x[i])) / mass));
  const spread = (c) => rows.map((x, n) => shares[n][c] * ((x[0] - moved[c][0]) ** 2 + (x[1] - moved[c][1]) ** 2));
  return {
    weights: masses.map((mass) => mass / rows.length),
    means: moved,
    covariances: masses.map((mass, c) => sumOf(spread(c)) / mass / 2),
  };
}

test("both curves touch at the present parameters, the bound is highest at the next ones and nowhere above", () => {
  const model = modelOf({ kind: "gaussian_mixture", covariance_type: "spherical" });
  const present = makeStep({
    weights: [0.2, 0.5, 0.3],
    means: [
      [0, 1],
      [3, 3],
      [6, 2],
    ],
    covariances: [2, 1.5, 4],
  });
  const data = samples(5, 2);
  const next = makeStep(maximized(present.parameters, data));
  const { points, n } = boundAlong(model, present, next, pointsOf(data, 2));
  assert.equal(n, N);
  const touch = points.find(({ at }) => at === 0);
  const rows = Array.from({ length: N }, (_, row) => [data[2 * row], data[2 * row + 1]]);
  const { weights, means, covariances } = present.parameters;
  const wanted = sumOf(
    rows.map((x) => Math.log(sumOf(weights.map((weight, c) => weight * density(x, means[c], covariances[c]))))),
  );
  assert.ok(Math.abs(touch.objective - wanted) < 1e-9 * Math.abs(wanted));
  assert.ok(Math.abs(touch.bound - wanted) < 1e-9 * Math.abs(wanted));
  for (const { objective, bound } of points) assert.ok(bound <= objective + 1e-9);
  const best = points.reduce((one, other) => (other.bound > one.bound ? other : one));
  assert.equal(best.at, 1);
  // The log-likelihood gains at least what the bound gains.
  assert.ok(best.objective - touch.objective > best.bound - touch.bound);
});

test("a weight of two is a sample that is there twice", () => {
  const model = modelOf({ kind: "gaussian_mixture", covariance_type: "full" });
  const [one, other] = [parametersOf({ kind: "gaussian_mixture", covariance_type: "full" }, K, 2), samples(6, 2)];
  const [present, next] = [makeStep(one), makeStep({ ...one, means: one.means.map(([x, y]) => [x + 0.3, y]) })];
  const twice = boundAlong(model, present, next, pointsOf([...other, ...other.slice(0, 2)], 2));
  const weighed = boundAlong(
    model,
    present,
    next,
    pointsOf(
      other,
      2,
      Float64Array.from({ length: N }, (_, row) => (row === 0 ? 2 : 1)),
    ),
  );
  weighed.points.forEach(({ objective, bound }, i) => {
    assert.ok(Math.abs(objective - twice.points[i].objective) < 1e-9 * Math.abs(objective));
    assert.ok(Math.abs(bound - twice.points[i].bound) < 1e-9 * Math.abs(bound));
  });
});

test("k-means has the inertia, and the distances to the means as assigned", () => {
  const model = modelOf({ kind: "kmeans" });
  const data = [0, 0, 1, 0, 5, 0, 6, 0];
  const present = makeStep({
    weights: [0.5, 0.5],
    means: [
      [0, 0],
      [4, 0],
    ],
  });
  const next = makeStep({
    weights: [0.5, 0.5],
    means: [
      [0.5, 0],
      [5.5, 0],
    ],
  });
  const { points } = boundAlong(model, present, next, pointsOf(data, 2));
  const [touch, end] = [0, 1].map((place) => points.find(({ at }) => at === place));
  assert.deepEqual([touch.objective, touch.bound], [-6, -6]);
  assert.deepEqual([end.objective, end.bound], [-1, -1]);
  for (const { objective, bound } of points) assert.ok(bound <= objective + 1e-12);
});

test("tables have bounds, and where the line leaves all models there is no curve", () => {
  for (const kind of ["bernoulli_mixture", "poisson_mixture"]) {
    const model = modelOf({ kind });
    const one = parametersOf({ kind }, K, 2);
    const shrink = (rows) => rows?.map((row) => row.map((value) => value / 4));
    const next = { ...one, probabilities: shrink(one.probabilities), rates: shrink(one.rates) };
    const data = Array.from({ length: 2 * N }, (_, i) => (i * 7) % 2);
    const { points } = boundAlong(model, makeStep(one), makeStep(next), pointsOf(data, 2));
    assert.ok(points.some(({ at }) => at === 0) && points.some(({ at }) => at === 1));
    assert.ok(points.every(({ objective, bound }) => bound <= objective + 1e-9 && Number.isFinite(objective)));
    // A quarter of them at 1, less than nothing beyond 4/3.
    assert.ok(points.at(-1).at < 1.4, kind);
  }
});

test("of many samples every so many-th is taken, and a model without joint densities has no curves", () => {
  const model = modelOf({ kind: "gaussian_mixture", covariance_type: "full" });
  const parameters = parametersOf({ kind: "gaussian_mixture", covariance_type: "full" }, K, 2);
  const step = makeStep(parameters);
  const many = Array.from({ length: 60_000 }, (_, i) => Math.sin(i) * 3);
  const { n, points } = boundAlong(model, step, step, pointsOf(many, 2));
  assert.ok(n < 30_000 && n > 5_000, String(n));
  assert.equal(points.length, 51);
  const wide = parametersOf({ kind: "gaussian_mixture", covariance_type: "full" }, 10, 64);
  assert.equal(boundAlong(model, makeStep(wide), makeStep(wide), pointsOf(many.slice(0, 64 * 900), 64)), null);
  assert.equal(boundAlong({ ...model, joint: undefined }, step, step, pointsOf(many, 2)), null);
});

test("parameters between two are on the line, whatever their form", () => {
  const found = between({ weights: [0, 1], table: [[[2]], [[4]]] }, { weights: [1, 0], table: [[[6]], [[0]]] }, 0.25);
  assert.deepEqual(found, { weights: [0.25, 0.75], table: [[[3]], [[3]]] });
});
