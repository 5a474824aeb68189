import assert from "node:assert/strict";
import { test } from "node:test";
import { modelOf } from "../../../../js/src/fit/models/registry.js";
import { forwardBackward, passage } from "../../../../js/src/fit/models/sequence/forward_backward.js";
import { cellOf } from "../../../../js/src/fit/models/sequence/hidden_markov.js";
import { longRun } from "../../../../js/src/fit/models/sequence/long_run.js";
import { viterbi } from "../../../../js/src/fit/models/sequence/viterbi.js";
import { random } from "../../support/random.mjs";
import { parametersOf } from "../mixtures.mjs";

const CLOSE = 1e-12;

function randomChain(seed, k) {
  const { number } = random(seed);
  const row = () => {
    const raw = Array.from({ length: k }, () => 0.05 + number());
    const total = raw.reduce((sum, value) => sum + value, 0);
    return raw.map((value) => value / total);
  };
  return { start: row(), transition: Array.from({ length: k }, row) };
}

function randomLogs(seed, n, k) {
  const { number } = random(seed);
  return Float64Array.from({ length: n * k }, () => -6 * number() - 700);
}

/** All paths of n steps through k states. */
function paths(n, k) {
  if (n === 0) return [[]];
  return paths(n - 1, k).flatMap((path) => Array.from({ length: k }, (_, state) => [...path, state]));
}

/** Posteriors and the best path, by the sum over all paths of one sequence. */
function bruteForce({ start, transition }, logs, n, k) {
  const [shares, ways] = [new Float64Array(n * k), new Map()];
  let [total, best, most] = [0, null, -Infinity];
  for (const path of paths(n, k)) {
    let log = Math.log(start[path[0]]);
    for (let t = 0; t < n; t++) {
      if (t > 0) log += Math.log(transition[path[t - 1]][path[t]]);
      log += logs[t * k + path[t]] + 700;
    }
    const weight = Math.exp(log);
    total += weight;
    if (log > most) [best, most] = [path, log];
    for (let t = 0; t < n; t++) {
      shares[t * k + path[t]] += weight;
      const way = `${t} ${path[t - 1]} ${path[t]}`;
      ways.set(way, (ways.get(way) ?? 0) + weight);
    }
  }
  return {
    shares: shares.map((share) => share / total),
    ways: (t, i, j) => (ways.get(`${t} ${i} ${j}`) ?? 0) / total,
    best,
    log: Math.log(total) - 700 * n,
  };
}

for (const [n, k] of [
  [1, 3],
  [2, 2],
  [7, 2],
  [6, 3],
]) {
  test(`posteriors, ways and the best path are those of a sum over all ${k ** n} paths`, () => {
    const chain = randomChain(n * k, k);
    const logs = randomLogs(n + k, n, k);
    const truth = bruteForce(chain, logs, n, k);
    const lattice = forwardBackward(chain, logs.slice(), null);
    lattice.shares.forEach((share, at) => assert.ok(Math.abs(share - truth.shares[at]) < CLOSE));
    for (let t = 1; t < n; t++)
      for (let i = 0; i < k; i++)
        for (let j = 0; j < k; j++) assert.ok(Math.abs(passage(lattice, chain, t, i, j) - truth.ways(t, i, j)) < CLOSE);
    const log = lattice.scales.reduce((sum, scale, t) => sum + Math.log(scale) + lattice.peaks[t], 0);
    assert.ok(Math.abs(log - truth.log) < 1e-10);
    assert.deepEqual([...viterbi(chain, lattice)], truth.best);
  });
}

test("sequences know nothing of each other", () => {
  const [chain, logs, k] = [randomChain(5, 3), randomLogs(6, 9, 3), 3];
  const lattice = forwardBackward(chain, logs.slice(), [4, 1, 4]);
  const path = viterbi(chain, lattice);
  let row = 0;
  for (const length of [4, 1, 4]) {
    const truth = bruteForce(chain, logs.subarray(row * k), length, k);
    for (let at = 0; at < length * k; at++)
      assert.ok(Math.abs(lattice.shares[row * k + at] - truth.shares[at]) < CLOSE);
    assert.deepEqual([...path.subarray(row, row + length)], truth.best);
    row += length;
  }
});

test("structural zeros and rows that nothing explains leave numbers behind", () => {
  const chain = {
    start: [1, 0],
    transition: [
      [0.5, 0.5],
      [0, 1],
    ],
  };
  const logs = Float64Array.of(0, -1, -1, 0, -Infinity, -Infinity, 0, -Infinity, -2, -3);
  const lattice = forwardBackward(chain, logs, null);
  assert.ok(lattice.shares.every(Number.isFinite));
  for (let t = 0; t < 5; t++) assert.ok(Math.abs(lattice.shares[2 * t] + lattice.shares[2 * t + 1] - 1) < CLOSE);
  assert.deepEqual([...viterbi(chain, lattice)].slice(0, 4), [0, 0, 0, 0]);
});

test("the numbers of a cell make that cell", () => {
  const chain = randomChain(11, 3);
  const lattice = { ...forwardBackward(chain, randomLogs(12, 8, 3), [5, 3]), chain };
  for (let row = 0; row < 8; row++) {
    for (let state = 0; state < 3; state++) {
      const { from, into, density, scale, forward, backward } = cellOf(lattice, row, state);
      const guess = from.reduce((sum, value, i) => sum + value * into[i], 0);
      assert.ok(Math.abs((density * guess) / scale - forward) < CLOSE);
      assert.ok(Math.abs(forward * backward - lattice.shares[3 * row + state]) < CLOSE);
    }
  }
});

test("the long run is the chain's own distribution, of one that turns in a circle too", () => {
  const chain = randomChain(21, 4);
  const shares = longRun(chain);
  shares.forEach((share, j) => {
    const next = shares.reduce((sum, value, i) => sum + value * chain.transition[i][j], 0);
    assert.ok(Math.abs(next - share) < 1e-10);
  });
  const circle = {
    start: [1, 0],
    transition: [
      [0, 1],
      [1, 0],
    ],
  };
  assert.deepEqual(longRun(circle), [0.5, 0.5]);
  const absorbing = {
    start: [0.25, 0.75, 0],
    transition: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  };
  assert.deepEqual(longRun(absorbing), [0.25, 0.75, 0]);
});

const EMISSIONS = [
  { kind: "gaussian_hmm", covariance_type: "full" },
  { kind: "gaussian_hmm", covariance_type: "tied" },
  { kind: "gaussian_hmm", covariance_type: "diag" },
  { kind: "gaussian_hmm", covariance_type: "spherical" },
  { kind: "poisson_hmm" },
  { kind: "categorical_hmm" },
];

for (const description of EMISSIONS) {
  const name = `${description.kind} ${description.covariance_type ?? ""}`.trim();

  test(`states see rows as the components of a mixture do, and missing rows as nothing: ${name}`, () => {
    const mixture = modelOf({ ...description, kind: description.kind.replace("_hmm", "_mixture") });
    const [model, parameters] = [modelOf(description), parametersOf(description, 3, 2)];
    const data = Float64Array.of(0, 1, NaN, NaN, 1, 1, 2, 0);
    // Of sequences of one row each, the start stands where the weights do.
    const shares = model.shares(parameters, data, 2, [1, 1, 1, 1]);
    const alone = mixture.shares(parameters, Float64Array.of(0, 1, 1, 1, 2, 0), 2);
    const expected = [...alone.subarray(0, 3), ...parameters.start, ...alone.subarray(3)];
    shares.forEach((share, at) => assert.ok(Math.abs(share - expected[at]) < 1e-10, `${share} ${expected[at]}`));
  });

  test(`of a row with a gap the rest counts: ${name}`, () => {
    const model = modelOf(description);
    const both = parametersOf(description, 3, 2);
    const first = Object.fromEntries(
      Object.entries(both).map(([key, value]) => [
        key,
        ["means", "rates", "probabilities"].includes(key) ? value.map((row) => row.slice(0, 1)) : value,
      ]),
    );
    const { covariances: of } = both;
    const type = description.covariance_type;
    if (type === "full") first.covariances = of.map((matrix) => [[matrix[0][0]]]);
    if (type === "tied") first.covariances = [[of[0][0]]];
    if (type === "diag") first.covariances = of.map((row) => [row[0]]);
    const found = model.shares(both, Float64Array.of(1, NaN), 2, null);
    const wanted = model.shares(first, Float64Array.of(1), 1, null);
    found.forEach((share, at) => assert.ok(Math.abs(share - wanted[at]) < CLOSE));
  });
}

test("of equally likely paths that through the first states is taken", () => {
  const even = {
    start: [0.5, 0.5],
    transition: [
      [0.5, 0.5],
      [0.5, 0.5],
    ],
  };
  const lattice = forwardBackward(even, new Float64Array(8), null);
  assert.deepEqual([...viterbi(even, lattice)], [0, 0, 0, 0]);
});

test("a row that has some of its values can be the example, a gap cannot", () => {
  const model = modelOf({ kind: "poisson_hmm" });
  const rates = [
    [1, 5],
    [9, 5],
  ];
  const even = [0.5, 0.5];
  const parameters = { start: even, transition: [even, even], rates };
  const doubts = model.doubts(parameters, Float64Array.of(1, 5, NaN, 5, NaN, NaN), 2, null);
  assert.ok(doubts[1] > 0.9 && doubts[0] < doubts[1]);
  assert.equal(doubts[2], 0);
});
