import assert from "node:assert/strict";
import { test } from "node:test";
import { orderOf, SampleRows } from "../../../../js/src/fit/charts/sample_rows.js";
import { cellAt, tableLayout } from "../../../../js/src/fit/charts/table_layout.js";

const SIZES = [
  { width: 260, height: 160, ratio: 1 },
  { width: 700, height: 420, ratio: 1 },
  { width: 2400, height: 1400, ratio: 2 },
];

test("cells, names and samples stay within the canvas, and clear of the toolbar", () => {
  for (const size of SIZES) {
    for (const columns of [1, 9, 40, 784]) {
      for (const components of [1, 3, 12, 64]) {
        for (const longest of [10, 60, 400]) {
          const layout = tableLayout(size, columns, components, longest * size.ratio);
          const what = JSON.stringify({ size, columns, components, longest });
          const bottom =
            layout.samplesHeight > 0 ? layout.samplesTop + layout.samplesHeight : layout.top + components * layout.row;
          assert.ok(layout.right <= size.width - 50 * size.ratio, what);
          assert.ok(bottom <= size.height + 1e-9, what);
          assert.ok(layout.row > layout.gap && layout.column > layout.gap, what);
          if (layout.names === "askew") {
            const end = layout.right - layout.column / 2 + (Math.min(longest, 96) * size.ratio) / Math.SQRT2;
            assert.ok(end <= size.width - 48 * size.ratio, what);
          }
        }
      }
    }
  }
});

test("names are written in a line where they fit, askew where they do not, and not at all where there is no room", () => {
  const names = [3, 20, 400].map((columns) => tableLayout(SIZES[1], columns, 3, 60).names);
  assert.deepEqual(names, ["line", "askew", "none"]);
});

test("the cell at a place is the one that is drawn there", () => {
  const layout = tableLayout(SIZES[1], 9, 3, 40);
  const at = (column, y) => [layout.left + (column + 0.5) * layout.column, y];
  for (let column = 0; column < 9; column++) {
    for (let component = 0; component < 3; component++) {
      const y = layout.top + (component + 0.5) * layout.row;
      assert.deepEqual(cellAt(layout, at(column, y), 9, 3), { column, component, depth: 0 });
    }
    const half = cellAt(layout, at(column, layout.samplesTop + layout.samplesHeight / 2), 9, 3);
    assert.deepEqual(half, { column, component: null, depth: 0.5 });
  }
  assert.equal(cellAt(layout, [layout.left - 1, layout.top + 1], 9, 3), null);
  assert.equal(cellAt(layout, at(4, layout.samplesTop - 1), 9, 3), null);
  assert.equal(cellAt(layout, [layout.right + 1, layout.top + 1], 9, 3), null);
});

test("the samples of a component stand together, the surest first", () => {
  const { places, counts } = orderOf(Float64Array.of(0.6, 0.4, 0, 1, 0.9, 0.1, 0.5, 0.5), 4);
  assert.deepEqual(counts, [3, 1]);
  assert.deepEqual([...places], [0.25, 0.75, 0, 0.5]);
  assert.deepEqual(orderOf(null, 4), { places: Float64Array.of(0, 0.25, 0.5, 0.75), counts: [] });
});

test("samples move to their new places, and from where they are if they are interrupted", () => {
  const rows = new SampleRows();
  const first = Float64Array.of(1, 0, 0, 1);
  const second = Float64Array.of(0, 1, 1, 0);
  rows.follow(first, 2, 1);
  assert.deepEqual([rows.placeOf(0), rows.placeOf(1)], [0, 0.5]);
  rows.follow(second, 2, 0);
  assert.equal(rows.placeOf(0), 0);
  rows.follow(second, 2, 0.5);
  assert.equal(rows.placeOf(0), 0.25);
  // The M step that follows changes no shares.
  rows.follow(second, 2, 0);
  assert.equal(rows.placeOf(0), 0.25);
  rows.follow(second, 2, 1);
  assert.deepEqual([rows.placeOf(0), rows.placeOf(1)], [0.5, 0]);
  assert.equal(rows.rowAt(0.1), 1);
  assert.equal(rows.rowAt(0.9), 0);
});
