import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../../../../js/src/fractal/explorer/history.js";

function make() {
  const calls = [];
  const history = new History(() => calls.push("changed"));
  const change = (name) => ({ undo: () => calls.push(`undo ${name}`), redo: () => calls.push(`redo ${name}`) });
  const taken = () => calls.splice(0).filter((call) => call !== "changed");
  return { history, change, taken, calls };
}

test("the last change is taken back first, wherever it was made, and made again in order", () => {
  const { history, change, taken } = make();
  for (const name of ["left", "c", "right"]) history.add(change(name));
  for (let i = 0; i < 4; i++) history.undo();
  assert.deepEqual(taken(), ["undo right", "undo c", "undo left"]);
  assert.ok(!history.canUndo && history.canRedo);
  for (let i = 0; i < 4; i++) history.redo();
  assert.deepEqual(taken(), ["redo left", "redo c", "redo right"]);
  assert.ok(history.canUndo && !history.canRedo);
});

test("a new change ends what could be made again", () => {
  const { history, change, taken } = make();
  history.add(change("a"));
  history.undo();
  history.add(change("b"));
  history.redo();
  history.undo();
  assert.deepEqual(taken(), ["undo a", "undo b"]);
});

test("it tells of each change, before that is taken back", () => {
  const { history, change, calls } = make();
  history.add(change("a"));
  history.undo();
  assert.deepEqual(calls, ["changed", "changed", "undo a"]);
});

test("what is joined is one change, whose parts are taken back last first", () => {
  const { history, change, taken } = make();
  history.add(change("before"));
  history.join(() => ["c", "place"].forEach((name) => void history.add(change(name))));
  history.join(() => {});
  history.undo();
  assert.deepEqual(taken(), ["undo place", "undo c"]);
  history.redo();
  assert.deepEqual(taken(), ["redo c", "redo place"]);
  history.undo();
  history.undo();
  assert.equal(taken().at(-1), "undo before");
  assert.ok(!history.canUndo);
});
