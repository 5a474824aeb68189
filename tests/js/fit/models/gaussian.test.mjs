import assert from "node:assert/strict";
import { test } from "node:test";
import { cholesky } from "../../../../js/src/fit/models/gaussian_density.js";
import { modelOf } from "../../../../js/src/fit/models/registry.js";
import { dense, makeStep, normals, randomStep } from "../mixtures.mjs";

function responsibilities(data, d, step, type) {
  return modelOf({ kind: "gaussian_mixture", covariance_type: type }).shares(step.parameters, data, d);
}

const TYPES = ["full", "tied", "diag", "spherical"];

/** The inverse and the determinant by Gauss and Jordan, without any factorisation. */
function invert(matrix) {
  const d = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  let determinant = 1;
  for (let i = 0; i < d; i++) {
    const pivot = rows[i][i];
    determinant *= pivot;
    rows[i] = rows[i].map((value) => value / pivot);
    for (let other = 0; other < d; other++) {
      if (other === i) continue;
      const factor = rows[other][i];
      rows[other] = rows[other].map((value, j) => value - factor * rows[i][j]);
    }
  }
  return { inverse: rows.map((row) => row.slice(d)), determinant };
}

/** Weight times density, straight from the formula. */
function joint(step, type, component, x) {
  const { inverse, determinant } = invert(dense(step, type, component));
  const gap = x.map((value, i) => value - step.parameters.means[component][i]);
  const square = gap.reduce((sum, a, i) => sum + gap.reduce((inner, b, j) => inner + a * inverse[i][j] * b, 0), 0);
  return (
    (step.parameters.weights[component] * Math.exp(-square / 2)) / Math.sqrt((2 * Math.PI) ** x.length * determinant)
  );
}

function sampleRows(seed, n, d) {
  const normal = normals(seed);
  return Float64Array.from({ length: n * d }, () => 2.5 * normal());
}

function assertClose(actual, expected, tolerance) {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) =>
    assert.ok(Math.abs(value - expected[i]) <= tolerance, `${value} is not ${expected[i]} (at ${i})`),
  );
}

for (const type of TYPES) {
  for (const d of [1, 2, 3, 5]) {
    test(`responsibilities are the formula's: ${type}, d = ${d}`, () => {
      const step = randomStep(10 * d, 4, d, type);
      const data = sampleRows(7, 50, d);
      const shares = responsibilities(data, d, step, type);
      for (let row = 0; row < 50; row++) {
        const x = [...data.subarray(row * d, (row + 1) * d)];
        const joints = step.parameters.means.map((_, component) => joint(step, type, component, x));
        const total = joints.reduce((sum, value) => sum + value, 0);
        assertClose(
          shares.subarray(4 * row, 4 * row + 4),
          joints.map((value) => value / total),
          1e-11,
        );
      }
    });
  }

  test(`each row sums to one, also far from all components: ${type}`, () => {
    const step = randomStep(3, 5, 2, type);
    const data = sampleRows(9, 40, 2).map((value, i) => value * 10 ** (i % 13));
    const shares = responsibilities(data, 2, step, type);
    for (let at = 0; at < shares.length; at += 5) {
      const row = shares.subarray(at, at + 5);
      assert.ok(row.every((share) => share >= 0 && share <= 1));
      assert.ok(Math.abs(row.reduce((sum, share) => sum + share, 0) - 1) < 1e-12);
    }
  });
}

test("an affine change of the data and of the mixture changes nothing, at any scale", () => {
  const step = randomStep(21, 3, 2, "full");
  const data = sampleRows(22, 60, 2);
  const expected = responsibilities(data, 2, step, "full");
  for (const [scaleX, scaleY] of [
    [3, 0.2],
    [1e-140, 1e-140],
    [1e140, 1e140],
    [1e-100, 1e100],
  ]) {
    const scale = [scaleX, scaleY];
    const changed = makeStep({
      weights: step.parameters.weights,
      means: step.parameters.means.map((mean) => mean.map((value, i) => value * scale[i])),
      covariances: step.parameters.covariances.map((matrix) =>
        matrix.map((row, i) => row.map((value, j) => value * scale[i] * scale[j])),
      ),
    });
    const shares = responsibilities(
      data.map((value, i) => value * scale[i % 2]),
      2,
      changed,
      "full",
    );
    assertClose(shares, expected, 1e-11);
  }
});

test("a large offset costs no more than the data's own rounding", () => {
  const step = randomStep(31, 3, 2, "full");
  const data = sampleRows(32, 60, 2).map((value) => Math.round(value * 64) / 64);
  step.parameters.means = step.parameters.means.map((mean) => mean.map((value) => Math.round(value * 64) / 64));
  const expected = responsibilities(data, 2, step, "full");
  const shifted = {
    parameters: {
      ...step.parameters,
      means: step.parameters.means.map((mean) => mean.map((value) => value + 2 ** 40)),
    },
  };
  assert.deepEqual(
    responsibilities(
      data.map((value) => value + 2 ** 40),
      2,
      shifted,
      "full",
    ),
    expected,
  );
});

test("a component without a density takes nothing; without any, all take alike", () => {
  const step = randomStep(41, 3, 2, "full");
  for (const broken of [
    [
      [1, 2],
      [2, 1],
    ],
    [
      [0, 0],
      [0, 0],
    ],
    [
      [null, 0],
      [0, 1],
    ],
  ]) {
    const covariances = [broken, step.parameters.covariances[1], step.parameters.covariances[2]];
    const shares = responsibilities([0.5, 1], 2, { parameters: { ...step.parameters, covariances } }, "full");
    assert.equal(shares[0], 0);
    assert.ok(Math.abs(shares[1] + shares[2] - 1) < 1e-12);
  }
  const none = {
    parameters: {
      ...step.parameters,
      covariances: [0, 1, 2].map(() => [
        [0, 0],
        [0, 0],
      ]),
    },
  };
  assert.deepEqual([...responsibilities([0.5, 1], 2, none, "full")], [1 / 3, 1 / 3, 1 / 3]);
});

test("k-means gives each row to the nearest mean, to the first of two as near", () => {
  const { shares } = modelOf({ kind: "kmeans" });
  const parameters = {
    weights: [0.5, 0.5],
    means: [
      [0, 0],
      [2, 0],
    ],
  };
  assert.deepEqual([...shares(parameters, [0.9, 5, 1.1, -5, 1, 0], 2)], [1, 0, 0, 1, 1, 0]);
});

test("a Cholesky factor times its transpose is the matrix, also of a singular one", () => {
  const step = randomStep(51, 1, 5, "tied");
  const singular = [
    [4, 2, 0],
    [2, 1, 0],
    [0, 0, 0],
  ];
  for (const matrix of [step.parameters.covariances, singular]) {
    const d = matrix.length;
    const rows = cholesky(d, (i, j) => matrix[i][j]);
    const at = (i, j) => (j <= i ? rows[(i * (i + 1)) / 2 + j] : 0);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) {
        let product = 0;
        for (let m = 0; m < d; m++) product += at(i, m) * at(j, m);
        assert.ok(Math.abs(product - matrix[i][j]) < 1e-12 * (1 + Math.abs(matrix[i][j])));
      }
    }
  }
});

/** The step along some features only. */
function along({ parameters: { weights, means, covariances } }, type, features) {
  const of = (row) => features.map((feature) => row[feature]);
  const square = (matrix) => of(matrix).map(of);
  const marginal = {
    full: () => covariances.map(square),
    tied: () => square(covariances),
    diag: () => covariances.map(of),
  };
  return makeStep({ weights, means: means.map(of), covariances: (marginal[type] ?? (() => covariances))() });
}

for (const type of TYPES)
  test(`a row that lacks values is shared out by the marginal density of the others: ${type}`, () => {
    const [d, k, n] = [4, 3, 40];
    const step = randomStep(17, k, d, type);
    const data = sampleRows(9, n, d);
    for (let row = 0; row < n; row++)
      for (let i = 0; i < d; i++) if ((row * 5 + i * 3) % 7 < 2) data[row * d + i] = NaN;
    data.fill(NaN, 0, d);
    const model = modelOf({ kind: "gaussian_mixture", covariance_type: type });
    const [shares, logs] = [model.shares(step.parameters, data, d), model.joint(step.parameters, data, d)];
    for (let row = 0; row < n; row++) {
      const features = [0, 1, 2, 3].filter((i) => !Number.isNaN(data[row * d + i]));
      const x = features.map((i) => data[row * d + i]);
      const marginal = along(step, type, features);
      const parts = features.length
        ? step.parameters.weights.map((_, c) => joint(marginal, type, c, x))
        : step.parameters.weights;
      const total = parts.reduce((sum, part) => sum + part, 0);
      assertClose(
        [...shares.subarray(row * k, (row + 1) * k)],
        parts.map((part) => part / total),
        1e-12,
      );
      assertClose([...logs.subarray(row * k, (row + 1) * k)], parts.map(Math.log), 1e-9);
      const { part, total: sum } = model.values(
        step.parameters,
        step.parameters,
        data.subarray(row * d, (row + 1) * d),
        [0, 1],
        1,
      );
      assert.ok(Math.abs(part - parts[1]) <= 1e-9 * parts[1] && Math.abs(sum - total) <= 1e-9 * total);
    }
  });

test("what is less than any float is written by its powers, never as nothing by nothing", () => {
  const model = modelOf({ kind: "gaussian_mixture", covariance_type: "spherical" });
  const parameters = { weights: [0.5, 0.5], means: [[0], [4]], covariances: [1e-6, 1e-6] };
  const { part, total } = model.values(parameters, parameters, Float64Array.of(1), [0], 0, {});
  // log10 of 0.5 N(1 | 0, 1e-6), of which the other component takes nothing away.
  const power = (Math.log(0.5) - 0.5 * Math.log(2 * Math.PI * 1e-6) - 0.5e6) / Math.LN10;
  const mantissa = (10 ** (power - Math.floor(power))).toFixed(1);
  assert.equal(part, `${mantissa}\u2009×\u200910⁻²¹⁷¹⁴⁵`);
  assert.equal(Math.floor(power), -217145);
  assert.equal(total, part);
});

test("shares that were found last are not found again, and those of other parameters or samples are", () => {
  const model = modelOf({ kind: "gaussian_mixture", covariance_type: "spherical" });
  const parameters = { weights: [0.5, 0.5], means: [[0], [4]], covariances: [1, 1] };
  const data = Float64Array.of(1, 3);
  const shares = model.shares(parameters, data, 1);
  assert.equal(model.shares(parameters, data, 1), shares);
  const others = model.shares({ ...parameters, means: [[4], [0]] }, data, 1);
  assert.ok(Math.abs(others[0] - shares[1]) < 1e-12);
  const [doubt] = model.doubts(parameters, Float64Array.of(2), 1);
  assert.ok(Math.abs(doubt - 1) < 1e-12);
  assert.deepEqual(model.shares(parameters, data, 1), shares);
});
