import assert from "node:assert/strict";
import test from "node:test";
import { cellAt } from "../../js/src/cell.js";

const box = { left: 100, top: 50, width: 400, height: 200 };

test("the cell below the pointer", () => {
  assert.deepEqual(cellAt({ clientX: 100, clientY: 50 }, box, [10, 20]), { row: 0, column: 0 });
  assert.deepEqual(cellAt({ clientX: 319, clientY: 171 }, box, [10, 20]), { row: 6, column: 10 });
});

test("at the border it is the nearest one", () => {
  assert.deepEqual(cellAt({ clientX: 500, clientY: 250 }, box, [10, 20]), { row: 9, column: 19 });
  assert.deepEqual(cellAt({ clientX: 99, clientY: 49 }, box, [10, 20]), { row: 0, column: 0 });
});
