import assert from "node:assert/strict";
import { test } from "node:test";
import { leavesStrips } from "../../../../js/src/fractal/draw/canvas.js";

const VIEW = { width: 690, height: 540 };

test("a picture of another shape leaves strips if it is as wide or as high as the view", () => {
  assert.equal(leavesStrips({ left: 0, top: 76, right: 690, bottom: 464 }, VIEW), true);
  assert.equal(leavesStrips({ left: 90, top: -0.5, right: 600, bottom: 539.5 }, VIEW), true);
});

test("a picture that covers the view, is smaller or elsewhere leaves none", () => {
  assert.equal(leavesStrips({ left: -9, top: -9, right: 700, bottom: 600 }, VIEW), false);
  assert.equal(leavesStrips({ left: 200, top: 200, right: 400, bottom: 300 }, VIEW), false);
  assert.equal(leavesStrips({ left: 0, top: 700, right: 690, bottom: 900 }, VIEW), false);
});
