import assert from "node:assert/strict";
import { test } from "node:test";
import { latticeOf, pull, uMatrix } from "../../../../js/src/fit/models/map/lattice.js";
import { errorsOf, match } from "../../../../js/src/fit/models/map/matching.js";
import { modelOf } from "../../../../js/src/fit/models/registry.js";
import { random } from "../../support/random.mjs";

const TOPOLOGIES = ["rectangular", "hexagonal"];

function make(seed, k, d, n) {
  const { number } = random(seed);
  const rowOf = () => Array.from({ length: d }, () => 10 * number() - 3);
  const parameters = { weights: Array(k).fill(1 / k), means: Array.from({ length: k }, rowOf), radius: 1.3 };
  return { parameters, rows: Array.from({ length: n }, rowOf) };
}

const square = (a, b) => a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);

test("neighbors and links are those of all pairs", () => {
  for (const topology of TOPOLOGIES) {
    for (const [rows, columns] of [
      [1, 1],
      [1, 6],
      [5, 1],
      [4, 5],
    ]) {
      const { positions, neighbors, links } = latticeOf(rows, columns, topology);
      for (const [pairs, most] of [
        [neighbors, topology === "hexagonal" ? 1 : 2],
        [links, 1],
      ]) {
        const expected = [];
        for (let a = 0; a < positions.length; a++)
          for (let b = a + 1; b < positions.length; b++)
            if (square(positions[a], positions[b]) <= most + 1e-9) expected.push(`${a} ${b}`);
        assert.deepEqual(pairs.map((pair) => pair.join(" ")).sort(), expected.sort());
      }
    }
  }
});

test("the U-matrix is the mean distance to the neighbors", () => {
  const lattice = latticeOf(1, 3, "rectangular");
  assert.deepEqual(
    [
      ...uMatrix(lattice, [
        [0, 0],
        [3, 4],
        [3, 5],
      ]),
    ],
    [5, 3, 1],
  );
  assert.deepEqual([...uMatrix(latticeOf(1, 1, "hexagonal"), [[2]])], [0]);
});

test("winners are the nearest, or those of the nearest neighborhood", () => {
  for (const topology of TOPOLOGIES) {
    const lattice = latticeOf(3, 4, topology);
    const { parameters, rows } = make(3, 12, 3, 200);
    for (const winner of ["nearest", "local"]) {
      const { first, second, doubts } = match(lattice, winner, parameters, rows.flat(), 3);
      let torn = 0;
      let distances = 0;
      rows.forEach((x, row) => {
        const squares = parameters.means.map((mean) => square(x, mean));
        const scores = squares.map((own, node) => {
          if (winner === "nearest") return own;
          const pulls = squares.map((_, other) => pull(lattice, node, other, parameters.radius));
          const total = pulls.reduce((sum, share) => sum + share, 0);
          return pulls.reduce((sum, share, other) => sum + share * squares[other], 0) / total;
        });
        const order = scores.map((_, node) => node).sort((a, b) => scores[a] - scores[b]);
        assert.deepEqual([first[row], second[row]], order.slice(0, 2));
        assert.ok(Math.abs(doubts[row] - Math.sqrt(scores[order[0]] / scores[order[1]])) < 1e-9);
        const most = topology === "hexagonal" ? 1 : 2;
        if (square(lattice.positions[order[0]], lattice.positions[order[1]]) > most + 1e-9) torn += 1;
        distances += Math.sqrt(squares[order[0]]);
      });
      const { quantization, topographic } = errorsOf(lattice, winner, parameters, { data: rows.flat(), d: 3 });
      assert.ok(Math.abs(quantization - distances / rows.length) < 1e-9);
      assert.equal(topographic, torn / rows.length);
    }
  }
});

test("weights count as repetitions in the errors", () => {
  const lattice = latticeOf(2, 2, "rectangular");
  const { parameters, rows } = make(5, 4, 2, 3);
  const weights = Float64Array.of(1, 3, 2);
  const repeated = rows.flatMap((row, i) => Array(weights[i]).fill(row));
  const weighed = errorsOf(lattice, "nearest", parameters, { data: rows.flat(), d: 2, weights });
  const plain = errorsOf(lattice, "nearest", parameters, { data: repeated.flat(), d: 2 });
  assert.ok(Math.abs(weighed.quantization - plain.quantization) < 1e-12);
});

test("one node wins everything, without doubt about a neighbor", () => {
  const lattice = latticeOf(1, 1, "rectangular");
  const parameters = { weights: [1], means: [[1, 2]], radius: 1 };
  const { first, second, doubts } = match(lattice, "nearest", parameters, [4, 6], 2);
  assert.deepEqual([first[0], second[0], doubts[0]], [0, 0, 0]);
  assert.deepEqual(errorsOf(lattice, "local", parameters, { data: [4, 6], d: 2 }), { quantization: 5, topographic: 0 });
});

test("formulas have the pull and the radius of the E step before", () => {
  const model = modelOf({ kind: "self_organizing_map", rows: 1, columns: 2 });
  const before = { weights: [0.5, 0.5], means: [[0], [4]], radius: 2 };
  const after = { ...before, means: [[1], [3]], radius: 1 };
  const values = model.values(after, before, Float64Array.of(0.5), [0], 1);
  assert.deepEqual(values.mean, [3]);
  assert.equal(values.radius, 2);
  assert.ok(Math.abs(values.pull - Math.exp(-1 / 8)) < 1e-12);
  assert.deepEqual([...model.shares(after, [0.5, 3.5], 1)], [1, 0, 0, 1]);
  assert.equal(model.componentName(1), "Node 1, 2");
});

test("with local winners the pulls of a node sum to one, and so does their formula", () => {
  const model = modelOf({ kind: "self_organizing_map", rows: 2, columns: 3, winner: "local" });
  const means = Array.from({ length: 6 }, (_, i) => [i]);
  const step = { weights: Array(6).fill(1 / 6), means, radius: 1 };
  const pulls = means.map((_, node) => model.values(step, step, Float64Array.of(0), [0], node).pull);
  assert.ok(Math.abs(pulls.reduce((sum, value) => sum + value, 0) - 1) < 1e-12);
});
