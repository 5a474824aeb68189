import assert from "node:assert/strict";
import { test } from "node:test";
import {
  complex,
  milliseconds,
  power,
  powerOfTen,
  round,
  scaleBar,
  significant,
  whole,
} from "../../../../js/src/widget/math/format.js";

test("a width has two digits at every depth", () => {
  assert.equal(power(Math.log2(3.2e-5)), "3.2e-5");
  assert.equal(power(Math.log2(3.125)), "3.1");
  assert.equal(power(Math.log2(0.045)), "0.045");
  assert.equal(power(Math.log2(9.97e-5)), "1.0e-4");
  assert.equal(power(Math.log2(50)), "50");
  assert.equal(power(-1000), "9.3e-302");
  assert.equal(power(-100_000), "1.0e-30103");
});

test("signs stand in columns of their own", () => {
  assert.equal(complex(["-0.10", "0.745"]), "\u22120.10 + 0.745\u2009i");
  assert.equal(complex(["0.10", "-0.745"]), "\u20070.10 \u2212 0.745\u2009i");
  assert.equal(complex(["0.1", "0.2"]).length, complex(["-0.1", "-0.2"]).length);
});

test("of a very long coordinate the ends are shown", () => {
  const text = complex([`0.${"1234567890".repeat(30)}`, "0"]);
  assert.ok(text.includes("0.123456…901234567890"), text);
  assert.ok(text.length < 40);
});

test("a scale bar is of a round length, fits, and is no shorter than need be", () => {
  for (let log2Pixel = 3; log2Pixel > -1000; log2Pixel -= 0.37) {
    const { mantissa, exponent, length } = scaleBar(log2Pixel, 160);
    assert.ok([1, 2, 5].includes(mantissa));
    assert.ok(length <= 160 + 1e-9 && length > 64 - 1e-9, `${length} px`);
    assert.ok(Math.abs(Math.log10(length / mantissa) + log2Pixel * Math.log10(2) - exponent) < 1e-9);
  }
});

test("round numbers read as on a map", () => {
  const numbers = [round(5, -2), round(2, 3), round(1, 0), round(1, -9), round(2, -7), round(5, 12)];
  assert.deepEqual(numbers, ["0.05", "2000", "1", "10⁻⁹", "2\u2009×\u200910⁻⁷", "5\u2009×\u200910¹²"]);
});

test("powers of ten, counts and times read well", () => {
  assert.deepEqual([0, 2, -1, -3, -12, 10].map(powerOfTen), ["1", "100", "0.1", "0.001", "10⁻¹²", "10¹⁰"]);
  assert.deepEqual([50, 1000, 1_234_567].map(whole), ["50", "1\u2009000", "1\u2009234\u2009567"]);
  assert.deepEqual([0.123, 12.34, 123.4].map(milliseconds), ["0.12", "12.3", "123"]);
});

test("a number keeps its significant digits at every size", () => {
  const written = [-1234.5, 0.01234, 99.996, 0, 3.2e-5, 9.97e-5, -1e140, 5e-324, 1_234_567].map((value) =>
    significant(value, 4),
  );
  const expected = [
    "\u22121235",
    "0.01234",
    "100.0",
    "0",
    "3.2×10⁻⁵",
    "1.0×10⁻⁴",
    "\u22121.0×10¹⁴⁰",
    "4.9×10⁻³²⁴",
    "1234567",
  ];
  assert.deepEqual(
    written.map((text) => text.replaceAll("\u2009", "")),
    expected,
  );
  assert.deepEqual(
    [null, undefined, NaN].map((value) => significant(value)),
    ["–", "–", "–"],
  );
  assert.deepEqual(
    [Infinity, -Infinity].map((value) => significant(value)),
    ["∞", "\u2212∞"],
  );
});
