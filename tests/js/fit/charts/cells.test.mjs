import assert from "node:assert/strict";
import { test } from "node:test";
import { bordersOf, cellsOf } from "../../../../js/src/fit/charts/cells.js";
import { random } from "../../support/random.mjs";

const BOX = { left: -1, right: 1, bottom: -2, top: 2 };

/** Whether a point is in a convex polygon whose corners go around once. */
function holds(cell, [x, y]) {
  const sides = cell.map(([ax, ay], i) => {
    const [bx, by] = cell[(i + 1) % cell.length];
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
  });
  return sides.every((side) => side > 1e-12) || sides.every((side) => side < -1e-12);
}

function areaOf(cell) {
  return Math.abs(cell.reduce((sum, [x, y], i) => sum + x * cell.at(i - 1)[1] - y * cell.at(i - 1)[0], 0) / 2);
}

test("each point of the box is in the cell of the place that is nearest to it, at any scale of the axes", () => {
  for (const span of [
    [1, 1],
    [3, 0.2],
  ]) {
    const { number } = random(5);
    const draw = () => [2 * number() - 1, 4 * number() - 2];
    const places = Array.from({ length: 12 }, draw);
    const cells = cellsOf(places, BOX, span);
    for (let i = 0; i < 500; i++) {
      const [x, y] = draw();
      const distances = places.map(([a, b]) => Math.hypot((x - a) * span[0], (y - b) * span[1]));
      const nearest = distances.indexOf(Math.min(...distances));
      cells.forEach((cell, index) => assert.equal(holds(cell, [x, y]), index === nearest));
    }
    const whole = cells.reduce((sum, cell) => sum + areaOf(cell), 0);
    assert.ok(Math.abs(whole - 8) < 1e-9, "the cells fill the box");
  }
});

test("of two in one place the first has the cell; one that is nowhere has none; a far one has nothing of the box", () => {
  const [first, second, none, far] = cellsOf([[0, 0], [0, 0], null, [50, 0]], BOX);
  assert.ok(Math.abs(areaOf(first) - 8) < 1e-9);
  assert.deepEqual([second, none, far], [[], null, []]);
});

test("on a line the nearest place changes halfway between neighbours", () => {
  assert.deepEqual(bordersOf([3, null, -1, 1, 1]), [0, 2]);
  assert.deepEqual(bordersOf([2]), []);
});
