import assert from "node:assert/strict";
import { test } from "node:test";
import { depthIn, markOf, NO_CLASS, shapeOf } from "../../../../js/src/fit/draw/shapes.js";

const RADIUS = 10;
const STEP = 0.25;

/** Places of a grid that are within a shape. */
function inside(shape) {
  const places = [];
  for (let x = -2 * RADIUS; x <= 2 * RADIUS; x += STEP)
    for (let y = -2 * RADIUS; y <= 2 * RADIUS; y += STEP)
      if (depthIn(shape, x, y, RADIUS) > 0) places.push(`${x} ${y}`);
  return new Set(places);
}

test("seven classes have shapes of their own that look about as large; further ones begin again", () => {
  const shapes = Array.from({ length: 7 }, (_, label) => inside(shapeOf(label)));
  const disc = Math.PI * RADIUS ** 2;
  shapes.forEach((places, label) => {
    const share = (places.size * STEP ** 2) / disc;
    assert.ok(share > 0.5 && share < 1.1, `class ${label}: ${share}`);
    shapes.slice(0, label).forEach((other) => {
      const common = [...places].filter((place) => other.has(place)).length;
      assert.ok(common < 0.95 * Math.max(places.size, other.size), `class ${label}`);
    });
  });
  assert.equal(new Set(Array.from({ length: 7 }, (_, label) => markOf(label))).size, 7);
  assert.equal(shapeOf(7), shapeOf(0));
});

test("a point of no known class is a disc", () => assert.equal(shapeOf(NO_CLASS), 0));

test("a triangle points upwards", () => {
  const up = shapeOf(1);
  assert.ok(depthIn(up, 0, -1.2 * RADIUS, RADIUS) > 0, "its tip");
  assert.ok(depthIn(up, 0.9 * RADIUS, 0.6 * RADIUS, RADIUS) > 0, "its corner");
  assert.ok(depthIn(up, 0.9 * RADIUS, -0.6 * RADIUS, RADIUS) < 0);
});
