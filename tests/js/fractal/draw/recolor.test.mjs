import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fieldsOf, givenColors, readColoring } from "../../../../js/src/fractal/draw/coloring.js";
import { average, recolor } from "../../../../js/src/fractal/draw/recolor.js";

/** Numbers, looks and pixels that Rust and Python have to agree on, too. */
const { looks, averages } = JSON.parse(readFileSync(new URL("../../../coloring.json", import.meta.url), "utf8"));

/** Pixels of red, green, blue and alpha as hexadecimal digits of their colors. */
function digits(pixels) {
  const rgba = Buffer.from(pixels.buffer);
  return Array.from(pixels, (_, i) => rgba.subarray(4 * i, 4 * i + 3).toString("hex")).join("");
}

/** Opaque pixels of colors in hexadecimal digits. */
const opaque = (hex) =>
  Uint32Array.from(hex.match(/.{6}/g), (color) => Buffer.from(`${color}ff`, "hex").readUInt32LE());

for (const { look, colormap, palette, cyclic, max_iter, fields, pixels } of looks) {
  test(`fields have the kernel's colors: ${colormap}, ${JSON.stringify({ ...look, thresholds: undefined })}`, () => {
    const message = { colormap, palette: Buffer.from(palette, "hex").toString("base64"), cyclic };
    const coloring = readColoring(message, {
      ...look,
      thresholds: look.thresholds && Uint32Array.from(look.thresholds),
    });
    const needed = fieldsOf(coloring);
    const numbers = Object.fromEntries(needed.map((name) => [name, Uint32Array.from(fields[name])]));
    const out = new Uint32Array(48);
    recolor(coloring, numbers, max_iter, out);
    assert.equal(digits(out), pixels);
    assert.ok(out.every((pixel) => pixel >>> 24 === 255));
  });
}

for (const { by, side, pixels, mean } of averages) {
  test(`${by} times ${by} pixels mix as light does`, () => {
    const out = new Uint32Array(side * side);
    average(opaque(pixels), side, by, out);
    assert.equal(digits(out), mean);
  });
}

test("half black and half white is not the middle grey of the bytes", () => {
  const out = new Uint32Array(1);
  average(opaque("000000ffffffffffff000000"), 1, 2, out);
  assert.equal(digits(out), "bcbcbc");
});

test("a coloring asks for what it needs and no more", () => {
  const message = { colormap: "some", palette: "AAAA////", cyclic: false };
  const plain = { color_by: "count", density: 1, offset: 0, light: 0, interior: "flat" };
  const fields = (look) => fieldsOf(readColoring(message, { ...plain, ...look }));
  assert.deepEqual(fields({}), ["count"]);
  assert.deepEqual(fields({ color_by: "smooth" }), ["smooth", "distance"]);
  assert.deepEqual(fields({ color_by: "distance", light: 0.5 }), ["distance", "angle"]);
  assert.deepEqual(fields({ color_by: "trap", interior: "period" }), ["trap", "period"]);
});

test("what a file says of colors is what is shown", () => {
  const coloring = givenColors({ colormap: "some" });
  assert.deepEqual(fieldsOf(coloring), ["color"]);
  const out = new Uint32Array(3);
  recolor(coloring, { color: Uint32Array.of(0x00_00_00, 0x01_02_03, 0xff_80_40) }, 100, out);
  assert.deepEqual(digits(out), "0000000302014080ff");
  assert.ok(out.every((pixel) => pixel >>> 24 === 255));
});
