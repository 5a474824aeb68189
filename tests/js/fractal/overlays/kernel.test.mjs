import assert from "node:assert/strict";
import { test } from "node:test";
import { Kernel } from "../../../../js/src/fractal/overlays/kernel.js";
import { readAngles } from "../../../../js/src/fractal/ui/overlays.js";

class Model {
  sent = [];
  listeners = new Map();
  send(message) {
    this.sent.push(message);
  }
  on(event, listener) {
    this.listeners.set(event, listener);
  }
  off(event) {
    this.listeners.delete(event);
  }
  reply(content) {
    this.listeners.get("msg:custom")(content);
  }
}

function start(recorded = null) {
  const stop = new AbortController();
  const failures = [];
  const model = new Model();
  const acts = { changed: () => {}, fail: (message) => failures.push(message) };
  return { model, failures, stop, kernel: new Kernel(model, recorded, acts, stop.signal) };
}

const at = (point) => ({ kind: "component", point });

test("a question is asked once, and its answer is kept", () => {
  const { model, kernel } = start();
  assert.equal(kernel.answer(at(["0", "0"]), true), null);
  assert.equal(kernel.answer(at(["0", "0"]), true), null);
  assert.equal(model.sent.length, 1);
  const { vid, seq } = model.sent[0];
  const reply = { kind: "component", vid, seq, period: 1 };
  model.reply({ ...reply, vid: "another" });
  assert.equal(kernel.answer(at(["0", "0"]), true), null);
  model.reply(reply);
  assert.equal(kernel.answer(at(["0", "0"]), true), reply);
  assert.equal(model.sent.length, 1);
});

test("stale answers are dropped, and a flood waits for the answer", () => {
  const { model, kernel } = start();
  kernel.answer(at(["0", "0"]), true);
  for (let n = 1; n < 50; n++) kernel.answer(at([String(n), "0"]), true);
  assert.equal(model.sent.length, 1);
  const { vid, seq } = model.sent[0];
  model.reply({ kind: "component", vid, seq, period: 1 });
  assert.equal(kernel.answer(at(["49", "0"]), true), null);
  assert.deepEqual(model.sent[1].point, ["49", "0"]);
});

test("a refusal is told once, and not asked again", () => {
  const { model, kernel, failures } = start();
  kernel.answer(at(["0", "0"]), true);
  const { vid, seq } = model.sent[0];
  model.reply({ kind: "error", vid, seq, message: "no" });
  assert.equal(kernel.answer(at(["0", "0"]), true), null);
  assert.deepEqual([failures, model.sent.length], [["no"], 1]);
});

test("while the view moves, nothing is asked, and what is known stays", () => {
  const { model, kernel } = start();
  const question = { kind: "equipotentials", formula: 1, center: ["0", "0"] };
  kernel.answer(question, true);
  const { vid, seq } = model.sent[0];
  const reply = { kind: "equipotentials", vid, seq };
  model.reply(reply);
  assert.equal(kernel.answer({ ...question, center: ["1", "0"] }, false), reply);
  assert.equal(kernel.answer({ ...question, formula: 2 }, false), null);
  assert.equal(model.sent.length, 1);
});

test("a file answers from what was recorded", () => {
  const rays = { kind: "rays", rays: [] };
  const { model, kernel } = start({ rays });
  assert.equal(kernel.answer({ kind: "rays", formula: 1 }, true), rays);
  assert.equal(kernel.answer(at(["0", "0"]), true), null);
  assert.deepEqual(model.sent, []);
});

test("angles are fractions, and few", () => {
  assert.deepEqual(readAngles("1/7, 2/7;0 5"), ["1/7", "2/7", "0", "5"]);
  assert.deepEqual(readAngles(" "), []);
  for (const text of ["x", "1/0", "1/00", "0.5", "-1/7", "1/7/2", "1/", "1".repeat(1e7), "1/3,".repeat(17)]) {
    assert.equal(readAngles(text), null, text.slice(0, 20));
  }
});
