import assert from "node:assert/strict";
import { test } from "node:test";
import { Noise } from "../../../../js/src/fit/charts/series/noise.js";

/** A canvas that keeps what is written on it. */
function paper() {
  const texts = [];
  const context = new Proxy(
    { fillText: (text) => texts.push(text) },
    { get: (own, name) => own[name] ?? (() => {}), set: () => true },
  );
  globalThis.Path2D = class {
    arc() {}
  };
  const theme = { text: [0, 0, 0], muted: [90, 90, 90], surface: [255, 255, 255], accent: [0, 90, 200], font: "sans" };
  return { texts, canvas: { context, ratio: 1, width: 400, height: 200, theme } };
}

test("variances are offered to be dragged only where they can be", () => {
  const parameters = { observation: [[1]], transition_covariance: [[0.5]], observation_covariance: [[2]] };
  const snapshot = { step: { parameters }, points: { low: [0], high: [10] } };
  for (const isMovable of [true, false]) {
    const { texts, canvas } = paper();
    const drawing = { snapshot, adjusted: null, pointed: null, way: 1, isMovable };
    new Noise().draw(canvas, { left: 0, right: 400, top: 0, bottom: 200 }, drawing);
    assert.equal(texts[0], isMovable ? "Variances of the noise (drag)" : "Variances of the noise");
    assert.deepEqual(texts.slice(1), ["q", "0.5000", "r", "2.000"]);
  }
});
