import assert from "node:assert/strict";
import { test } from "node:test";
import { BYTE, FULL, LIGHT } from "../../../../js/src/fractal/draw/light.js";
import { swatch, wheelOf } from "../../../../js/src/fractal/draw/palette.js";
import { random } from "../../support/random.mjs";

test("every byte comes back from its amount of light", () => {
  for (let byte = 0; byte < 256; byte++) assert.equal(BYTE[LIGHT[byte]], byte);
  assert.deepEqual([LIGHT[0], LIGHT[255], BYTE[0], BYTE[FULL]], [0, FULL, 0, 255]);
});

test("no amount of light is so near an edge between two bytes that another pow would round it elsewhere", () => {
  const linear = (byte) => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
  for (let byte = 1; byte < 256; byte++) {
    const [light, edge] = [FULL * linear(byte), FULL * linear(byte - 0.5)];
    assert.ok(byte === 255 || Math.abs((light % 1) - 0.5) > 1e-7, `light of ${byte}`);
    assert.ok(Math.abs(edge - Math.round(edge)) > 1e-7, `edge of ${byte}`);
  }
});

test("a turn goes there and back unless the colormap is cyclic", () => {
  const colors = Uint32Array.of(1, 2, 3);
  assert.deepEqual([...wheelOf(colors, false)], [1, 2, 3, 3, 2, 1]);
  assert.deepEqual([...wheelOf(colors, true)], [1, 2, 3]);
});

test("a swatch runs from the first color to the last", () => {
  const { number } = random(129);
  const bytes = Uint8Array.from({ length: 3 * 129 }, () => Math.floor(256 * number()));
  const message = { colormap: "some", palette: Buffer.from(bytes).toString("base64"), cyclic: false };
  const [first, last] = [0, 128].map((row) => `rgb(${bytes.subarray(3 * row, 3 * row + 3).join(" ")})`);
  const text = swatch(message, 4);
  assert.ok(text.startsWith(`linear-gradient(90deg, ${first}, `) && text.endsWith(`, ${last})`), text);
  assert.equal(text.match(/rgb/g).length, 4);
});
