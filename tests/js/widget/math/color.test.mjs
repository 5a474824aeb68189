import assert from "node:assert/strict";
import { test } from "node:test";
import { css, fromLinear, luminance, mix, parseColor, toLinear } from "../../../../js/src/widget/math/color.js";

test("a screen's color survives the way to linear light and back", () => {
  for (let value = 0; value < 256; value++) assert.equal(fromLinear(toLinear([value, 0, 0])[0]), value);
});

test("known values of sRGB: half the light is 188, not 128", () => {
  assert.equal(fromLinear(0.5), 188);
  assert.deepEqual(mix([0, 0, 0], [255, 255, 255], 0.5), [188, 188, 188]);
  assert.ok(Math.abs(luminance([255, 255, 255]) - 1) < 1e-12);
});

test("only `#rrggbb` is a color", () => {
  assert.deepEqual(parseColor("#0072B2"), [0, 114, 178]);
  for (const text of [undefined, "", "red", "#fff", "#gggggg", "#0072b2ff"]) assert.equal(parseColor(text), null);
});

test("a color is written as CSS reads it", () => {
  assert.equal(css([1, 2, 3]), "rgb(1 2 3 / 1)");
  assert.equal(css([1, 2, 3], 0.5), "rgb(1 2 3 / 0.5)");
});
