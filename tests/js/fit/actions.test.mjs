import assert from "node:assert/strict";
import { test } from "node:test";
import { fitActions } from "../../../js/src/fit/actions.js";
import { modelOf } from "../../../js/src/fit/models/registry.js";
import { Actions } from "../../../js/src/widget/input/actions.js";

function make(special = {}) {
  const axes = { axis_names: ["a", "b", "PC1", "PC2"], feature_names: ["a", "b"], widest: [1, 0], dims: [0, 1] };
  const traits = { algorithm: "gaussian_mixture", loop: false, compare: false, ...axes, ...special };
  const calls = [];
  const record =
    (name) =>
    (...values) =>
      calls.push([name, ...values]);
  const every = (...names) => Object.fromEntries(names.map((name) => [name, record(name)]));
  const parts = {
    model: { get: (name) => traits[name] },
    channel: { send: ({ kind, n }) => calls.push(["send", kind, n]) },
    player: every("play", "step", "seek", "last", "pace", "set"),
    view: every("exemplify", "toggleBasins", "zoom", "home", "use", "save", "await"),
    chrome: { hasKernel: true, ...every("announce", "togglePopup", "closePopup") },
    order: every("place"),
    presenter: every("toggle"),
    quiz: { isOn: false, ...every("ask") },
    steering: every("take"),
    slides: { areThere: true, ...every("go") },
  };
  return { calls, parts, table: fitActions(parts) };
}

test("each action has a name of its own, and each key one action", () => {
  const { table } = make();
  const ids = table.map(({ id }) => id);
  const keys = table.flatMap(({ keys: each }) => each ?? []);
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(new Set(keys).size, keys.length);
  for (const key of ["f", "?", "Escape"])
    assert.ok(!keys.includes(key), `${key} is full screen's, the help's or leaving`);
});

test("what has a key or a button does something", () => {
  const { calls, table } = make();
  for (const action of table.filter(({ keys, icon }) => keys || icon)) {
    const before = calls.length;
    action.run?.(false);
    for (const { name } of action.menu?.().choices ?? [])
      if (name !== "csv" && name !== "json") action.menu().choose(name);
    assert.ok(calls.length > before, action.id);
  }
});

test("keys step by half-steps, with Shift by iterations", () => {
  const { calls, table } = make();
  const actions = new Actions(table, true);
  actions.forKey("ArrowRight").run(false);
  actions.forKey("ArrowLeft").run(true);
  assert.deepEqual(calls, [
    ["step", 1],
    ["step", -2],
  ]);
});

test("without a kernel nothing is offered that only a kernel can do", () => {
  const actions = new Actions(make().table, false);
  for (const key of ["h", "a", "e", "m", "n", "w", "k"]) assert.equal(actions.forKey(key), undefined, key);
  for (const key of [" ", "ArrowLeft", "End", "l", "+", "0", "v", "s", "x"]) assert.ok(actions.forKey(key), key);
  assert.deepEqual(
    actions.help.map(([what]) => what),
    [
      "Space",
      "\u2190 \u2192",
      "Home, End",
      ", .",
      "L",
      "Drag, wheel",
      "+ \u2212 0",
      "D",
      "Hover",
      "Y",
      "T",
      "V",
      "P",
      "Page \u2193 \u2191",
      "S",
      "X",
    ],
  );
});

test("a key turns from features to principal axes and back", () => {
  for (const [dims, wanted] of [
    [
      [0, 1],
      [2, 3],
    ],
    [
      [2, 3],
      [0, 1],
    ],
    [
      [1, 2],
      [2, 3],
    ],
    [[3], [1]],
  ]) {
    const { calls, table } = make({ dims });
    new Actions(table, true).forKey("d").run(false);
    assert.deepEqual(calls, [["set", "dims", wanted]]);
  }
  const { calls, table } = make({ axis_names: ["a", "b"] });
  new Actions(table, true).forKey("d").run(false);
  assert.deepEqual(calls, []);
});

test("the panel of the model offers the actions that start it again", () => {
  const actions = new Actions(make().table, true);
  assert.deepEqual(
    actions.inGroup("starts").map(({ label }) => label),
    ["Another start", "Several starts", "Reset"],
  );
});

test("a table offers neither zoom nor brushes nor a comparison", () => {
  const actions = new Actions(make({ algorithm: "bernoulli_mixture" }).table, true);
  for (const key of ["+", "0", "h", "a", "e", "k"]) assert.equal(actions.forKey(key), undefined, key);
  for (const key of [" ", "m", "v", "n", "w", "s"]) assert.ok(actions.forKey(key), key);
  assert.deepEqual(actions.buttons("zoom"), []);
  assert.ok(actions.help.some(([what]) => what === "Drag a bar"));
});

test("models without a likelihood are not compared by a criterion", () => {
  for (const [algorithm, count] of [
    ["gaussian_mixture", 2],
    ["bernoulli_mixture", 2],
    ["kmeans", 0],
  ]) {
    const { calls, table } = make({ algorithm });
    new Actions(table, true).forKey("b").run(false);
    assert.equal(calls.length, count, algorithm);
  }
});

test("a series can be moved and zoomed, and keys walk along its rows", () => {
  const { calls, parts, table } = make({ algorithm: "poisson_hmm" });
  const actions = new Actions(table, true);
  for (const key of ["+", "0"]) assert.ok(actions.forKey(key), key);
  for (const key of ["a", "e", "g", "d"]) assert.equal(actions.forKey(key), undefined, key);
  const moment = { model: modelOf({ kind: "poisson_hmm" }), shading: null };
  parts.view.shown = { moment, points: { data: Float64Array.of(3, 1, 4), d: 1, n: 3, lengths: null }, row: 1 };
  actions.forKey("]").run(false);
  actions.forKey("{").run(true);
  assert.deepEqual(calls, [
    ["exemplify", 2],
    ["announce", "row 2, a 4.000"],
    ["exemplify", 0],
    ["announce", "row 0, a 3.000"],
  ]);
});
