import assert from "node:assert/strict";
import { test } from "node:test";
import { collapse, ending, spoken } from "../../../../js/src/fit/panels/captions.js";
import { step } from "../frames.mjs";

const MODEL = { algorithm: "em", tol: 1e-3, max_iter: 100 };

test("those who hear the view are told iteration and log-likelihood", () => {
  assert.equal(spoken(step({ iteration: 7, log_likelihood: -1234.5 }), "em"), "iteration 7, log-likelihood \u22121234.5");
  assert.equal(spoken(step({ iteration: 7, log_likelihood: -88 }), "kmeans"), "iteration 7, inertia 88.000");
  assert.equal(spoken(step(), "em"), "iteration 0");
});

test("why a fit has ended is said in words, with what decided it", () => {
  assert.match(ending(step({ iteration: 12, stop_reason: "converged" }), MODEL), /12 iterations.*0\.001/);
  assert.match(ending(step({ iteration: 1, stop_reason: "converged" }), { ...MODEL, algorithm: "kmeans" }), /1 iteration:/);
  assert.match(ending(step({ iteration: 100, stop_reason: "max_iter" }), MODEL), /100 iterations, not converged/);
  assert.match(ending(step({ iteration: 3, stop_reason: "callback" }), MODEL), /callback/);
  assert.match(ending(step({ iteration: 3 }), MODEL), /so far/);
});

test("components that have collapsed are named", () => {
  assert.match(collapse([2], "em"), /^Component 2 has .*reg_covar/);
  assert.match(collapse([0, 2, 5], "em"), /^Components 0, 2 and 5 have/);
  assert.match(collapse([1], "kmeans"), /no samples/);
});
