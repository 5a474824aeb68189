import assert from "node:assert/strict";
import { test } from "node:test";
import { degenerateOf } from "../../../../js/src/fit/draw/drawing.js";
import { modelOf } from "../../../../js/src/fit/models/registry.js";
import { collapse, ending, spoken, spokenRow, stayingOf } from "../../../../js/src/fit/panels/captions.js";
import { step } from "../recordings.mjs";

const EM = modelOf({ kind: "gaussian_mixture" });
const KMEANS = modelOf({ kind: "kmeans" });
const FIT = { model: EM, tol: 1e-3, max_iter: 100 };

test("screen readers are told iteration and log-likelihood", () => {
  assert.equal(spoken(step({ iteration: 7, log_likelihood: -1234.5 }), EM), "iteration 7, log-likelihood \u22121234.5");
  assert.equal(spoken(step({ iteration: 7, log_likelihood: -88 }), KMEANS), "iteration 7, inertia 88.000");
  assert.equal(spoken(step(), EM), "iteration 0");
});

test("why a fit has ended is said in words, with what decided it", () => {
  assert.match(ending(step({ iteration: 12, stop_reason: "converged" }), FIT), /12 iterations.*0\.001/);
  assert.match(ending(step({ iteration: 1, stop_reason: "converged" }), { ...FIT, model: KMEANS }), /1 iteration:/);
  assert.match(ending(step({ iteration: 100, stop_reason: "max_iter" }), FIT), /100 iterations, not converged/);
  assert.match(ending(step({ iteration: 3, stop_reason: "callback" }), FIT), /callback/);
  assert.match(ending(step({ iteration: 3 }), FIT), /so far/);
  const file = { ...FIT, isFile: true };
  assert.equal(ending(step({ iteration: 3 }), file), "Here the file ends, after 3 iterations.");
  assert.match(ending(step({ iteration: 3, stop_reason: "converged" }), file), /^Converged .*\. Exported file\.$/);
  assert.match(ending(step({ iteration: 3 }), { ...file, failure: "it collapsed" }), /^Failed .*\. Exported file\.$/);
});

test("components that have collapsed are named", () => {
  assert.match(collapse([2], EM, []), /^Component 2 has .*reg_covar/);
  assert.match(collapse([0, 2, 5], EM, []), /^Components 0, 2 and 5 have/);
  assert.match(collapse([1], KMEANS, []), /no samples/);
});

test("many components in a row are named by the first and the last", () => {
  assert.match(collapse([0, 1, 2, 3, 4, 5], EM, []), /^Components 0 to 5 have /);
  assert.match(collapse([0, 1, 2, 3, 5], EM, []), /^Components 0, 1, 2, 3 and 5 have /);
  assert.match(collapse([1, 2, 3], EM, []), /^Components 1, 2 and 3 have /);
});

test("what of a component is fixed is named", () => {
  const model = { frozen: { weights: [0], means: [0, 2], covariances: [] } };
  assert.deepEqual(stayingOf(model, 0), ["weight", "mean"]);
  assert.deepEqual(stayingOf(model, 1), []);
  assert.deepEqual(stayingOf(model, null), []);
  assert.deepEqual(stayingOf({}, 0), []);
});

test("a row of a series is told with its values and its state", () => {
  const { parameters } = step({
    parameters: {
      start: [0.5, 0.5],
      transition: [
        [0.9, 0.1],
        [0.1, 0.9],
      ],
      rates: [[1], [9]],
    },
  });
  const shading = step({ parameters });
  const moment = { model: modelOf({ kind: "poisson_hmm" }), shading };
  const points = { data: Float64Array.of(0, 12, NaN), d: 1, lengths: null };
  assert.equal(spokenRow(moment, points, 0, ["count"]), "row 0, count 0, state 0 with 1.0");
  assert.match(spokenRow(moment, points, 2, ["count"]), /^row 2, count missing, state 1 with 0\.9/);
  assert.equal(spokenRow({ ...moment, shading: null }, points, 1, ["count"]), "row 1, count 12.00");
});

test("a model says what has degenerated: a feature, a state", () => {
  const factors = modelOf({ kind: "factor_analysis" });
  assert.equal(
    collapse([2], factors, ["a", "b", "petal length"]),
    "Feature petal length has no noise left (a Heywood case).",
  );
  assert.match(collapse([0, 1], factors, ["a", "b"]), /^Features a and b have no noise/);
  assert.deepEqual(degenerateOf({ model: factors, step: { degenerate: [0] } }), []);
  const states = modelOf({ kind: "poisson_hmm" });
  assert.match(collapse([1], states, []), /^State 1 has collapsed/);
  assert.deepEqual(degenerateOf({ model: states, step: { degenerate: [1] } }), [1]);
});
