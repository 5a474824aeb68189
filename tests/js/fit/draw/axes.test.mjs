import assert from "node:assert/strict";
import { test } from "node:test";
import { drawAxes, ruler } from "../../../../js/src/fit/draw/axes.js";

/** A canvas that keeps what is drawn on it. */
function paper(width, height, ratio) {
  const drawn = { texts: [], boxes: [] };
  const context = {
    measureText: (text) => ({ width: 6 * ratio * text.length }),
    fillText: (text, x, y) => drawn.texts.push({ text, x, y, align: context.textAlign }),
    strokeText: () => {},
    fillRect: (x, y, wide, high) => drawn.boxes.push({ x, y, wide, high }),
  };
  const theme = { surface: [255, 255, 255], text: [0, 0, 0], muted: [90, 90, 90], isDark: false, font: "sans-serif" };
  return { canvas: { context, width, height, ratio, theme }, drawn };
}

function draw({ width = 700, height = 430, ratio = 1, origin = 0, span = 20, names = ["x0", "x1"] }) {
  const { canvas, drawn } = paper(width * ratio, height * ratio, ratio);
  const scale = { dims: [0, 1], origin: [origin, origin], span: [span, span] };
  drawAxes(canvas, [
    ruler(canvas, "x", scale, 0, [-0.6, 0.6], names[0]),
    ruler(canvas, "y", scale, 1, [-0.6, 0.6], names[1]),
  ]);
  const ticks = drawn.boxes.filter(({ wide, high }) => Math.max(wide, high) === 4 * ratio);
  return { ...drawn, ticks };
}

const isNumber = ({ text }) => /^[\d.\u2212]+$/u.test(text);

test("no dash stands before a number: ticks point from the frame at the numbers outside of it", () => {
  for (const ratio of [1, 2]) {
    for (const origin of [0, 12345.5, -3e-7]) {
      const { texts, ticks } = draw({ ratio, origin });
      const upward = texts.filter((each) => isNumber(each) && each.align === "right");
      assert.ok(upward.length >= 3);
      for (const { x, y } of upward) {
        const dashes = ticks.filter((tick) => tick.high === ratio && Math.abs(tick.y - y) <= ratio);
        assert.equal(dashes.length, 1, "each number has its tick");
        assert.ok(dashes[0].x >= x, "which comes after it");
      }
      const across = texts.filter((each) => isNumber(each) && each.align === "center");
      assert.ok(across.length >= 3);
      for (const { x, y } of across) {
        const dashes = ticks.filter((tick) => tick.wide === ratio && Math.abs(tick.x - x) <= ratio);
        assert.ok(dashes.length === 1 && dashes[0].y + dashes[0].high < y - 6 * ratio, "its tick is above it");
      }
    }
  }
});

test("long numbers find room to the left of the frame, long names are cut", () => {
  const { texts } = draw({ origin: 54321.123, span: 0.5, names: ["a".repeat(300), "b".repeat(300)] });
  for (const { text, x, align } of texts) {
    const wide = 6 * text.length;
    const left = align === "right" ? x - wide : align === "center" ? x - wide / 2 : x;
    assert.ok(left >= 0 && left + wide <= 700, `${text} at ${x}`);
  }
});

test("an axis of a small canvas has two numbers at least, for one says nothing of a scale", () => {
  for (const [width, height] of [
    [235, 125],
    [276, 180],
    [320, 240],
    [690, 190],
    [1600, 900],
  ]) {
    for (let span = 1; span < 10; span += 0.3) {
      const numbers = draw({ width, height, span, origin: span / 7 }).texts.filter(isNumber);
      for (const align of ["right", "center"]) {
        assert.ok(
          numbers.filter((each) => each.align === align).length >= 2,
          `${width} x ${height}, ${span}, ${align}`,
        );
      }
    }
  }
});

test("numbers across never run into each other", () => {
  for (const origin of [0, 12345.5, 54321.123, -3e-7]) {
    for (const width of [235, 276, 320, 690]) {
      const across = draw({ width, origin, span: 0.5 }).texts.filter(
        (each) => isNumber(each) && each.align === "center",
      );
      const ends = across.map(({ text, x }) => [x - 3 * text.length, x + 3 * text.length]);
      for (const [place, [start]] of ends.slice(1).entries()) assert.ok(start > ends[place][1]);
    }
  }
});

test("a canvas too small for axes has none", () => {
  assert.deepEqual(draw({ width: 150, height: 80 }).texts, []);
});
