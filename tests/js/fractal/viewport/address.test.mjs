import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { read, write } from "../../../../js/src/fractal/viewport/address.js";

test("what is copied can be pasted, at any depth", () => {
  for (const place of [
    { center: ["-0.75", "0"], log2Width: 1.807354922 },
    { center: [`-1.${"7".repeat(1500)}`, `0.${"0".repeat(900)}1`], log2Width: -4999.25 },
  ]) {
    assert.deepEqual(read(write(place)), place);
  }
});

const { points, neither } = JSON.parse(readFileSync(new URL("../../../points.json", import.meta.url), "utf8"));

test("points are read as Python reads them, however people write them", () => {
  for (const [text, center, width] of points) {
    const found = read(text);
    assert.deepEqual(found?.center, center, text);
    if (width === null) assert.equal(found.log2Width, null, text);
    else assert.ok(Math.abs(found.log2Width - read(`0, 0, ${width}`).log2Width) < 1e-9, text);
  }
});

test("what is no point, or could mean two, is left to who can say so", () => {
  for (const text of neither) assert.equal(read(text), null, text);
});

test("the longest texts are read at once", () => {
  const began = process.cpuUsage().user;
  for (const part of ["9", "(", " (", "width", "re ", ", ", "1,", ".5", "1e5", "1 "]) {
    assert.equal(read(`${part.repeat(60_000 / part.length)}x`), null);
  }
  assert.ok(process.cpuUsage().user - began < 5e6, "a quadratic search takes longer");
});

test("people write places in many ways", () => {
  const center = ["-0.75", "0.1"];
  for (const text of [
    "-0.75, 0.1",
    "-0.75 + 0.1i",
    "\u22120.75 + 0.1 i",
    "(-0.75+0.1j)",
    "re = -0.75\nim = 0.1",
    '["-0.75", "0.1"]',
    "center=(-0.75, +0.1)",
  ]) {
    assert.deepEqual(read(text), { center, log2Width: null }, text);
  }
  assert.deepEqual(read("-0.75 - .1i")?.center, ["-0.75", "-.1"]);
  for (const text of ["-0.75, 0.1, 0.125", "-.75 + .1i, width 0.125", "width: 1.25e-1; -0.75 0.1"]) {
    assert.equal(read(text)?.log2Width, -3, text);
  }
  assert.deepEqual(read("log2_width = -30"), { center: null, log2Width: -30 });
});

test("a width has no least size", () => {
  const { log2Width } = read("0, 0, 3.2e-1400");
  assert.ok(Math.abs(log2Width - (Math.log2(3.2) - 1400 * Math.log2(10))) < 1e-9);
  assert.equal(read(`0, 0, 0.${"0".repeat(400)}1`)?.log2Width, -401 * Math.log2(10));
});

test("what is no place is refused", () => {
  for (const text of ["1e-400000 + 5i", "", "here", "1 2 3 4", "0, 0, 0", "0, 0, -1", "0 0 width 0"]) {
    assert.equal(read(text), null, text);
  }
});

test("what only looks like numbers is left to who knows its meaning", () => {
  const json = '{"formula":{"kind":"mandelbrot","parameters":{}},"center":["0","1"],"log2_width":-3}';
  for (const text of ["1/7", "1 2 4", "1_1/3 3_1/2 4", "1 -> 2 -> 4", "period 7 2", "x 1 2", "julia(1, 2)", json]) {
    assert.equal(read(text), null, text);
  }
  assert.deepEqual(read("View(('0', '1'), log2_width=-3)"), { center: ["0", "1"], log2Width: -3 });
});
