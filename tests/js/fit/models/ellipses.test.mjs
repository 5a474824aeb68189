import assert from "node:assert/strict";
import { test } from "node:test";
import { scaleOf } from "../../../../js/src/fit/draw/data_scale.js";
import { ellipseOf, imageOfCircle } from "../../../../js/src/fit/models/ellipses.js";
import { modelOf } from "../../../../js/src/fit/models/registry.js";
import { dense, normals, randomCovariance, randomStep } from "../mixtures.mjs";

function shapesOf({ parameters }, type, scale) {
  return modelOf({ kind: "gaussian_mixture", covariance_type: type }).shapes(parameters, scale);
}

/** Points of an ellipse about the origin, as a canvas draws it. */
function pointsOf({ major, minor, angle }, sigma) {
  return Array.from({ length: 24 }, (_, i) => {
    const [x, y] = [sigma * major * Math.cos((i * Math.PI) / 12), sigma * minor * Math.sin((i * Math.PI) / 12)];
    return [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)];
  });
}

/** x' S^-1 x for a matrix of two rows. */
function square([[xx, xy], [, yy]], [x, y]) {
  return (yy * x * x - 2 * xy * x * y + xx * y * y) / (xx * yy - xy * xy);
}

test("the points of an ellipse are s sigma away: x' S^-1 x = s^2", () => {
  const normal = normals(5);
  for (let i = 0; i < 100; i++) {
    const matrix = randomCovariance(normal, 2);
    const ellipse = ellipseOf(matrix[0][0], matrix[0][1], matrix[1][1]);
    for (const sigma of [1, 2, 3]) {
      for (const point of pointsOf(ellipse, sigma)) assert.ok(Math.abs(square(matrix, point) - sigma * sigma) < 1e-9);
    }
    assert.ok(ellipse.major >= ellipse.minor);
  }
});

test("an ellipse a million times longer than wide keeps its width", () => {
  const [cos, sin] = [Math.cos(0.3), Math.sin(0.3)];
  const { major, minor, angle } = imageOfCircle(1e6 * cos, -sin, 1e6 * sin, cos);
  assert.ok(Math.abs(major / 1e6 - 1) < 1e-9);
  assert.ok(Math.abs(minor - 1) < 1e-9);
  assert.ok(Math.abs(angle - 0.3) < 1e-9);
  assert.deepEqual(ellipseOf(1, 0, 1e20), { major: 1e10, minor: 1, angle: Math.PI / 2 });
});

test("a component on a point or on a line has an ellipse without area", () => {
  assert.deepEqual(ellipseOf(0, 0, 0), { major: 0, minor: 0, angle: 0 });
  const { major, minor } = ellipseOf(4, 2, 1);
  assert.ok(Math.abs(major - Math.sqrt(5)) < 1e-12);
  assert.equal(minor, 0);
});

test("any two dimensions of any covariance type, in the units of the drawing, have the marginal's ellipse", () => {
  for (const type of ["full", "tied", "diag", "spherical"]) {
    const step = randomStep(8, 3, 4, type);
    const scale = scaleOf([3, 1], [-1, -2, -3, -4], [1, 20, 3, 4]);
    shapesOf(step, type, scale).forEach((shape, component) => {
      const [a, b, c] = shape.factor;
      const matrix = dense(step, type, component);
      const marginal = [
        [matrix[3][3], matrix[3][1]],
        [matrix[1][3], matrix[1][1]],
      ];
      for (const [x, y] of pointsOf(imageOfCircle(a, 0, b, c), 2)) {
        assert.ok(Math.abs(square(marginal, [x * scale.span[0], y * scale.span[1]]) - 4) < 1e-9);
      }
      assert.ok(
        Math.abs(scale.origin[0] + shape.mean[0] * scale.span[0] - step.parameters.means[component][3]) < 1e-12,
      );
    });
  }
});

test("what is not finite is not drawn", () => {
  const step = randomStep(8, 3, 2, "full");
  step.parameters.means[0][1] = null;
  step.parameters.covariances[1][0][0] = null;
  const shapes = shapesOf(step, "full", scaleOf([0, 1], [0, 0], [1, 1]));
  assert.deepEqual(
    shapes.map((shape) => shape === null),
    [true, true, false],
  );
  const hard = modelOf({ kind: "kmeans" }).shapes(randomStep(8, 2, 2, "full").parameters, scaleOf([0], [0, 0], [1, 1]));
  assert.deepEqual(
    hard.map(({ factor }) => factor),
    [null, null],
  );
});
