/** Factor models: where samples fall, and the line that a single factor is. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { scaleOf } from "../../../../js/src/fit/draw/data_scale.js";
import { latentOf } from "../../../../js/src/fit/models/factor/latent.js";
import { modelOf } from "../../../../js/src/fit/models/registry.js";
import { figuresOf, formulaValues } from "../../../../js/src/fit/panels/formula_values.js";

const PLANE = {
  mean: [1, -2, 0.5],
  loadings: [
    [1, 0.2],
    [0.5, -1],
    [2, 0.3],
  ],
  noise_variance: [0.5, 0.2, 1],
};

/** @param {number} value @param {number} expected */
const close = (value, expected) => assert.ok(Math.abs(value - expected) < 1e-12, `${value} is not ${expected}`);

test("the expected factors solve the normal equations", () => {
  const x = [3, -1, 4];
  const z = latentOf(PLANE).factors(x);
  for (const factor of [0, 1]) {
    const residual = PLANE.loadings.reduce((sum, line, i) => {
      const left = x[i] - PLANE.mean[i] - line[0] * z[0] - line[1] * z[1];
      return sum + (line[factor] * left) / PLANE.noise_variance[i];
    }, 0);
    close(residual, z[factor]); // the gradient of the noises is that of the prior
  }
  const feet = latentOf(PLANE).falls([...x, ...PLANE.mean]);
  PLANE.loadings.forEach((line, i) => {
    close(feet[i], PLANE.mean[i] + line[0] * z[0] + line[1] * z[1]);
    close(feet[3 + i], PLANE.mean[i]);
  });
});

for (const kind of ["factor_analysis", "ppca"]) {
  test(`${kind} draws the Gaussian of the samples, and a single factor as a line`, () => {
    const model = modelOf({ kind });
    const scale = scaleOf([0, 2], [0, 0, 0], [2, 4, 8]);
    const parameters = { mean: [1, 1, 1], loadings: [[3], [1], [4]], noise_variance: [0.25, 0.25, 0.25] };
    const [shape] = model.shapes(parameters, scale);
    assert.deepEqual(shape.line.along, [3 / 2, 4 / 8]);
    close(shape.line.across[0] * 2, -0.8 * 0.5);
    close(shape.line.across[1] * 8, 0.6 * 0.5);
    const [a, b, c] = shape.factor;
    close(a * a * 4, 9.25);
    close(a * b * 16, 12);
    close((b * b + c * c) * 64, 16.25);
    close(model.weights(parameters)[0], 26 / 26.75);
    assert.equal(
      model.shapes(
        {
          ...parameters,
          loadings: [
            [3, 0],
            [1, 1],
            [4, 1],
          ],
        },
        scale,
      )[0].line,
      undefined,
    );
  });
}

/** An element as far as formulas need one. */
class FakeElement {
  append() {}
  setAttribute() {}
}

for (const kind of ["factor_analysis", "ppca"]) {
  test(`every slot in the formulas of ${kind} has its figure`, (t) => {
    globalThis.document = { createElementNS: () => new FakeElement(), createElement: () => new FakeElement() };
    t.after(() => delete globalThis.document);
    const step = { phase: "expect", parameters: PLANE };
    const model = modelOf({ kind });
    const points = { data: Float64Array.of(0, 1, 1), d: 3 };
    const figures = figuresOf(formulaValues({ step, shading: step, model }, points, [0, 1], 0, null));
    const slot = (name) => {
      assert.match(figures[name] ?? "no figure", /^\u2212?\d/, name);
      return new FakeElement();
    };
    model.formulas.expect(slot, 2);
    model.formulas.maximize(slot, 2);
  });
}
