import assert from "node:assert/strict";
import { test } from "node:test";
import { basinPixels, decodeBasins, pointAt, rankedOptima } from "../../../../js/src/fit/charts/basin_picture.js";

const words = (...values) => Buffer.from(Int16Array.from(values).buffer).toString("base64");
const BASINS = {
  rows: 2,
  columns: 3,
  box: [0, 30, -10, 10],
  optimum: words(0, 0, 1, 0, -1, 1),
  became: words(0, 1, 1, 0, -1, 1),
  iterations: words(1, 10, 100, 1, 0, 1),
  log_likelihoods: [-5, -3],
  colors: ["#ff0000", "#0000ff"],
};
const PALETTE = ["#00ff00", "#ffff00"];

test("each optimum has its color, fainter the longer the fit takes; the highest row comes first", () => {
  const map = decodeBasins(BASINS);
  assert.deepEqual([...map.optimum], [0, 0, 1, 0, -1, 1]);
  const pixels = basinPixels(map, PALETTE);
  const at = (i) => [...pixels.slice(4 * i, 4 * i + 4)];
  assert.deepEqual(at(0).slice(0, 3), [255, 0, 0], "row 1, column 0");
  assert.equal(at(1)[3], 0, "no optimum");
  assert.deepEqual(at(5).slice(0, 3), [0, 0, 255], "row 0, column 2");
  assert.ok(at(3)[3] > at(4)[3] && at(4)[3] > at(5)[3]);
});

test("of one optimum the components that the moved one becomes are told apart", () => {
  const map = decodeBasins({ ...BASINS, optimum: words(0, 0, 0, 0, 0, 0), log_likelihoods: [-5], colors: ["#ff0000"] });
  const pixels = basinPixels(map, PALETTE);
  assert.deepEqual([...pixels.slice(12, 15)], [0, 255, 0]);
  assert.deepEqual([...pixels.slice(16, 19)], [255, 255, 0]);
});

test("a place is that of a point, or outside", () => {
  assert.equal(pointAt(BASINS, 5, -5), 0);
  assert.equal(pointAt(BASINS, 25, 5), 5);
  assert.equal(pointAt(BASINS, 31, 0), null);
  assert.equal(pointAt(BASINS, 1, -11), null);
});

test("optima are listed from the best on, with their shares", () => {
  assert.deepEqual(rankedOptima(decodeBasins(BASINS)), [
    { number: 1, value: -3, share: 2 / 6 },
    { number: 0, value: -5, share: 3 / 6 },
  ]);
});
