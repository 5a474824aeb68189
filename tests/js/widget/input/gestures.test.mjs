import assert from "node:assert/strict";
import { test } from "node:test";
import { velocity } from "../../../../js/src/widget/input/pointer.js";
import { isSideways, levels } from "../../../../js/src/widget/input/wheel.js";
import { target } from "../../../../js/src/widget/ui/menu.js";

const WHEEL = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, shiftKey: false };

test("the wheel zooms in when it turns away, by at most one level an event", () => {
  assert.ok(levels({ ...WHEEL, deltaY: -100 }) > 0);
  assert.equal(levels({ ...WHEEL, deltaY: -100 }), -levels({ ...WHEEL, deltaY: 100 }));
  assert.equal(levels({ ...WHEEL, deltaY: -1e9 }), 1);
  assert.equal(levels({ ...WHEEL, deltaY: 5, deltaMode: 2 }), -1);
});

test("lines and pixels of the wheel mean about the same", () => {
  const ratio = levels({ ...WHEEL, deltaY: 3, deltaMode: 1 }) / levels({ ...WHEEL, deltaY: 100 });
  assert.ok(ratio > 0.8 && ratio < 1.25, `${ratio}`);
});

test("a pinch on a trackpad is finer than a wheel with Ctrl", () => {
  assert.ok(levels({ ...WHEEL, deltaY: -5, ctrlKey: true }) > levels({ ...WHEEL, deltaY: -5 }));
  assert.equal(levels({ ...WHEEL, deltaY: -100, ctrlKey: true }), levels({ ...WHEEL, deltaY: -100 }));
});

test("Shift turns the wheel sideways without changing its meaning", () => {
  assert.equal(levels({ ...WHEEL, deltaX: -100, shiftKey: true }), levels({ ...WHEEL, deltaY: -100 }));
});

test("a swipe is sideways where most of its way is, and Shift turns a wheel without making it one", () => {
  assert.ok(isSideways({ ...WHEEL, deltaX: -30, deltaY: 10 }));
  assert.ok(!isSideways({ ...WHEEL, deltaX: 10, deltaY: -30 }));
  assert.ok(!isSideways({ ...WHEEL, deltaX: 100, shiftKey: true }));
});

test("a pointer's speed is its way over its time, and nothing for a still pointer", () => {
  assert.deepEqual(
    velocity([
      { x: 0, y: 10, time: 0 },
      { x: 5, y: 10, time: 20 },
      { x: 40, y: -10, time: 40 },
    ]),
    [1, -0.5],
  );
  assert.deepEqual(velocity([]), [0, 0]);
  assert.deepEqual(
    velocity([
      { x: 0, y: 0, time: 0 },
      { x: 9, y: 9, time: 1 },
    ]),
    [0, 0],
  );
});

test("keys move in a menu: around its ends and to first letters", () => {
  const names = ["grey", "twilight", "turbo", "viridis"];
  assert.equal(target("ArrowDown", 3, names), 0);
  assert.equal(target("ArrowUp", 0, names), 3);
  assert.equal(target("End", 1, names), 3);
  assert.equal(target("t", 0, names), 1);
  assert.equal(target("t", 1, names), 2);
  assert.equal(target("T", 2, names), 1);
  assert.equal(target("x", 0, names), null);
  assert.equal(target("Enter", 0, names), null);
});
