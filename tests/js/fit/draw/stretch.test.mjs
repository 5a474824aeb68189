import assert from "node:assert/strict";
import { test } from "node:test";
import { sizesOf } from "../../../../js/src/fit/draw/splats.js";
import { endsOf, stretched } from "../../../../js/src/fit/draw/stretch.js";
import { ellipseOf } from "../../../../js/src/fit/models/ellipses.js";

const ELLIPSE = { major: 50, minor: 20, angle: 0.4 };
const close = (a, b, tolerance = 1e-9) => assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);

test("the ends of the axes lie on the ellipse", () => {
  const { angle } = ELLIPSE;
  const ends = endsOf(ELLIPSE, 3);
  assert.equal(ends.length, 4);
  for (const { end, x, y } of ends) {
    const [along, across] = [x * Math.cos(angle) + y * Math.sin(angle), y * Math.cos(angle) - x * Math.sin(angle)];
    close(along, end.axis === 0 ? end.side * 150 : 0);
    close(across, end.axis === 1 ? end.side * 60 : 0);
  }
});

test("an end that stays leaves the ellipse, whatever may be stretched", () => {
  for (const stretch of ["free", "axes", "scale"]) {
    for (const { end, x, y } of endsOf(ELLIPSE, 2)) {
      const found = ellipseOf(...stretched(ELLIPSE, end, [x, y], stretch));
      for (const part of ["major", "minor", "angle"]) close(found[part], ELLIPSE[part]);
    }
  }
});

test("a free ellipse turns and stretches to where its end is", () => {
  const [{ end }] = endsOf(ELLIPSE, 3);
  const found = ellipseOf(...stretched(ELLIPSE, end, [0, 240], "free"));
  close(found.major, 80);
  close(found.minor, 20);
  close(Math.abs(found.angle), Math.PI / 2);
});

test("along the features it stretches without a turn, and as a whole it keeps its shape", () => {
  const ends = endsOf({ major: 50, minor: 20, angle: 0 }, 1);
  const minor = ends.find(({ end }) => end.axis === 1 && end.side === 1).end;
  const [xx, xy, yy] = stretched({ major: 50, minor: 20, angle: 0 }, minor, [999, 30], "axes");
  close(xx, 2500);
  close(xy, 0);
  close(yy, 900);
  const whole = ellipseOf(
    ...stretched(ELLIPSE, endsOf(ELLIPSE, 1)[0].end, [100 * Math.cos(0.4), 100 * Math.sin(0.4)], "scale"),
  );
  close(whole.major, 100);
  close(whole.minor, 40);
});

test("an end that is pulled through the middle leaves an ellipse", () => {
  for (const stretch of ["free", "axes", "scale"]) {
    const [xx, xy, yy] = stretched(ELLIPSE, endsOf(ELLIPSE, 1)[0].end, [0, 0], stretch);
    assert.ok(xx * yy - xy * xy > 0);
  }
});

test("areas of points are as their weights, within bounds", () => {
  assert.equal(sizesOf(null), null);
  const sizes = sizesOf(Float64Array.of(1, 1, 1, 4, 1e9, 1e-9));
  assert.deepEqual([...sizes], [1, 1, 1, 2, 4, 0.5]);
});
