import assert from "node:assert/strict";
import { test } from "node:test";
import {
  format,
  formatFixed,
  fromNumber,
  parse,
  precision,
  scale,
  shift,
  toNumber,
} from "../../../../js/src/fractal/viewport/coordinate.js";
import { random } from "../../support/random.mjs";

test("a dyadic number survives its exact decimal form at any depth", () => {
  const { integer } = random(1);
  for (let i = 0; i < 300; i++) {
    const bits = Number(integer(1200n));
    const value = integer(1n << BigInt(bits + 4)) - (1n << BigInt(bits + 3));
    assert.equal(parse(format(value, bits, precision(value, bits)), bits), value);
  }
});

test("a decimal is read to within half of the last bit", () => {
  const { integer } = random(2);
  for (let i = 0; i < 300; i++) {
    const decimals = Number(integer(60n)) + 1;
    const bits = Number(integer(300n));
    const digits = integer(10n ** BigInt(decimals));
    const value = parse(`-0.${digits.toString().padStart(decimals, "0")}`, bits);
    const error = -value * 10n ** BigInt(decimals) - (digits << BigInt(bits));
    assert.ok(2n * (error < 0n ? -error : error) <= 10n ** BigInt(decimals), `${digits} with ${bits} bits`);
  }
});

test("a rounded decimal is within half of its last digit", () => {
  const { integer } = random(3);
  for (let i = 0; i < 300; i++) {
    const bits = 200;
    const decimals = Number(integer(40n));
    const value = integer(1n << 202n) - (1n << 201n);
    const written = BigInt(formatFixed(value, bits, decimals).replace(".", ""));
    const error = (written << BigInt(bits)) - value * 10n ** BigInt(decimals);
    assert.ok(2n * (error < 0n ? -error : error) <= 1n << BigInt(bits));
  }
});

test("all ways to write a number are read", () => {
  for (const text of ["12.5", "+12.5", "1.25e1", "125E-1", ".125e+2", "12.50", "0012.5"]) {
    assert.equal(parse(text, 8), 3200n, text);
  }
  assert.equal(parse("-.5", 1), -1n);
  assert.equal(parse("7.", 0), 7n);
});

test("what is no decimal number is refused", () => {
  for (const text of ["", ".", "-", "1e", "NaN", "Infinity", "0x10", "1 2", "1e99999", " 1", "1,5"]) {
    assert.throws(() => parse(text, 64), RangeError, text);
  }
});

test("zeros at the end are left out, and zero has no sign", () => {
  assert.equal(format(parse("0.5", 64), 64, 20), "0.5");
  assert.equal(format(parse("-120", 64), 64, 20), "-120");
  assert.equal(format(parse("-1e-9", 64), 64, 3), "0");
});

test("numbers and coordinates agree wherever both are exact", () => {
  const { number } = random(4);
  for (let i = 0; i < 300; i++) {
    const value = Math.round((number() - 0.5) * 2 ** 40);
    const exponent = Math.round((number() - 0.5) * 1800);
    const bits = Math.max(64, 64 - exponent);
    assert.equal(toNumber(fromNumber(value, exponent, bits), -bits - exponent), value);
  }
});

test("a scaled coordinate is accurate to the factor's precision", () => {
  const { integer, number } = random(5);
  for (let i = 0; i < 300; i++) {
    const value = integer(1n << 500n) + (1n << 400n);
    const factor = number() * 2 ** Math.round(-300 * number());
    const ratio = toNumber(scale(value, factor), -400) / (toNumber(value, -400) * factor);
    assert.ok(Math.abs(ratio - 1) < 1e-14, `${ratio}`);
  }
  assert.equal(scale(5n, 0), 0n);
  assert.equal(shift(5n, -1), 2n);
  assert.equal(shift(5n, 2), 20n);
});
