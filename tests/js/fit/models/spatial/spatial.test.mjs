import assert from "node:assert/strict";
import { test } from "node:test";
import { scaleOf } from "../../../../../js/src/fit/draw/data_scale.js";
import { modelOf } from "../../../../../js/src/fit/models/registry.js";
import { logGamma } from "../../../../../js/src/fit/models/spatial/gamma.js";

/** Whether numbers are those of SciPy. */
function close(found, truth, tolerance = 1e-12) {
  assert.equal(found.length, truth.length);
  truth.forEach((value, i) =>
    assert.ok(Math.abs(found[i] - value) <= tolerance * Math.max(1, Math.abs(value)), `${found[i]} ${value}`),
  );
}

const STUDENT = {
  weights: [0.3, 0.7],
  means: [
    [0, 1],
    [2, -1],
  ],
  scales: [
    [
      [2, 0.5],
      [0.5, 1],
    ],
    [
      [1, -0.3],
      [-0.3, 0.5],
    ],
  ],
  degrees_of_freedom: [2.5, 30],
};
/** scipy.special.gammaln, and scipy.stats.multivariate_t. */
const GAMMAS = [2.968879201051731, 0.5723649429247, -0.12078223763524526, 7.0521854507385395, 361.43554046777757];
const JOINT = [
  ...[-3.784824886662328, -4.187264954265088],
  ...[-6.99374268949351, -20.934078055214098],
  ...[-65.28983073099226, -402.00569524607556],
];
const PULLS = [0.8318600421270743, 0.19553081976488115, 1.0937486328124659e-12];
const POINTS = Float64Array.of(0.5, 0.5, 3, 4, 1e6, -1e6);

test("the gamma function is SciPy's", () => {
  close([0.05, 0.5, 1.5, 7.25, 100.5].map(logGamma), GAMMAS);
});

test("densities of t distributions are SciPy's, and outliers pull little", () => {
  const model = modelOf({ kind: "student_mixture", covariance_type: "full" });
  close([...model.joint(STUDENT, POINTS, 2)], JOINT);
  const pulls = [...model.pulls(STUDENT, POINTS, 2)];
  close(pulls, PULLS);
  assert.ok(pulls[2] < 1e-9);
});

test("a component whose degrees of freedom have run away is named", () => {
  const model = modelOf({ kind: "student_mixture" });
  assert.equal(model.notice(STUDENT), null);
  assert.match(model.notice({ ...STUDENT, degrees_of_freedom: [2.5, 200] }), /Component 1 is a Gaussian.*200/);
});

test("components of a Bayesian mixture fade with their weights, and are counted", () => {
  const model = modelOf({ kind: "bayesian_gaussian_mixture", mean_precision_prior: 1 });
  const parameters = { weights: [0.6, 0.398, 0.002], mean_precision: [61, 40.8, 1.2] };
  const [first, , last] = model.strengths(parameters);
  assert.equal(first, 1);
  assert.ok(last < 0.1 && last > 0);
  assert.match(model.notice(parameters), /2 of 3 components/);
  assert.equal(model.notice({ ...parameters, mean_precision: [61, 40, 3] }), null);
});

test("a line is drawn over its feature, whichever axis the target is on", () => {
  const model = modelOf({ kind: "mixture_of_regressions" });
  const parameters = { weights: [1], means: [[1, 5, 3]], coefficients: [[2, -4]], variances: [0.25] };
  const [low, high] = [
    [0, 0, 0],
    [10, 20, 40],
  ];
  const scale = (dims) => scaleOf(dims, low, high);
  const shape = (dims) => model.shapes(parameters, scale(dims))[0];
  const over = scale([0, 2]);
  assert.deepEqual(shape([0, 2]).line, {
    along: [1 / over.span[0], 2 / over.span[1]],
    across: [0, 0.5 / over.span[1]],
  });
  const turned = scale([2, 1]);
  assert.deepEqual(shape([2, 1]).line, {
    along: [-4 / turned.span[0], 1 / turned.span[1]],
    across: [0.5 / turned.span[0], 0],
  });
  assert.equal(shape([0, 1]).line, undefined);
  // (y - 3) - 2 (x0 - 1) + 4 (x1 - 5) is the distance to the line.
  const joint = model.joint(parameters, Float64Array.of(2, 5, 6), 3);
  close([...joint], [-0.5 * Math.log(2 * Math.PI * 0.25) - 1 / 0.5]);
});
