import assert from "node:assert/strict";
import { test } from "node:test";
import { fractalActions } from "../../../../js/src/fractal/actions.js";
import { explorerActions } from "../../../../js/src/fractal/explorer/actions.js";
import { Actions } from "../../../../js/src/widget/input/actions.js";
import { FakeModel } from "../../support/model.mjs";

function start() {
  const model = new FakeModel({ together: false, swapped: false });
  const nudges = [];
  const table = explorerActions(
    model,
    (dx, dy) => nudges.push([dx, dy]),
    (together) => model.set("together", together),
  );
  return { model, nudges, table };
}

test("no key stands for two actions", () => {
  const { table } = start();
  const fractal = { model: new Map([["field_names", ["count"]]]) };
  const keys = [...fractalActions(fractal), ...table].flatMap((action) => action.keys ?? []);
  assert.equal(new Set(keys).size, keys.length);
});

test("keys move c by a pixel, with Shift further", () => {
  const { table, nudges } = start();
  const actions = new Actions(table, true);
  actions.forKey("Alt+ArrowLeft")?.run?.(false);
  actions.forKey("Alt+Shift+ArrowUp")?.run?.(true);
  assert.deepEqual(nudges, [
    [-1, 0],
    [0, -16],
  ]);
});

test("planes are swapped by their trait, and brought together", () => {
  const { model, table } = start();
  const actions = new Actions(table, true);
  actions.forKey("w")?.run?.(false);
  actions.forKey("t")?.run?.(false);
  assert.deepEqual([model.get("swapped"), model.get("together"), model.saves], [true, true, 1]);
});

test("a file offers nothing that needs a kernel", () => {
  const { table } = start();
  const actions = new Actions(table, false);
  assert.deepEqual(
    actions.buttons("planes").map(({ id }) => id),
    ["swap"],
  );
  assert.equal(actions.forKey("Alt+ArrowLeft"), undefined);
});
