import assert from "node:assert/strict";
import { test } from "node:test";
import { Space } from "../../../../js/src/fit/charts/space.js";
import { drawAxes3D } from "../../../../js/src/fit/draw/axes3d.js";

const SCALE = { dims: [0, 1, 2], origin: [0, 0, 0], span: [20, 20, 20] };

/** The texts at the box of a cloud as it is seen at first, and where they are on the canvas. */
function draw({ width, height, ratio, names }) {
  const texts = [];
  const context = {
    measureText: (text) => ({ width: 6 * ratio * text.length }),
    fillText: (text, x, y) => {
      const wide = 6 * ratio * text.length;
      const left = x - { left: 0, center: wide / 2, right: wide }[context.textAlign];
      texts.push({ text, left, right: left + wide, top: y - 6 * ratio, bottom: y + 6 * ratio });
    },
    strokeText: () => {},
    stroke: () => {},
  };
  globalThis.Path2D = class {
    moveTo() {}
    lineTo() {}
  };
  const theme = {
    surface: [255, 255, 255],
    text: [0, 0, 0],
    muted: [90, 90, 90],
    isDark: false,
    font: "sans",
    scale: 1,
  };
  const canvas = { context, width: width * ratio, height: height * ratio, ratio, theme };
  const space = new Space(SCALE);
  space.camera.resize(canvas.width, canvas.height);
  const drawing = { scale: SCALE, snapshot: { axisNames: names, dims: [0, 1, 2] } };
  drawAxes3D(canvas, drawing, space.camera.basis.towards, (unit) => space.place(unit));
  return { canvas, texts };
}

for (const ratio of [1, 2]) {
  for (const [width, height] of [
    [276, 198],
    [310, 215],
    [480, 230],
    [690, 330],
    [1250, 790],
  ]) {
    test(`names and numbers of a cloud's axes are whole, at ${width} x ${height}, ratio ${ratio}`, () => {
      const names = ["x0", "x1", "x2"];
      const { canvas, texts } = draw({ width, height, ratio, names });
      for (const name of names) assert.equal(texts.filter(({ text }) => text === name).length, 1);
      for (const { text, left, right, top, bottom } of texts) {
        assert.ok(left >= 0 && right <= canvas.width && top >= 0 && bottom <= canvas.height, `${text} is cut`);
      }
      for (const name of texts.filter(({ text }) => names.includes(text))) {
        for (const other of texts.filter((each) => each !== name)) {
          const apart = [
            other.left - name.right,
            name.left - other.right,
            other.top - name.bottom,
            name.top - other.bottom,
          ];
          assert.ok(Math.max(...apart) >= 0, `${name.text} lies on ${other.text}`);
        }
      }
    });
  }
}

test("a long name of a cloud's axis ends in an ellipsis where the canvas ends", () => {
  const names = ["a", "b", "c"].map((letter) => letter.repeat(200));
  const { canvas, texts } = draw({ width: 480, height: 300, ratio: 1, names });
  const long = texts.filter(({ text }) => text.endsWith("…"));
  assert.equal(long.length, 3);
  for (const { text, left, right } of long) assert.ok(text.length > 5 && left >= 0 && right <= canvas.width);
});
