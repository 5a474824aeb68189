import assert from "node:assert/strict";
import { test } from "node:test";
import { Scrub } from "../../../../js/src/fit/playback/scrub.js";
import { FakeClock } from "../../support/clock.mjs";

function make() {
  const clock = new FakeClock();
  const traits = { index: 12, playing: true };
  const saved = [];
  const model = {
    get: (name) => traits[name],
    set: (name, value) => (traits[name] = value),
    save_changes: () => saved.push({ ...traits }),
  };
  return { clock, model, saved, scrub: new Scrub(model, clock) };
}

test("a seek shows at once and pauses; the kernel hears of it", () => {
  const { clock, model, saved, scrub } = make();
  scrub.seek(3);
  assert.equal(scrub.index, 3);
  assert.equal(model.get("index"), 3);
  clock.advance(1);
  assert.deepEqual(saved, [{ index: 3, playing: false }]);
});

test("a drag writes at a calm pace, and the last place for sure", () => {
  const { clock, saved, scrub } = make();
  scrub.hold(true);
  for (let index = 0; index < 100; index++) {
    scrub.seek(index);
    clock.advance(5);
  }
  scrub.hold(false);
  clock.advance(1_000);
  assert.ok(saved.length <= 12, `${saved.length} writes`);
  assert.equal(saved.at(-1).index, 99);
});

test("what the kernel had sent before it heard of the seek does not lead astray", () => {
  const { clock, model, saved, scrub } = make();
  scrub.seek(3);
  clock.advance(10);
  model.set("index", 13);
  assert.equal(scrub.index, 3);
  clock.advance(1_000);
  assert.equal(model.get("index"), 3);
  assert.equal(saved.at(-1).index, 3);
});

test("afterwards the model's step counts again", () => {
  const { clock, model, scrub } = make();
  scrub.seek(3);
  clock.advance(1_000);
  model.set("index", 4);
  assert.equal(scrub.index, 4);
});

test("when the fit goes on, what was not written yet is", () => {
  const { clock, model, saved, scrub } = make();
  scrub.hold(true);
  scrub.seek(5);
  scrub.release();
  assert.equal(saved.at(-1).index, 5);
  model.set("index", 6);
  assert.equal(scrub.index, 6);
  clock.advance(1_000);
  assert.equal(model.get("index"), 6);
});

test("a held key writes at the pace of a drag, the first step at once", () => {
  const { clock, saved, scrub } = make();
  for (let index = 0; index < 60; index++) {
    scrub.seek(index);
    clock.advance(16);
    if (index === 0) assert.deepEqual(saved, [{ index: 0, playing: false }]);
  }
  clock.advance(1_000);
  assert.ok(saved.length <= 21, `${saved.length} writes in 960 ms`);
  assert.equal(saved.at(-1).index, 59);
});
