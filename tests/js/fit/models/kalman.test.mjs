import assert from "node:assert/strict";
import { test } from "node:test";
import { modelOf } from "../../../../js/src/fit/models/registry.js";
import { eigenvalues } from "../../../../js/src/fit/models/sequence/eigenvalues.js";
import { smooth, steadyGain } from "../../../../js/src/fit/models/sequence/kalman_filter.js";
import { inverse } from "../../../../js/src/fit/models/sequence/matrices.js";
import { figuresOf, formulaValues } from "../../../../js/src/fit/panels/formula_values.js";
import { random } from "../../support/random.mjs";
import { normals, randomCovariance } from "../mixtures.mjs";

/** The annual flow of the Nile at Aswan, 1871 to 1970 (Durbin and Koopman, 2012). */
const NILE = [
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140, 1100,
  1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456,
  824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897,
  822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975,
  815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
];

const LEVEL = {
  transition: [[1]],
  observation: [[1]],
  transition_covariance: [[1468.5]],
  observation_covariance: [[15099.686]],
  initial_mean: [0],
  initial_covariance: [[1e7]],
};

function randomSystem(seed, n, p) {
  const normal = normals(seed);
  const matrix = (rows, columns) =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0.5 * normal()));
  return {
    transition: matrix(n, n),
    observation: matrix(p, n),
    transition_covariance: randomCovariance(normal, n),
    observation_covariance: randomCovariance(normal, p),
    initial_mean: matrix(1, n)[0],
    initial_covariance: randomCovariance(normal, n),
  };
}

const multiply = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((sum, value, m) => sum + value * b[m][j], 0)));
const transpose = (a) => a[0].map((_, j) => a.map((row) => row[j]));

/** The posterior of all states at once, from the joint Gaussian of states and values. */
function dense({ transition: F, transition_covariance: Q, observation: H, observation_covariance: R, ...first }, y, p) {
  const [n, T] = [F.length, y.length / p];
  const [means, covariances] = [[first.initial_mean], [first.initial_covariance]];
  for (let t = 1; t < T; t++) {
    means.push(
      multiply(
        F,
        means[t - 1].map((value) => [value]),
      ).map(([value]) => value),
    );
    const next = multiply(multiply(F, covariances[t - 1]), transpose(F));
    covariances.push(next.map((row, i) => row.map((value, j) => value + Q[i][j])));
  }
  /** Covariance of the states at two times. */
  const joint = (s, t) => {
    if (s > t) return transpose(joint(t, s));
    let found = covariances[s];
    for (let step = s; step < t; step++) found = multiply(found, transpose(F));
    return found;
  };
  const there = [...y.keys()].filter((at) => !Number.isNaN(y[at]));
  const time = (at) => Math.floor(at / p);
  const S = there.map((a) =>
    there.map((b) => {
      const block = multiply(multiply([H[a % p]], joint(time(a), time(b))), transpose([H[b % p]]))[0][0];
      return block + (time(a) === time(b) ? R[a % p][b % p] : 0);
    }),
  );
  const m = there.length;
  const precision = inverse(Float64Array.from(S.flat()), m);
  const off = there.map(
    (a) =>
      y[a] -
      multiply(
        [H[a % p]],
        means[time(a)].map((value) => [value]),
      )[0][0],
  );
  return Array.from({ length: T }, (_, t) => {
    const reach = there.map((a) => multiply(joint(t, time(a)), transpose([H[a % p]])).map(([value]) => value));
    const mean = means[t].map((value, i) => {
      let sum = value;
      for (let a = 0; a < m; a++) for (let b = 0; b < m; b++) sum += reach[a][i] * precision[a * m + b] * off[b];
      return sum;
    });
    const variance = means[t].map((_, i) => {
      let sum = covariances[t][i][i];
      for (let a = 0; a < m; a++) for (let b = 0; b < m; b++) sum -= reach[a][i] * precision[a * m + b] * reach[b][i];
      return sum;
    });
    return { mean, variance };
  });
}

test("the smoother is the posterior of the joint Gaussian, with gaps too", () => {
  for (const [seed, n, p] of [
    [1, 1, 1],
    [2, 2, 1],
    [3, 3, 2],
  ]) {
    const { number } = random(seed);
    const y = Float64Array.from({ length: 6 * p }, () => 4 * number() - 2);
    y[p] = NaN;
    if (p > 1) y[7] = NaN;
    const system = randomSystem(seed, n, p);
    const found = smooth(system, y, null, false);
    dense(system, y, p).forEach(({ mean, variance }, t) => {
      for (let i = 0; i < n; i++) {
        assert.ok(Math.abs(found.smoothed[t * n + i] - mean[i]) < 1e-9);
        assert.ok(Math.abs(found.variances[t * n + i] - variance[i]) < 1e-9);
      }
    });
  }
});

test("the level of the Nile is that of the literature", () => {
  const { smoothed, logLikelihood, surprises } = smooth(LEVEL, Float64Array.from(NILE), null, false);
  for (const [year, level] of [
    [1871, 1111.218],
    [1898, 999.582],
    [1970, 798.387],
  ])
    assert.ok(Math.abs(smoothed[year - 1871] - level) < 2e-2, `${smoothed[year - 1871]}`);
  assert.ok(Math.abs(logLikelihood - -641.585578) < 1e-5);
  assert.equal(surprises.length, 100);
});

test("sequences know nothing of each other, and a gap opens the band", () => {
  const y = Float64Array.from(NILE);
  const whole = smooth(LEVEL, y.subarray(0, 40), null, false);
  const parts = smooth(LEVEL, y, [40, 60], false);
  assert.deepEqual([...parts.smoothed.subarray(0, 40)], [...whole.smoothed]);
  const holed = y.map((value, t) => (t >= 20 && t < 40 ? NaN : value));
  const found = smooth(LEVEL, holed, null, false);
  assert.ok(found.seenVariances[30] > 2 * found.seenVariances[10]);
  assert.ok(Number.isNaN(found.surprises[30]) && Number.isFinite(found.surprises[50]));
});

test("a diffuse start knows neither offset nor unit of a feature", () => {
  const both = (a, b) => [
    [a, 0],
    [0, b],
  ];
  const noise = 15099;
  const system = (unit) => ({
    transition: both(1, 1),
    observation: both(1, 1),
    transition_covariance: both(1469, 1469 * unit ** 2),
    observation_covariance: both(noise, noise * unit ** 2),
    initial_mean: [0, 0],
    initial_covariance: both(1, 1),
  });
  const series = (unit, offset) => Float64Array.from(NILE.flatMap((value) => [value, unit * value + offset]));
  const { smoothed: alone } = smooth(system(1), series(1, 0), null, true);
  for (const [unit, offset] of [
    [1, 1e8],
    [1e6, 0],
    [1e-9, 0],
    [1e9, -1e12],
  ]) {
    const { smoothed, surprises } = smooth(system(unit), series(unit, offset), null, true);
    for (const t of [0, 50, 99]) {
      assert.ok(Math.abs(smoothed[2 * t] - alone[2 * t]) < 1e-2, `${unit} ${offset}`);
      assert.ok(Math.abs((smoothed[2 * t + 1] - offset) / unit - alone[2 * t]) < 1e-2, `${unit} ${offset}`);
    }
    assert.ok(Math.abs(surprises[1]) < 1, "the first value surprises nobody");
  }
});

test("the gain settles where the filter's does", () => {
  const found = smooth(LEVEL, Float64Array.from(NILE), null, false);
  assert.ok(Math.abs(steadyGain(LEVEL)[0] - found.gains[99]) < 1e-9);
});

test("eigenvalues are those of rotations, triangles and companions", () => {
  const turn = [
    [0.6, -0.8],
    [0.8, 0.6],
  ];
  for (const [re, im] of eigenvalues(turn)) assert.ok(Math.abs(re - 0.6) < 1e-9 && Math.abs(Math.abs(im) - 0.8) < 1e-9);
  const triangle = [
    [0.9, 5, 1],
    [0, -0.5, 2],
    [0, 0, 0.1],
  ];
  assert.deepEqual(
    eigenvalues(triangle).map(([re]) => Math.round(1e6 * re) / 1e6),
    [0.9, -0.5, 0.1],
  );
  for (const [re, im] of eigenvalues([
    [1, 1],
    [0, 1],
  ]))
    assert.ok(Math.hypot(re - 1, im) < 1e-6);
});

test("eigenvalues that are the same stay on the circle", () => {
  const square = (n, entry) => Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => entry(i, j)));
  for (const n of [1, 4, 8, 32])
    assert.deepEqual(
      eigenvalues(square(n, (i, j) => Number(i === j))),
      Array.from({ length: n }, () => [1, 0]),
    );
  const roots = eigenvalues(square(12, (i, j) => Number(j === (i + 1) % 12)));
  assert.equal(roots.length, 12);
  for (const [re, im] of roots) {
    assert.ok(Math.abs(Math.hypot(re, im) - 1) < 1e-12);
    assert.ok(Math.abs(Math.sin(6 * Math.atan2(im, re))) < 1e-11);
  }
});

test("the numbers in the formulas are those of the filter", () => {
  const model = modelOf({ kind: "kalman_smoother" });
  const step = { phase: "expect", parameters: LEVEL };
  const points = { data: Float64Array.from(NILE), d: 1 };
  const values = formulaValues({ step, shading: step, model }, points, [0], 50, null);
  assert.ok(Math.abs(values.before + values.gain * values.off - values.after) < 1e-9);
  for (const [name, figure] of Object.entries(figuresOf(values)))
    if (name !== "share" && name !== "winner") assert.match(figure, /^\u2212?\d/, name);
});
