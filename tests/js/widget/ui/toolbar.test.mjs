import assert from "node:assert/strict";
import { test } from "node:test";
import { foldingOrder } from "../../../../js/src/widget/ui/toolbar.js";

test("buttons are left out as they say, else the last ones first", () => {
  const actions = [
    { id: "in" },
    { id: "goto", fold: 1 },
    { id: "undo", fold: 4 },
    { id: "redo", fold: 4 },
    { id: "colors" },
  ];
  assert.deepEqual(
    foldingOrder(actions).map(({ id }) => id),
    ["redo", "undo", "goto", "colors", "in"],
  );
  assert.equal(actions[0].id, "in");
});
