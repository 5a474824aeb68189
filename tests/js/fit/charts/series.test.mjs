import assert from "node:assert/strict";
import { test } from "node:test";
import { TimeCamera } from "../../../../js/src/fit/charts/camera/time_camera.js";
import { arrowsOf, nodesOf, pointOn } from "../../../../js/src/fit/charts/series/arrows.js";
import { columnsOf, extremes, joinedColumns, means, middleRow } from "../../../../js/src/fit/charts/series/columns.js";
import { apart, heightOf, unitsOf } from "../../../../js/src/fit/charts/series/lanes.js";
import { unitsOf as noiseUnits, placesOf } from "../../../../js/src/fit/charts/series/noise.js";
import { isWithin, seriesLayout } from "../../../../js/src/fit/charts/series/series_layout.js";
import { clear, nearestOn, withEntry } from "../../../../js/src/fit/charts/series/transitions.js";
import { random } from "../../support/random.mjs";

const CHAIN = [
  [0.9, 0.06, 0.04],
  [0.1, 0.7, 0.2],
  [0.25, 0.25, 0.5],
];
const FRAME = { left: 0, right: 300, top: 0, bottom: 180 };

test("rows stand alone while there is room, then share columns of pixels; none is lost", () => {
  for (const [from, to, width, n] of [
    [-0.5, 99.5, 400, 100],
    [9.5, 29.5, 400, 100],
    [-0.5, 19999.5, 600, 20000],
    [1000.2, 9000.7, 300, 20000],
    [-0.5, 0.5, 100, 1],
  ]) {
    const columns = columnsOf({ from, to }, width, n);
    assert.ok(columns.length <= Math.max(2 * width, 1));
    columns.slice(1).forEach(({ first }, i) => assert.equal(first, columns[i].end));
    assert.ok(columns[0].first <= Math.max(0, from + 1) && columns.at(-1).end >= Math.min(n, to));
    assert.ok(columns.every(({ first, end }) => end > first));
  }
});

test("each peak of a long series is in its column, and gaps are told from values", () => {
  const { number } = random(1);
  const values = Float64Array.from({ length: 10_000 }, number);
  values[4321] = 50;
  values[8765] = -50;
  values.fill(NaN, 100, 300);
  const columns = columnsOf({ from: -0.5, to: 9999.5 }, 100, 10_000);
  const found = columns.map((column) => extremes(values, 1, 0, column));
  assert.equal(Math.max(...found.map((pair) => pair?.[1] ?? 0)), 50);
  assert.equal(Math.min(...found.map((pair) => pair?.[0] ?? 0)), -50);
  assert.equal(found[1], null);
  const shares = Float64Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 0.25 : 0.75));
  assert.deepEqual(means(shares, 2, { first: 3, end: 7 }), [0.25, 0.75]);
});

test("the camera shows all rows at home, zooms about the pointer, and stays on the rows", () => {
  const camera = new TimeCamera(100);
  camera.fit(50, 500);
  assert.deepEqual(camera.shown, { from: -0.5, to: 99.5 });
  camera.zoom(1, 50 + 250, 0, false);
  assert.deepEqual(camera.shown, { from: 24.5, to: 74.5 });
  assert.equal(camera.isHome, false);
  camera.drag(10_000);
  assert.deepEqual(camera.shown, { from: -0.5, to: 49.5 });
  camera.drag(-100);
  assert.deepEqual(camera.shown, { from: 9.5, to: 59.5 });
  camera.zoomToBox({ left: 50, right: 150 }, false);
  assert.deepEqual(camera.shown, { from: 9.5, to: 19.5 });
  camera.zoom(9, 300, 0, false);
  assert.ok(Math.abs(camera.shown.to - camera.shown.from - 6) < 1e-9, "six rows are always seen");
  const other = new TimeCamera(100);
  other.match(camera);
  assert.deepEqual(other.shown, camera.shown);
  camera.home(false);
  assert.deepEqual(camera.shown, { from: -0.5, to: 99.5 });
  assert.ok(camera.isHome);
  const single = new TimeCamera(1);
  single.zoom(3, 0, 0, false);
  assert.deepEqual(single.shown, { from: -0.5, to: 0.5 });
});

test("nothing of a layout lies on anything else, at any size", () => {
  for (const lanes of [1, 2, 3]) {
    for (const [width, height] of [
      [180, 90],
      [320, 200],
      [645, 438],
      [1184, 540],
      [684, 273],
    ]) {
      const layout = seriesLayout({ width, height, ratio: 1 }, lanes);
      assert.equal(layout.lanes.length, lanes);
      const order = [...layout.lanes, layout.shares, layout.path].filter(Boolean);
      order.slice(1).forEach((frame, i) => assert.ok(frame.top >= order[i].bottom));
      assert.ok(order.at(-1).bottom <= layout.axis || height < 100);
      for (const panel of [layout.first, layout.second].filter(Boolean)) assert.ok(panel.top > layout.axis);
      if (layout.first && layout.second) assert.ok(layout.first.right <= layout.second.left);
    }
  }
  assert.ok(isWithin(FRAME, [1, 1]) && !isWithin(FRAME, [-1, 1]) && !isWithin(null, [1, 1]));
});

test("a level that is dragged by a pixel moves by a pixel", () => {
  const frame = { left: 0, right: 10, top: 20, bottom: 220 };
  assert.ok(Math.abs(heightOf(frame, unitsOf(frame, 30)) - heightOf(frame, 0) - 30) < 1e-9);
  assert.ok(heightOf(frame, 0.5) > frame.top && heightOf(frame, -0.5) < frame.bottom);
});

test("rings keep a distance and their order", () => {
  assert.deepEqual(apart([10, null, 100], 17), [10, null, 100]);
  const found = apart([50, 51, 20, 52], 17);
  const sorted = [...found].sort((a, b) => a - b);
  sorted.slice(1).forEach((place, i) => assert.ok(place - sorted[i] >= 17 - 1e-9));
  assert.ok(found[2] < found[0] && found[0] < found[1] && found[1] < found[3]);
});

for (const k of [1, 2, 3, 4, 6]) {
  test(`a knob lies on its arrow as far as its probability, and is found there: ${k} states`, () => {
    const chain = Array.from({ length: k }, (_, i) =>
      Array.from({ length: k }, (__, j) => (1 + ((i + 2 * j) % 3)) / 9),
    );
    const arrows = arrowsOf(chain, nodesOf(k, FRAME, 1), 8.5, FRAME);
    assert.equal(arrows.length, k * k);
    for (const arrow of arrows) {
      for (const share of [0, 0.25, 0.5, 1]) {
        const at = pointOn(arrow, share);
        assert.ok(Math.abs(nearestOn(arrow, at) - share) < 0.011, `${arrow.from} ${arrow.to} ${share}`);
      }
      assert.ok(arrow.label.every(Number.isFinite));
    }
  });
}

test("a probability that is dragged leaves the others of its row in proportion", () => {
  const row = withEntry(CHAIN[0], 0, 0.5);
  assert.ok(Math.abs(row.reduce((sum, value) => sum + value, 0) - 1) < 1e-12);
  assert.equal(row[0], 0.5);
  assert.ok(Math.abs(row[1] / row[2] - 0.06 / 0.04) < 1e-9);
  assert.deepEqual(withEntry([1, 0, 0], 0, 0.5), [0.5, 0.25, 0.25]);
  assert.deepEqual(withEntry([0, 1, 0], 0, 1), [1, 0, 0]);
});

test("what is drawn from column to column ends where a sequence does", () => {
  const begins = Uint8Array.from({ length: 1000 }, (_, row) => Number(row === 0 || row === 403 || row === 700));
  for (const width of [1000, 10]) {
    const columns = columnsOf({ from: -0.5, to: 999.5 }, width, 1000);
    const parts = joinedColumns(columns, begins);
    assert.deepEqual(parts.flat(), columns);
    assert.equal(parts.length, 3);
    const sequence = (row) => Number(row >= 403) + Number(row >= 700);
    for (const part of parts) assert.equal(new Set(part.map((column) => sequence(middleRow(column)))).size, 1);
  }
  assert.deepEqual(joinedColumns([], begins), []);
});

test("each noise has the units of what it is seen in", () => {
  const points = { low: [0, 1e6], high: [10, 1e6 + 1e4] };
  const { q, r } = noiseUnits(
    [
      [1, 0, 0],
      [0, 0.1, 0],
    ],
    points,
  );
  assert.deepEqual(r, [2, 8]);
  assert.deepEqual(q.map(Math.round), [2, 10, 8]);
});

test("no state stands on top of others or below them, where its own arrow had no room", () => {
  const frame = { left: 0, right: 400, top: 0, bottom: 200 };
  for (const k of [3, 4, 5, 6, 7, 8, 10, 14]) {
    const nodes = nodesOf(k, frame, 1);
    for (const [x, y] of nodes) assert.ok(Math.abs(x - 200) > 8 || Math.abs(y - 100) < 1, `${k} states`);
    for (const { points, from, to } of arrowsOf(
      Array.from({ length: k }, () => Array(k).fill(1 / k)),
      nodes,
      8.5,
      frame,
    ))
      if (from === to && k <= 6) for (const [, y] of points) assert.ok(y > -20 && y < 220, `${k} states, ${from}`);
  }
});

test("a number of an arrow is left out where it would lie on one that matters more", () => {
  const number = (x, value, isBold = false) => ({ arrow: { label: [x, 50], value }, isBold });
  const [small, large, chosen, far] = [number(100, 0.1), number(110, 0.6), number(90, 0.05, true), number(140, 0.03)];
  assert.deepEqual(clear([small, large], 1), [large]);
  assert.deepEqual(clear([small, large, chosen, far], 1), [chosen, far]);
  assert.deepEqual(clear([small, large], 0.1), [large, small], "on a screen of other pixels");
});

test("tracks of noises never lie on one another or outside, and share columns where there are many", () => {
  for (const ratio of [1, 2]) {
    for (const [width, height] of [
      [270, 70],
      [420, 100],
      [760, 70],
      [1300, 180],
    ]) {
      for (const count of [1, 2, 4, 10, 16]) {
        const frame = { left: 0, right: width * ratio, top: 30 * ratio, bottom: (30 + height) * ratio };
        const places = placesOf(count, frame, ratio);
        assert.ok(places.length <= count && places.length > 0);
        places.forEach((place, i) => {
          assert.ok(place.left > 0 && place.right < frame.right && place.right - place.left >= 60 * ratio);
          assert.ok(place.y > frame.top && place.y < frame.bottom);
          for (const other of places.slice(0, i))
            assert.ok(other.left !== place.left || Math.abs(other.y - place.y) >= 13 * ratio);
        });
      }
    }
  }
  const frame = { left: 0, right: 760, top: 30, bottom: 100 };
  assert.equal(placesOf(10, frame, 1).length, 10, "of five states and five features all have room at 1000 pixels");
  assert.equal(new Set(placesOf(2, frame, 1).map(({ left }) => left)).size, 1, "two are below one another");
});
