import assert from "node:assert/strict";
import { test } from "node:test";
import { massWithin } from "../../../../js/src/fit/draw/mass.js";

test("the mass within one, two and three standard deviations is that of chi squared's tables", () => {
  const tables = [
    [0.682689, 0.9545, 0.9973],
    [0.393469, 0.864665, 0.988891],
    [0.198748, 0.738536, 0.970709],
  ];
  tables.forEach((row, index) => {
    row.forEach((mass, sigma) => assert.ok(Math.abs(massWithin(sigma + 1, index + 1) - mass) < 2e-6));
  });
});
