import assert from "node:assert/strict";
import { test } from "node:test";
import { tableScale } from "../../../../js/src/fit/charts/table.js";
import { modelOf } from "../../../../js/src/fit/models/registry.js";

const MODEL = modelOf({ kind: "poisson_mixture" });
const PARAMETERS = {
  weights: [0.3, 0.7],
  rates: [
    [2, 150],
    [5, 180],
  ],
};

/** Weight times probability, factor by factor. */
function joint(component, x) {
  return x.reduce((product, count, j) => {
    const rate = PARAMETERS.rates[component][j];
    let term = Math.exp(-rate);
    for (let i = 1; i <= count; i++) term *= rate / i;
    return product * term;
  }, PARAMETERS.weights[component]);
}

test("shares and parts are the formula's, of small counts and of large ones", () => {
  for (const x of [
    [0, 150],
    [3, 120],
    [9, 200],
  ]) {
    const joints = [joint(0, x), joint(1, x)];
    const total = joints[0] + joints[1];
    MODEL.shares(PARAMETERS, x, 2).forEach((share, component) => {
      assert.ok(Math.abs(share - joints[component] / total) < 1e-12);
    });
    const { part, total: shown, rate } = MODEL.values(PARAMETERS, PARAMETERS, Float64Array.from(x), [1], 1);
    assert.ok(Math.abs(part / joints[1] - 1) < 1e-11 && Math.abs(shown / total - 1) < 1e-11);
    assert.equal(rate, 180);
  }
});

test("a rate of zero is possible where nothing is counted only", () => {
  const parameters = { weights: [0.5, 0.5], rates: [[0], [2]] };
  const shares = [...MODEL.shares(parameters, [0, 1], 1)];
  assert.ok(Math.abs(shares[0] - 1 / (1 + Math.exp(-2))) < 1e-12);
  assert.deepEqual(shares.slice(2), [0, 1]);
});

test("a full bar is the largest count of its feature", () => {
  const scale = tableScale(2, [10, 300]);
  assert.deepEqual(
    MODEL.shapes(PARAMETERS, scale).map(({ mean }) => mean),
    [
      [0.2, 0.5],
      [0.5, 0.6],
    ],
  );
  assert.deepEqual(tableScale(2, [0, 3]).span, [1, 3]);
  assert.deepEqual(tableScale(1, null).span, [1]);
});
