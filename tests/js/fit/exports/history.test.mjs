import assert from "node:assert/strict";
import { test } from "node:test";
import { toCsv, toJson } from "../../../../js/src/fit/exports/history.js";
import { fit } from "../recordings.mjs";

const lines = (steps) =>
  toCsv(steps)
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));

test("a table has a line for each step and a column for each number", () => {
  const steps = fit(3);
  const [head, ...rows] = lines(steps);
  assert.deepEqual(head.slice(0, 5), ["step", "init", "iteration", "phase", "log_likelihood"]);
  assert.deepEqual(head.slice(10, 16), ["weights_0", "weights_1", "means_0_0", "means_0_1", "means_1_0", "means_1_1"]);
  assert.equal(head.at(-1), "covariances_1_1_1");
  assert.equal(rows.length, steps.length);
  rows.forEach((row, number) => {
    assert.equal(row.length, head.length);
    const { parameters, phase, log_likelihood } = steps[number];
    assert.deepEqual([Number(row[0]), row[3]], [number, phase]);
    assert.equal(row[4], log_likelihood === null ? "" : String(log_likelihood));
    assert.equal(Number(row[head.indexOf("means_0_0")]), parameters.means[0][0]);
  });
});

test("objects hold the arrays as they are", () => {
  const steps = fit(2);
  const read = JSON.parse(toJson(steps));
  assert.deepEqual(
    read.map(({ means }) => means),
    steps.map(({ parameters }) => parameters.means),
  );
  assert.deepEqual(Object.keys(read[0]).slice(-4), ["elapsed", "weights", "means", "covariances"]);
  assert.equal(read[0].log_likelihood, null);
});

test("no steps are a table without lines", () => {
  assert.equal(toCsv([]).split("\n").length, 2);
  assert.equal(toJson([]), "[]");
});
