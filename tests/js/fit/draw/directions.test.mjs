import assert from "node:assert/strict";
import { test } from "node:test";
import { placeOf, project, scaleOf } from "../../../../js/src/fit/draw/data_scale.js";
import { along, covarianceAlong, directionsOf } from "../../../../js/src/fit/draw/directions.js";
import { imageForm, imagePixels } from "../../../../js/src/fit/draw/image.js";

const ROOT = Math.SQRT1_2;
const PRINCIPAL = {
  mean: [1, 2, 3],
  axes: [
    [ROOT, 0, ROOT],
    [0, 1, 0],
  ],
};

test("features come first, principal axes after them", () => {
  const [feature, first] = directionsOf([1, 3], 3, PRINCIPAL);
  assert.equal(feature, 1);
  assert.equal(along(feature, [5, 6, 7]), 6);
  assert.ok(Math.abs(along(first, [5, 6, 7]) - ROOT * (4 + 4)) < 1e-12);
  assert.ok(Math.abs(along(first, [0, 5, 6, 7], 1) - ROOT * 8) < 1e-12);
  assert.ok(Number.isNaN(along(7, [1])));
  assert.deepEqual(directionsOf([0, 2], 3, null), [0, 2]);
});

test("the covariance along two directions is a' C b", () => {
  const matrix = [
    [4, 1, 0.5],
    [1, 3, -1],
    [0.5, -1, 2],
  ];
  const at = (i, j) => matrix[i][j];
  const [feature, first, second] = directionsOf([0, 3, 4], 3, PRINCIPAL);
  const close = (a, b, wanted) => assert.ok(Math.abs(covarianceAlong(a, b, at) - wanted) < 1e-12);
  close(feature, feature, 4);
  close(first, first, 0.5 * (4 + 0.5 + 0.5 + 2));
  close(first, second, ROOT * (1 - 1));
  close(feature, first, ROOT * 4.5);
  close(first, feature, ROOT * 4.5);
});

test("rows are projected on principal axes", () => {
  const scale = scaleOf([3, 1], [0, 0, 0, -2, -1], [1, 4, 1, 2, 1], PRINCIPAL);
  assert.deepEqual(
    [scale.origin, scale.span],
    [
      [0, 2],
      [4, 4],
    ],
  );
  const rows = project(scale, [1, 2, 3, 1 + 2 * ROOT, 4, 3 + 2 * ROOT], 3);
  assert.ok(Math.abs(rows[0]) < 1e-12 && Math.abs(rows[2] - 0.5) < 1e-12);
  assert.deepEqual([rows[1], rows[3]], [0, 0.5]);
  assert.ok(Math.abs(placeOf(scale, [1, 2, 3])[0]) < 1e-12);
});

test("an image has the more ink the larger a value is", () => {
  const form = imageForm([1, 2], { d: 2, low: [0, -4, -99], high: [4, 0, 99] }, [9, 8, 7]);
  assert.deepEqual(form, { shape: [1, 2], range: [-4, 4], ink: [9, 8, 7] });
  assert.deepEqual([...imagePixels([-4, 0], form.range, form.ink)], [9, 8, 7, 0, 9, 8, 7, 128]);
  assert.equal(imageForm([2, 2], { d: 2, low: [0, 0], high: [1, 1] }, [0, 0, 0]), null);
  assert.equal(imagePixels([5], [5, 5], [0, 0, 0])[3], 0);
});
