import assert from "node:assert/strict";
import { test } from "node:test";
import { modelOf } from "../../../../js/src/fit/models/registry.js";

const MODEL = modelOf({ kind: "categorical_mixture" });
const PARAMETERS = {
  weights: [0.3, 0.7],
  probabilities: [
    [
      [0.2, 0.5, 0.3],
      [0.1, 0.1, 0.8],
    ],
    [
      [0.6, 0.3, 0.1],
      [0.4, 0.4, 0.2],
    ],
  ],
};

test("shares and parts are the formula's", () => {
  for (const x of [
    [0, 2],
    [1, 1],
    [2, 0],
  ]) {
    const joints = [0, 1].map(
      (c) => PARAMETERS.weights[c] * PARAMETERS.probabilities[c][0][x[0]] * PARAMETERS.probabilities[c][1][x[1]],
    );
    const total = joints[0] + joints[1];
    MODEL.shares(PARAMETERS, x, 2).forEach((share, c) => {
      assert.ok(Math.abs(share - joints[c] / total) < 1e-13);
    });
    const values = MODEL.values(PARAMETERS, PARAMETERS, Float64Array.from(x), [1], 1);
    assert.ok(Math.abs(values.part / joints[1] - 1) < 1e-12);
    assert.equal(values.probability, PARAMETERS.probabilities[1][1][x[1]]);
    assert.equal(values.category, x[1]);
  }
});

test("a bar is the last category, and the layers are all", () => {
  const [first] = MODEL.shapes(PARAMETERS, { dims: [0, 1], origin: [0, 0], span: [1, 1] });
  assert.deepEqual(first.mean, [0.3, 0.8]);
  assert.deepEqual(first.layers, PARAMETERS.probabilities[0]);
  assert.deepEqual(MODEL.centers(PARAMETERS)[1], [0.1, 0.2]);
});
