import assert from "node:assert/strict";
import { test } from "node:test";
import { RecordedModel } from "../../../../js/src/fit/playback/recorded.js";
import { FakeClock } from "../../support/clock.mjs";
import { fit, message } from "../recordings.mjs";

function make(traits = {}) {
  const clock = new FakeClock();
  const messages = [{ kind: "points" }, message(0, fit(10))];
  const model = new RecordedModel(
    { traits: { index: 0, playing: false, speed: 4, loop: false, n_steps: 21, ...traits }, messages },
    clock,
  );
  return { clock, messages, model };
}

test("a new view is told all that is recorded, in its order", () => {
  const { clock, messages, model } = make();
  const heard = [];
  model.on("msg:custom", (content) => heard.push(content));
  model.send({ kind: "open", vid: "a" });
  assert.deepEqual(heard, [], "not before the view is ready");
  clock.advance(1);
  assert.deepEqual(heard, messages);
});

test("it plays at its speed", () => {
  for (const speed of [0.5, 1, 4, 10]) {
    const { clock, model } = make({ speed, playing: true });
    clock.advance(5_000 / speed + 1);
    assert.equal(model.get("index"), 5);
  }
});

test("each step is told, and the end stops the clock", () => {
  const { clock, model } = make();
  const shown = [];
  model.on("change:index", () => shown.push(model.get("index")));
  model.set("playing", true);
  clock.advance(60_000);
  assert.deepEqual(
    shown,
    Array.from({ length: 20 }, (_, i) => i + 1),
  );
  assert.equal(model.get("playing"), false);
  assert.equal(clock.pending, 0);
});

test("a pause keeps the step, and going on continues from there", () => {
  const { clock, model } = make({ playing: true });
  clock.advance(1_010);
  model.set("playing", false);
  clock.advance(10_000);
  assert.equal(model.get("index"), 4);
  assert.equal(clock.pending, 0);
  model.set("index", 15);
  model.set("playing", true);
  clock.advance(510);
  assert.equal(model.get("index"), 17);
});

test("a change of speed counts at once", () => {
  const { clock, model } = make({ playing: true, speed: 0.5 });
  clock.advance(100);
  model.set("speed", 10);
  clock.advance(310);
  assert.equal(model.get("index"), 3);
});

test("in a loop it begins again, after a rest at the end", () => {
  const { clock, model } = make({ playing: true, loop: true, index: 19, speed: 10 });
  clock.advance(101);
  assert.equal(model.get("index"), 20);
  clock.advance(950);
  assert.equal(model.get("index"), 20);
  clock.advance(60);
  assert.equal(model.get("index"), 0);
  assert.equal(model.get("playing"), true);
});

test("a page that was asleep leaves out steps instead of racing", () => {
  const { clock, model } = make({ playing: true, speed: 10 });
  const { now } = clock;
  let asleep = 0;
  clock.now = () => now() + asleep;
  clock.advance(250);
  assert.equal(model.get("index"), 2);
  asleep = 800;
  clock.advance(60);
  assert.equal(model.get("index"), 11);
  clock.advance(100);
  assert.ok(model.get("index") <= 12);
});

test("who has left is told nothing, and what stays the same is not told", () => {
  const { model } = make();
  let told = 0;
  const listener = () => (told += 1);
  model.on("change:index", listener);
  model.set("index", 0);
  model.set("index", 3);
  assert.equal(told, 1);
  model.off("change:index", listener);
  model.set("index", 4);
  assert.equal(told, 1);
});

test("what needs a kernel is left undone", () => {
  const { clock, model } = make();
  for (const kind of ["step", "finish", "restart", "reset", "move", "brush", "picture"]) model.send({ kind, vid: "a" });
  assert.equal(clock.pending, 0);
  assert.equal(model.get("index"), 0);
});
