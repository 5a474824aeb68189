import assert from "node:assert/strict";
import { test } from "node:test";
import { modelOf } from "../../../../js/src/fit/models/registry.js";
import { random } from "../../support/random.mjs";

const MODEL = modelOf({ kind: "bernoulli_mixture" });

function make(seed, k, d) {
  const { number } = random(seed);
  const raw = Array.from({ length: k }, () => 0.2 + number());
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return {
    weights: raw.map((weight) => weight / total),
    probabilities: Array.from({ length: k }, () => Array.from({ length: d }, () => 0.02 + 0.96 * number())),
  };
}

/** Weight times probability, factor by factor. */
function joint({ weights, probabilities }, component, x) {
  return x.reduce((product, value, j) => {
    const p = probabilities[component][j];
    return product * (value === 1 ? p : 1 - p);
  }, weights[component]);
}

test("shares are the formula's", () => {
  for (const d of [1, 3, 7]) {
    const parameters = make(d, 3, d);
    for (let bits = 0; bits < 2 ** d; bits++) {
      const x = Array.from({ length: d }, (_, j) => (bits >> j) & 1);
      const joints = [0, 1, 2].map((component) => joint(parameters, component, x));
      const total = joints.reduce((sum, value) => sum + value, 0);
      MODEL.shares(parameters, x, d).forEach((share, component) => {
        assert.ok(Math.abs(share - joints[component] / total) < 1e-13);
      });
      const { part, total: shown } = MODEL.values(parameters, parameters, Float64Array.from(x), [0], 1);
      assert.ok(Math.abs(part / joints[1] - 1) < 1e-12);
      assert.ok(Math.abs(shown / total - 1) < 1e-12);
    }
  }
});

test("thousands of features neither underflow nor lose the share", () => {
  const d = 5000;
  const parameters = {
    weights: [0.5, 0.5],
    probabilities: [Array.from({ length: d }, () => 0.3), Array.from({ length: d }, (_, j) => (j === 0 ? 0.6 : 0.3))],
  };
  const x = Float64Array.from({ length: d }, (_, j) => (j % 2 === 0 ? 1 : 0));
  const [first, second] = MODEL.shares(parameters, x, d);
  assert.ok(Math.abs(first - 1 / 3) < 1e-9 && Math.abs(second - 2 / 3) < 1e-9);
});

test("a probability of zero or one decides, and where it decides against all, all take alike", () => {
  const parameters = {
    weights: [0.5, 0.5],
    probabilities: [
      [0, 0.5],
      [1, 0.5],
    ],
  };
  assert.deepEqual([...MODEL.shares(parameters, [1, 0, 0, 0], 2)], [0, 1, 1, 0]);
  const impossible = { weights: [0.5, 0.5], probabilities: [[0], [0]] };
  assert.deepEqual([...MODEL.shares(impossible, [1], 1)], [0.5, 0.5]);
});

test("a component without weight takes nothing", () => {
  const parameters = { weights: [0, 1], probabilities: [[0.9], [0.1]] };
  assert.deepEqual([...MODEL.shares(parameters, [1], 1)], [0, 1]);
});
