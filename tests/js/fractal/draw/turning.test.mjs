import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fieldsOf, readColoring } from "../../../../js/src/fractal/draw/coloring.js";
import { fill, placesOf, recolor, tableOf } from "../../../../js/src/fractal/draw/recolor.js";

const { looks } = JSON.parse(readFileSync(new URL("../../../coloring.json", import.meta.url), "utf8"));

for (const { look, colormap, palette, cyclic, max_iter, fields } of looks) {
  test(`colors that have gone round are those of another offset: ${JSON.stringify({ ...look, thresholds: 0 })}`, () => {
    const message = { colormap, palette: Buffer.from(palette, "hex").toString("base64"), cyclic };
    const thresholds = look.thresholds && Uint32Array.from(look.thresholds);
    // Away from where one color ends and the next begins.
    const offset = look.offset + 0.37 / (palette.length / 6);
    const coloring = readColoring(message, { ...look, offset, thresholds });
    const numbers = Object.fromEntries(fieldsOf(coloring).map((name) => [name, Uint32Array.from(fields[name])]));
    const [out, expected] = [new Uint32Array(48), new Uint32Array(48)];
    const places = placesOf(coloring, numbers, max_iter);
    const paint = (turns) => fill(coloring, numbers, places, tableOf(coloring, turns), out);
    paint(0);
    recolor(coloring, numbers, max_iter, expected);
    assert.deepEqual(out, expected);
    if (coloring.layer.scale.kind === "range" || look.interior !== "flat") return; // the interior's palette has other places
    const length = coloring.layer.pixels.length;
    for (const steps of [1, length - 1]) {
      paint(steps / length + 1e-9);
      const turned = { ...look, thresholds, offset: offset + steps / length };
      recolor(readColoring(message, turned), numbers, max_iter, expected);
      const wrong = out.filter((pixel, i) => pixel !== expected[i]).length;
      assert.ok(wrong <= 1, "rounding may lead to the next color"); // an offset is a part of 2^32
    }
  });
}
