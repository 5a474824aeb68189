import assert from "node:assert/strict";
import { test } from "node:test";
import { Actions, chordOf, keyName } from "../../../../js/src/widget/input/actions.js";

const done = [];
const TABLE = [
  { id: "wheel", label: "Wheel", help: ["Wheel", "zoom"] },
  {
    id: "zoom-in",
    label: "Zoom in",
    icon: "zoomIn",
    keys: ["+", "="],
    group: "zoom",
    help: ["+ −", "zoom by two"],
    run: () => done.push("in"),
  },
  { id: "zoom-out", label: "Zoom out", icon: "zoomOut", keys: ["-"], group: "zoom", run: () => done.push("out") },
  {
    id: "model",
    label: "Model",
    icon: "model",
    keys: ["m"],
    group: "panels",
    needsKernel: true,
    help: ["M", "model"],
    run: () => {},
  },
  { id: "right", label: "Right", keys: ["ArrowRight"], group: "zoom", run: (long) => done.push(long) },
];

test("one entry gives a button, its keys and a row of the help", () => {
  const actions = new Actions(TABLE, true);
  assert.deepEqual(
    actions.buttons("zoom").map(({ id }) => id),
    ["zoom-in", "zoom-out"],
  );
  assert.deepEqual(actions.help, [
    ["Wheel", "zoom"],
    ["+ −", "zoom by two"],
    ["M", "model"],
  ]);
  assert.equal(actions.forKey("=")?.id, "zoom-in");
  assert.equal(actions.forKey("M")?.id, "model");
  assert.equal(actions.forKey("ArrowRight")?.id, "right");
  assert.equal(actions.forKey("x"), undefined);
  actions.find("right")?.run?.(true);
  assert.deepEqual(done, [true]);
});

test("without a kernel there is neither button nor key nor help for what needs one", () => {
  const actions = new Actions(TABLE, false);
  assert.deepEqual(actions.buttons("panels"), []);
  assert.equal(actions.forKey("m"), undefined);
  assert.equal(actions.find("model"), undefined);
  assert.ok(!actions.help.some(([key]) => key === "M"));
});

test("keys are named as keyboards name them", () => {
  assert.deepEqual([" ", "f", "+", "ArrowLeft", "Home"].map(keyName), ["Space", "F", "+", "ArrowLeft", "Home"]);
});

const KEY = { key: "z", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test("a key is itself, and Shift only chooses its sign", () => {
  assert.equal(chordOf(KEY), "z");
  assert.equal(chordOf({ ...KEY, key: "Z", shiftKey: true }), "z");
  assert.equal(chordOf({ ...KEY, key: "?", shiftKey: true }), "?");
  assert.equal(chordOf({ ...KEY, key: "ArrowLeft", shiftKey: true }), "ArrowLeft");
});

test("Ctrl, Cmd and Alt make a chord, which is no key", () => {
  assert.equal(chordOf({ ...KEY, ctrlKey: true }), "Ctrl+z");
  assert.equal(chordOf({ ...KEY, metaKey: true }), "Ctrl+z");
  assert.equal(chordOf({ ...KEY, key: "Z", ctrlKey: true, shiftKey: true }), "Ctrl+Shift+z");
  assert.equal(chordOf({ ...KEY, altKey: true }), "Alt+z");
  const actions = new Actions([{ id: "undo", label: "Undo", keys: ["Ctrl+z"], run: () => {} }], true);
  assert.equal(actions.forKey("Ctrl+z")?.id, "undo");
  assert.equal(actions.forKey("z"), undefined);
});

test("chords are named as keyboards name them", () => {
  assert.deepEqual(["Ctrl+z", "Ctrl+Shift+z", "Ctrl+ ", "Ctrl++"].map(keyName), [
    "Ctrl+Z",
    "Ctrl+Shift+Z",
    "Ctrl+Space",
    "Ctrl++",
  ]);
});
