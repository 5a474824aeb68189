import assert from "node:assert/strict";
import { test } from "node:test";
import { numbers } from "../../../../js/src/fit/panels/plot.js";

/** The number that a label says. */
function read(label) {
  const [mantissa, power] = label.replace("\u2212", "-").split("\u2009\u00d7\u2009");
  const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const digits = [...(power ?? "").slice(2)].map((each) => (each === "⁻" ? "-" : superscripts.indexOf(each))).join("");
  return Number(mantissa) * 10 ** Number(digits || 0);
}

test("numbers of an axis say where their values are", () => {
  for (const [low, high] of [
    [-3344.11, -3148.89],
    [0, 1],
    [-9.7e7, 0],
  ]) {
    const { marks, isRelative } = numbers(low, high, 4, high);
    assert.equal(isRelative, false);
    assert.ok(marks.length >= 2);
    for (const { value, label } of marks) {
      assert.ok(Math.abs(read(label) - value) <= 1e-9 * Math.abs(high - low) + 1e-12 * Math.abs(value), label);
    }
  }
});

test("where all values have many digits in common, numbers are differences to the last one, of few digits", () => {
  for (const range of [1e-1, 1e-4, 1e-8]) {
    const last = -6917.790791235;
    const { marks, isRelative } = numbers(last - range, last, 4, last);
    assert.equal(isRelative, true);
    for (const { value, label } of marks) {
      assert.ok(label.replace(/\u2009.*/u, "").length <= 6, label);
      assert.ok(Math.abs(read(label) - (value - last)) <= 1e-5 * range + 1e-11, label);
    }
  }
});
