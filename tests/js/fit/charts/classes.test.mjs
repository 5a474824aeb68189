import assert from "node:assert/strict";
import { test } from "node:test";
import { classesOf } from "../../../../js/src/fit/charts/classes.js";

test("a class is where its points are on average, and spreads as they do", () => {
  const first = [0, 0, 4, 0, 0, 2, 4, 2];
  const places = Float64Array.from([...first, 7, 7, NaN, 1, 9, 9]);
  const [one, two] = classesOf(places, [0, 0, 0, 0, 255, 1, 1]);
  assert.deepEqual(one.mean, [2, 1]);
  assert.deepEqual([...one.factor], [2, 0, 1], "standard deviations of 2 and 1, which do not go together");
  assert.deepEqual(
    [two.mean, [...two.factor]],
    [
      [9, 9],
      [0, 0, 0],
    ],
    "what lacks a value counts in none",
  );
  const slanted = classesOf(Float64Array.from([0, 0, 2, 2]), [2, 2]);
  assert.deepEqual([...slanted[2].factor], [1, 1, 0]);
});
