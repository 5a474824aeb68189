import assert from "node:assert/strict";
import { test } from "node:test";
import { modelOf } from "../../../../js/src/fit/models/registry.js";
import { adviceOf } from "../../../../js/src/fit/panels/advice.js";
import { step } from "../recordings.mjs";

const FEATURES = ["income", "rate", "age", "debt", "rent"];

function advise(special, { kind = "gaussian_mixture", failure = "", ...more } = {}) {
  const called = [];
  const host = Object.fromEntries(["pointAtFloor", "relate", "restart"].map((name) => [name, () => called.push(name)]));
  const fit = { model: modelOf({ kind }), featureNames: FEATURES, failure, ...more };
  return { called, ...adviceOf(step(special), fit, host) };
}

test("nothing is said of a step that is sound", () => {
  const { degenerate, floored, ended } = advise({});
  assert.deepEqual([degenerate.text, floored.text, ended.text], [null, null, null]);
});

test("a floor that is most of a variance is named with its features and components", () => {
  const { called, floored } = advise({
    floored: [
      [0, 1],
      [2, 1],
    ],
  }); // prettier-ignore
  assert.match(floored.text, /^reg_covar is most of the variance of rate in components 0 and 2:/u);
  for (const { act } of floored.remedies) act();
  assert.deepEqual(called, ["pointAtFloor", "relate"]);
  const many = advise({ floored: FEATURES.map((_, feature) => [1, feature]) });
  assert.match(many.floored.text, /of income, rate, age and more in component 1:/u);
});

test("a component that has collapsed is named once", () => {
  const { degenerate, floored } = advise({
    degenerate: [1],
    floored: [
      [1, 0],
      [0, 1],
    ],
  }); // prettier-ignore
  assert.match(degenerate.text, /^Component 1 has collapsed/u);
  assert.match(floored.text, /of rate in component 0:/u);
});

test("a collapse that ended the fit claims no floor and says once what can be done", () => {
  const labels = (remedies) => remedies.map(({ label }) => label);
  const { degenerate, ended } = advise({ degenerate: [2] }, { failure: "It failed." });
  assert.equal(degenerate.text, "Component 2 has collapsed: nothing but reg_covar is left of the variance.");
  assert.deepEqual(labels(degenerate.remedies), []);
  assert.deepEqual(labels(ended.remedies), ["Set reg_covar", "Another start"]);
  assert.deepEqual(labels(advise({ degenerate: [2] }).degenerate.remedies), ["Set reg_covar", "Another start"]);
});

test("k-means has no floor to set; a fit that failed says why", () => {
  const { degenerate } = advise({ degenerate: [0, 1] }, { kind: "kmeans" });
  assert.deepEqual(
    degenerate.remedies.map(({ label }) => label),
    ["Another start"],
  );
  assert.equal(advise({}, { failure: "It failed." }).ended.text, "It failed.");
});

test("components that are flat in some directions have not collapsed, and constant features are named", () => {
  const [component, tiny] = [
    [
      [1, 0],
      [0, 1e-6],
    ],
    [
      [1e-6, 0],
      [0, 1e-6],
    ],
  ];
  const parameters = { covariances: [component, tiny] };
  const range = { low: [-3, 4], high: [3, 4], floor: 1e-6 };
  const { degenerate, floored } = advise({ parameters, degenerate: [0, 1], floored: [[0, 1]] }, { ...range });
  assert.match(degenerate.text, /^Component 1 has collapsed: .*\. Component 0 has no spread in some directions/u);
  assert.match(degenerate.text, /rate is constant in all of the data: leave it out\.$/u);
  assert.equal(floored.text, null);
  const whole = advise({ parameters, degenerate: [0] }, { ...range, low: [-3, 3] });
  assert.match(
    whole.degenerate.text,
    /^Component 0 has no spread in some directions: nothing but reg_covar is there\.$/u,
  );
  const sound = advise({ floored: [[0, 1]] }, range);
  assert.equal(sound.floored.text, null, "of a constant feature the floor says nothing new");
});

test("a likelihood that falls is said, not one that rounding has moved", () => {
  const before = { phase: "maximize", lower_bound: -2 };
  const after = { phase: "expect", lower_bound: -2.1, change: -0.1 };
  const text = (special, fit) => advise({ ...after, ...special }, { previous: before, ...fit }).fallen.text;
  assert.match(text({}, { floor: 1e-6 }), /^The log-likelihood has fallen\. .*reg_covar/u);
  assert.match(text({}, { floor: 0 }), /^The log-likelihood has fallen\. EM alone never lowers it\.$/u);
  assert.equal(text({ change: -1e-12 }), null);
  assert.equal(text({ change: 0.1 }), null);
  assert.equal(text({}, { kind: "kmeans" }), null);
  assert.equal(text({ phase: "init" }), null);
});
