import assert from "node:assert/strict";
import { test } from "node:test";
import { place, readColoring, recolor, swatch } from "../../../../js/src/fractal/draw/recolor.js";
import { random } from "../../support/random.mjs";

/** A palette of so many random colors, as the kernel sends it. */
function coloring(rows, options = {}) {
  const { number } = random(rows);
  const bytes = Uint8Array.from({ length: 3 * rows }, () => Math.floor(256 * number()));
  const trait = { colormap: "test", scale: "cycle", min_iter: 0, palette: Buffer.from(bytes).toString("base64") };
  return { bytes, read: readColoring({ ...trait, ...options }) };
}

/** Colors of counts as rows of red, green, blue and alpha. */
function colored(read, counts, maxIter) {
  const out = new Uint32Array(counts.length);
  recolor(read, counts, maxIter, out);
  return Array.from(counts, (_, i) => [...new Uint8Array(out.buffer, 4 * i, 4)]);
}

const row = (bytes, index) => [...bytes.subarray(3 * index, 3 * index + 3), 255];

test("in a cycle each count has the color of its remainder, and what never escapes the last one", () => {
  const { bytes, read } = coloring(129);
  const counts = Uint16Array.of(0, 1, 127, 128, 129, 255, 256, 511, 512);
  const rows = [0, 1, 127, 0, 1, 127, 0, 127, 128];
  assert.deepEqual(
    colored(read, counts, 512),
    rows.map((index) => row(bytes, index)),
  );
});

test("in a range the way from min_iter to max_iter is cut off to a color", () => {
  const grey = Uint8Array.from({ length: 768 }, (_, i) => Math.floor(i / 3));
  const trait = { colormap: "grey", scale: "range", min_iter: 10, palette: Buffer.from(grey).toString("base64") };
  const read = readColoring(trait);
  for (const maxIter of [11, 60, 100, 577, 5_000]) {
    const counts = Uint32Array.from({ length: maxIter + 1 }, (_, count) => count);
    colored(read, counts, maxIter).forEach(([value, , , alpha], count) => {
      const exact = (255 * (Math.max(count, 10) - 10)) / (maxIter - 10);
      // Where the exact place is whole, the kernel's division may end just below it.
      assert.ok(
        value === Math.floor(exact) || (Number.isInteger(exact) && value === exact - 1),
        `${count} of ${maxIter}`,
      );
      assert.equal(alpha, 255);
    });
  }
  assert.equal(place(read, 0, 100), 0);
  assert.equal(place(read, 100, 100), 255);
});

test("counts beyond any table are colored by the same rule", () => {
  const { bytes, read } = coloring(33);
  const maxIter = 2 ** 31 - 1;
  const counts = Uint32Array.of(65_535, 65_536, 65_537, 123_456_789, maxIter - 1, maxIter);
  assert.deepEqual(
    colored(read, counts, maxIter),
    [...counts].map((count) => row(bytes, count === maxIter ? 32 : count % 32)),
  );
});

test("a swatch runs from the first color to the last, without the interior's", () => {
  const { bytes, read } = coloring(129);
  const [first, last] = [row(bytes, 0), row(bytes, 127)].map(([r, g, b]) => `rgb(${r} ${g} ${b})`);
  const text = swatch(read, 4);
  assert.ok(text.startsWith(`linear-gradient(90deg, ${first}, `) && text.endsWith(`, ${last})`), text);
  assert.equal(text.match(/rgb/g).length, 4);
});
