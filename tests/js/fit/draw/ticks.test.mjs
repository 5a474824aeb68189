import assert from "node:assert/strict";
import { test } from "node:test";
import { ticks, titleOf } from "../../../../js/src/fit/draw/ticks.js";

const labels = (scale) => scale.marks.map(({ label }) => label);

test("round numbers, as many as fit", () => {
  const scale = ticks(0, 10, -0.5, 0.5, 6);
  assert.deepEqual(labels(scale), ["−4", "−2", "0", "2", "4"]);
  assert.deepEqual(
    scale.marks.map(({ unit }) => unit),
    [-0.4, -0.2, 0, 0.2, 0.4],
  );
  assert.deepEqual(labels(ticks(0.5, 1, -0.5, 0.5, 4)), ["0.0", "0.5", "1.0"]);
});

test("counts have whole numbers only", () => {
  assert.deepEqual(labels(ticks(1, 2, -0.58, 0.58, 6, true)), ["0", "1", "2"]);
  assert.deepEqual(labels(ticks(0.5, 1, -0.58, 0.58, 9, true)), ["0", "1"]);
  assert.deepEqual(labels(ticks(30, 60, -0.5, 0.5, 6, true)), labels(ticks(30, 60, -0.5, 0.5, 6)));
});

test("each mark lies where its number is, whatever the offset and the scale are", () => {
  for (const [origin, span] of [
    [3, 7],
    [1e12, 2],
    [-4e9, 0.01],
    [0, 1e-140],
    [5e139, 1e140],
    [12345.678, 1e5],
    [1e-5, 3e-9],
  ]) {
    for (const [from, to] of [
      [-0.6, 0.6],
      [0.1, 0.101],
      [-3, 9],
    ]) {
      const scale = ticks(origin, span, from, to, 8);
      assert.ok(
        scale.marks.length >= 3 && scale.marks.length <= 9,
        `${scale.marks.length} marks for ${origin}, ${span}`,
      );
      for (const { unit, label } of scale.marks) {
        const value = Number(label.replace("−", "-")) * 10 ** scale.exponent;
        const expected = origin - scale.offset + unit * span;
        assert.ok(Math.abs(value - expected) <= 1e-6 * (to - from) * span, `${label} of ${origin}, ${span}`);
        assert.ok(unit >= from - 1e-9 * (to - from) && unit <= to + 1e-9 * (to - from));
        assert.ok(label.length <= 10, label);
      }
      assert.equal(new Set(labels(scale)).size, scale.marks.length, "all differ");
    }
  }
});

test("what all numbers have in common stands beside the name", () => {
  assert.equal(titleOf("x", { marks: [], exponent: 0, offset: 0 }), "x");
  assert.equal(titleOf("x", { marks: [], exponent: -140, offset: 0 }), "x × 10⁻¹⁴⁰");
  assert.equal(titleOf("x", { marks: [], exponent: 0, offset: -2e6 }), "x \u2212 2\u2009000\u2009000");
});
