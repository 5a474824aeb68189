import assert from "node:assert/strict";
import { test } from "node:test";
import { scaleOf } from "../../../../js/src/fit/draw/data_scale.js";
import { comparisonOf, KINDS, modelOf, siblingsOf } from "../../../../js/src/fit/models/registry.js";
import { figuresOf, formulaValues } from "../../../../js/src/fit/panels/formula_values.js";
import { parametersOf } from "../mixtures.mjs";

/** An element as far as formulas need one. */
class FakeElement {
  append() {}
  setAttribute() {}
}

/** Models that are one system or one plane, of which nothing is shared out; they have tests of their own. */
const WHOLE = new Set(["kalman_smoother", "factor_analysis", "ppca"]);

/** All descriptions of the others. */
const DESCRIPTIONS = KINDS.filter((kind) => !WHOLE.has(kind)).flatMap((kind) => {
  const { variants } = modelOf({ kind });
  const lattice = kind === "self_organizing_map" ? { rows: 1, columns: 3 } : {};
  return variants.length > 0 ? variants.map((type) => ({ kind, covariance_type: type })) : [{ kind, ...lattice }];
});

test("a model that the page does not know is refused by its name", () => {
  assert.throws(() => modelOf({ kind: "oracle" }), /oracle/);
  assert.throws(() => modelOf({ kind: "toString" }), RangeError);
});

test("models of the same data name each other, and what can be compared", () => {
  for (const kind of KINDS) {
    const siblings = siblingsOf(kind);
    assert.ok(siblings.some((sibling) => sibling.kind === kind));
    for (const sibling of siblings) assert.equal(sibling.view, modelOf({ kind }).view);
  }
  assert.equal(comparisonOf("gaussian_mixture"), "k-means beside EM");
  assert.equal(comparisonOf("kmeans"), "k-means beside EM");
});

for (const description of DESCRIPTIONS) {
  const model = modelOf(description);
  const name = `${description.kind} ${model.variant}`.trim();

  test(`shares of each sample sum to one, and each component has a shape: ${name}`, () => {
    const parameters = parametersOf(description, 3, 4);
    const data = Float64Array.from({ length: 20 * 4 }, (_, i) => i % 2);
    const shares = model.shares(parameters, data, 4);
    assert.equal(shares.length, 20 * 3);
    for (let at = 0; at < shares.length; at += 3) {
      const sum = shares.subarray(at, at + 3).reduce((total, share) => total + share, 0);
      assert.ok(Math.abs(sum - 1) < 1e-12);
    }
    // Of a chain they are those of the long run.
    const weights = model.isSequential ? model.weights(parameters) : parameters.weights;
    assert.deepEqual(model.weights(parameters), weights);
    assert.ok(Math.abs(weights.reduce((total, weight) => total + weight, 0) - 1) < 1e-12);
    const shapes = model.shapes(parameters, scaleOf([0, 1], [0, 0, 0, 0], [1, 1, 1, 1]));
    assert.deepEqual(
      shapes.map((shape) => shape?.weight),
      weights,
    );
    assert.deepEqual(
      model.centers(parameters).map(({ length }) => length),
      [4, 4, 4],
    );
  });

  test(`every slot in the formulas has its figure: ${name}`, (t) => {
    globalThis.document = { createElementNS: () => new FakeElement(), createElement: () => new FakeElement() };
    t.after(() => delete globalThis.document);
    const parameters = parametersOf(description, 3, 4);
    const step = { phase: "expect", parameters };
    const points = { data: Float64Array.of(0, 1, 1, 0), d: 4 };
    for (const dims of [[2], [1, 0], [0, 3, 1]]) {
      const figures = figuresOf(formulaValues({ step, shading: step, model }, points, dims, 0, null));
      const slot = (slotName) => {
        assert.match(figures[slotName] ?? "no figure", /^\u2212?\d/, `${slotName} of ${dims.length} dimensions`);
        return new FakeElement();
      };
      model.formulas.expect(slot, dims.length);
      model.formulas.maximize(slot, dims.length);
    }
  });
}
