import assert from "node:assert/strict";
import { test } from "node:test";
import { modelOf } from "../../../../js/src/fit/models/registry.js";
import { conditional, densityAt, regress } from "../../../../js/src/fit/models/regression.js";
import { randomStep } from "../mixtures.mjs";

const SCALE = { dims: [0, 1], directions: [0, 1], origin: [0, 0], span: [1, 1] };

function shapesOf({ parameters }, type, scale) {
  return modelOf({ kind: "gaussian_mixture", covariance_type: type }).shapes(parameters, scale);
}

/** Weight times density of a mixture in the plane, from the formula. */
function density({ parameters: { weights, means, covariances } }, x, y) {
  return weights.reduce((sum, weight, c) => {
    const [[xx, xy], [, yy]] = covariances[c];
    const [dx, dy, determinant] = [x - means[c][0], y - means[c][1], xx * yy - xy * xy];
    const square = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant;
    return sum + (weight * Math.exp(-square / 2)) / (2 * Math.PI * Math.sqrt(determinant));
  }, 0);
}

test("the conditional mean and deviation are the integrals over y", () => {
  for (const seed of [1, 2, 3]) {
    const step = randomStep(seed, 3, 2, "full");
    const shapes = shapesOf(step, "full", SCALE);
    for (const x of [-2, 0, 0.7, 3]) {
      let [mass, first, second] = [0, 0, 0];
      // The trapezium rule is exact to rounding for a function that vanishes at both ends.
      for (let y = -40; y <= 40; y += 0.01) {
        const p = density(step, x, y);
        [mass, first, second] = [mass + p, first + p * y, second + p * y * y];
      }
      const { mean, deviation } = regress(shapes, x);
      assert.ok(Math.abs(mean - first / mass) < 1e-8);
      assert.ok(Math.abs(deviation - Math.sqrt(second / mass - (first / mass) ** 2)) < 1e-7);
    }
  }
});

test("it stays finite far from all components, and is nothing without one", () => {
  const shapes = shapesOf(randomStep(4, 3, 2, "full"), "full", SCALE);
  for (const x of [-1e100, 1e8]) {
    const { mean, deviation } = regress(shapes, x);
    assert.ok(Number.isFinite(mean) && deviation >= 0);
  }
  assert.equal(regress([null], 0), null);
  assert.equal(regress([{ weight: 1, mean: [0, 0], factor: Float64Array.of(0, 0, 1) }], 0), null);
  assert.equal(regress([{ weight: 1, mean: [0, 0], factor: null }], 0), null);
});

test("the conditional mixture is the density in the plane over its integral", () => {
  for (const seed of [4, 5]) {
    const step = randomStep(seed, 3, 2, "full");
    const shapes = shapesOf(step, "full", SCALE);
    for (const x of [-1, 0.3, 2]) {
      let mass = 0;
      for (let y = -40; y <= 40; y += 0.01) mass += 0.01 * density(step, x, y);
      const parts = conditional(shapes, x);
      assert.ok(Math.abs(parts.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-12);
      for (const y of [-2, -0.5, 0, 1.3]) {
        const expected = density(step, x, y) / mass;
        assert.ok(Math.abs(densityAt(parts, y) - expected) <= 1e-9 * Math.max(1, expected), `${x} ${y}`);
      }
    }
  }
  assert.deepEqual(conditional([null], 0), []);
});
