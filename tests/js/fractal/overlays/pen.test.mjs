import assert from "node:assert/strict";
import { test } from "node:test";
import { Pen } from "../../../../js/src/fractal/overlays/pen.js";

/** A canvas whose letters are half as wide as high, and that notes what is written where. */
function paper() {
  const written = [];
  const context = {
    canvas: { width: 0, height: 0 },
    font: "",
    measureText: (text) => ({ width: (text.length * Number.parseFloat(context.font)) / 2 }),
    fillText: (text, x, y) => written.push({ text, x, y, size: Number.parseFloat(context.font) }),
    arc: (_x, _y, radius) => written.push({ radius }),
  };
  for (const name of ["setTransform", "clearRect", "beginPath", "roundRect", "fill", "stroke", "setLineDash"]) {
    context[name] = () => {};
  }
  return { pen: new Pen(context, "serif"), written };
}

/** Write one label with a name on a canvas of 300 x 100 pixels, of which some boxes are taken. */
function label(taken, isPresented = false) {
  const { pen, written } = paper();
  pen.begin(300, 100, 1, isPresented);
  pen.next();
  pen.label([100, 50], "1/7", { name: "root of period 3" });
  const left = pen.end(taken);
  return { left, written };
}

test("a name stands behind the text where there is room for both", () => {
  const { left, written } = label([]);
  assert.deepEqual([left, written.map(({ text }) => text)], [[], ["1/7: root of period 3"]]);
});

test("where there is room for the text alone, the name is left to be told", () => {
  const { left, written } = label([
    { left: 140, top: 0, right: 300, bottom: 100 },
    { left: 0, top: 0, right: 300, bottom: 40 },
    { left: 0, top: 60, right: 300, bottom: 100 },
  ]);
  assert.deepEqual([left, written.map(({ text }) => text)], [["1/7: root of period 3"], ["1/7"]]);
});

test("where there is no room nothing is written, but all is told", () => {
  const { left, written } = label([{ left: 0, top: 0, right: 300, bottom: 100 }]);
  assert.deepEqual([left, written], [["1/7: root of period 3"], []]);
});

test("a place that is not in the picture is not told of", () => {
  const { pen } = paper();
  pen.begin(300, 100, 1, false);
  pen.next();
  pen.label([-20, 50], "1/7", { name: "root of period 3" });
  assert.deepEqual(pen.end([]), []);
});

test("letters and dots are large in a room", () => {
  const sizes = [false, true].map((isPresented) => {
    const { pen, written } = paper();
    pen.begin(600, 300, 1, isPresented);
    pen.next();
    pen.label([100, 50], "i");
    pen.dot([300, 200], 3);
    pen.end([]);
    return written.map(({ size, radius }) => size ?? radius);
  });
  assert.ok(sizes[1].every((size, at) => size >= 1.6 * sizes[0][at]));
});
