import assert from "node:assert/strict";
import { test } from "node:test";
import { axes, gridLines } from "../../../../js/src/fractal/overlays/axes.js";
import { clip } from "../../../../js/src/fractal/overlays/pen.js";
import { Plane } from "../../../../js/src/fractal/overlays/plane.js";
import { parse, toNumber } from "../../../../js/src/fractal/viewport/coordinate.js";
import { viewport } from "../../../../js/src/fractal/viewport/viewport.js";

test("grid lines are round, evenly spaced, and where their numbers say", () => {
  const lines = gridLines(parse("-0.5", 128), 128, Math.log2(4 / 960), 960);
  const numbers = lines.map(({ text }) => Number(text.replace("\u2212", "-")));
  numbers.forEach((number, at) => {
    assert.equal(number, numbers[0] + at * 0.5);
    assert.ok(Math.abs(toNumber(lines[at].offset, -128) - (number + 0.5)) < 1e-12);
  });
  assert.deepEqual(
    lines.filter(({ isAxis }) => isAxis).map(({ text }) => text),
    ["0"],
  );
});

test("the imaginary unit stands without a one", () => {
  const texts = [];
  const pen = { scale: 1, path: () => {}, label: (_at, text) => texts.push(text) };
  axes.draw(pen, { plane: new Plane(viewport(["0", "0"], 2, 640, 480), 1) });
  const imaginary = texts.filter((text) => text.endsWith("i"));
  assert.ok(
    ["i", "\u2212i"].every((text) => imaginary.includes(text)),
    imaginary.join(),
  );
  assert.ok(!imaginary.some((text) => /(^|\u2212)1i$/.test(text)), imaginary.join());
});

test("at depth labels have few digits, and tell lines apart", () => {
  for (const digits of [12, 40, 300, 1500]) {
    const bits = 64 * Math.ceil((digits * 3.33 + 64) / 64);
    const log2Pixel = -digits * Math.log2(10);
    const lines = gridLines(parse("-0.743643887037151", bits), bits, log2Pixel, 960);
    assert.equal(new Set(lines.map(({ text }) => text)).size, lines.length, String(digits));
    assert.ok(lines.every(({ text }) => text.length <= 10));
    const offsets = lines.map(({ offset }) => toNumber(offset, -bits - log2Pixel));
    assert.ok(offsets.some((offset) => Math.abs(offset) < 480));
    const steps = offsets.slice(1).map((offset, at) => offset - offsets[at]);
    for (const step of steps) assert.ok(step > 87 && step < 250 && Math.abs(step - steps[0]) < 1e-3, String(step));
  }
});

test("lines are cut at the canvas, however far they go", () => {
  assert.deepEqual(clip([10, 10], [20, 20], 100, 100), [
    [10, 10],
    [20, 20],
  ]);
  const [from, to] = clip([-1e7, 50], [1e7, 50], 100, 100);
  assert.ok(Math.abs(from[0] + 40) < 1e-6 && Math.abs(to[0] - 100) < 1e-6);
  assert.equal(clip([-50, -50], [-60, 300], 100, 100), null);
  assert.equal(clip([Number.NaN, 0], [5, 5], 100, 100), null);
});
