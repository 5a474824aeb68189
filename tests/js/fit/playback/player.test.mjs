import assert from "node:assert/strict";
import { test } from "node:test";
import { Player } from "../../../../js/src/fit/playback/player.js";
import { Scrub } from "../../../../js/src/fit/playback/scrub.js";
import { FakeClock } from "../../support/clock.mjs";

function make(special = {}) {
  const traits = { index: 0, playing: false, speed: 4, loop: false, complete: false, run: 1, ...special };
  const sent = [];
  const model = { get: (name) => traits[name], set: (name, value) => (traits[name] = value), save_changes: () => {} };
  const channel = { send: (request) => sent.push(request), expectSteps: () => {} };
  const scrub = new Scrub(model, new FakeClock());
  const page = { length: 1, awaited: false };
  const player = new Player(model, channel, scrub, {
    index: () => Math.min(scrub.index, page.length - 1),
    length: () => page.length,
    awaitFit: () => (page.awaited = true),
  });
  return { model, page, player, sent, scrub };
}

/** The sum of the half-steps that the kernel was asked to go. */
function total(sent) {
  return sent.reduce((sum, { n }) => sum + n, 0);
}

test("a step that is recorded is shown, others are asked for", () => {
  const { page, player, sent, scrub } = make();
  page.length = 3;
  player.step(1);
  player.step(1);
  assert.equal(scrub.index, 2);
  assert.deepEqual(sent, []);
  player.step(1);
  assert.deepEqual(sent, [{ kind: "step", n: 1 }]);
});

test("steps asked for faster than they come all count, however the answers fall between them", () => {
  for (let late = 0; late < 4; late++) {
    const { model, page, player, sent } = make();
    for (let press = 1; press <= 6; press++) {
      player.step(1);
      // The kernel's frames arrive before its index does.
      page.length = Math.max(1, press - late + 1);
      model.set("index", Math.max(0, page.length - 2));
    }
    assert.equal(total(sent), 6, `answers ${late} late`);
  }
});

test("a new run forgets what was asked of the old one", () => {
  const { model, page, player, sent, scrub } = make();
  player.step(1);
  player.step(1);
  model.set("run", 2);
  page.length = 5;
  player.step(1);
  assert.equal(scrub.index, 1);
  assert.equal(sent.length, 2);
});

test("back goes back, and not before the first step", () => {
  const { page, player, scrub } = make({ index: 2 });
  page.length = 4;
  player.step(-1);
  assert.equal(scrub.index, 1);
  player.step(-5);
  assert.equal(scrub.index, 0);
});

test("at the end of the fit there is nothing to ask for", () => {
  const { page, player, sent, scrub } = make({ index: 3, complete: true });
  page.length = 5;
  player.step(2);
  player.last();
  assert.equal(scrub.index, 4);
  assert.deepEqual(sent, []);
});

test("play at the end of the fit begins anew, elsewhere it goes on", () => {
  const { model, page, player } = make({ index: 4, complete: true });
  page.length = 5;
  player.play();
  assert.deepEqual([model.get("index"), model.get("playing")], [0, true]);
  player.play();
  assert.equal(model.get("playing"), false);
  model.set("index", 2);
  player.play();
  assert.deepEqual([model.get("index"), model.get("playing")], [2, true]);
});

test("the end of a fit that goes on is asked for and waited for", () => {
  const { page, player, sent } = make();
  player.last();
  assert.deepEqual(sent, [{ kind: "finish" }]);
  assert.ok(page.awaited);
});

test("speeds go up and down, from any, to the ends of the list", () => {
  const { model, player } = make({ speed: 5 });
  player.pace(true);
  assert.equal(model.get("speed"), 8);
  for (let i = 0; i < 9; i++) player.pace(true);
  assert.equal(model.get("speed"), 30);
  for (let i = 0; i < 9; i++) player.pace(false);
  assert.equal(model.get("speed"), 0.5);
});
