import assert from "node:assert/strict";
import { test } from "node:test";
import { Undo, undoActions } from "../../../../js/src/widget/input/undo.js";

test("states come back in the reverse of their order, and again in their order", () => {
  const undo = new Undo();
  for (const state of [1, 2, 3]) undo.keep(state);
  assert.deepEqual([undo.undo(4), undo.undo(3), undo.undo(2)], [3, 2, 1]);
  assert.equal(undo.undo(1), undefined);
  assert.deepEqual([undo.redo(1), undo.redo(2), undo.redo(3)], [2, 3, 4]);
  assert.equal(undo.redo(4), undefined);
  assert.equal(undo.undo(4), 3);
});

test("a new change forgets what was taken back", () => {
  const undo = new Undo();
  undo.keep("a");
  assert.equal(undo.undo("b"), "a");
  assert.ok(undo.canRedo && !undo.canUndo);
  undo.keep("a");
  assert.ok(undo.canUndo && !undo.canRedo);
});

test("an hour of changes keeps no more than the newest ones", () => {
  const undo = new Undo();
  for (let state = 0; state < 10_000; state++) undo.keep(state);
  let [present, steps] = [10_000, 0];
  while (undo.canUndo) [present, steps] = [undo.undo(present), steps + 1];
  assert.ok(steps >= 100 && steps <= 1_000, `${steps}`);
  assert.equal(present, 10_000 - steps);
});

test("both have buttons, keys and a row of the help", () => {
  const done = [];
  const [undo, redo] = undoActions({ undo: () => done.push("undo"), redo: () => done.push("redo"), what: "a move" });
  assert.deepEqual([undo.keys, redo.keys], [["Ctrl+z"], ["Ctrl+Shift+z", "Ctrl+y"]]);
  assert.ok(undo.icon && redo.icon && undo.help);
  undo.run(false);
  redo.run(false);
  assert.deepEqual(done, ["undo", "redo"]);
});
