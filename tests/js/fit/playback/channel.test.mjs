import assert from "node:assert/strict";
import { test } from "node:test";
import { FitChannel } from "../../../../js/src/fit/playback/channel.js";
import { FakeClock } from "../../support/clock.mjs";

function make() {
  const clock = new FakeClock();
  const sent = [];
  const silences = [];
  const channel = new FitChannel({
    vid: "view",
    send: (request) => sent.push(request),
    onSilence: (silent) => silences.push(silent),
    clock,
  });
  return { clock, channel, sent, silences };
}

test("every request names its view, and numbered ones count up", () => {
  const { channel, sent } = make();
  channel.send({ kind: "finish" });
  assert.equal(channel.number({ kind: "move" }), 1);
  assert.equal(channel.number({ kind: "picture" }), 2);
  assert.ok(sent.every(({ vid }) => vid === "view"));
  assert.ok(channel.isMine("view") && !channel.isMine("other"));
});

test("what is answered is not asked again", () => {
  const { clock, channel, sent, silences } = make();
  channel.open();
  channel.settle();
  clock.advance(60_000);
  assert.equal(sent.length, 1);
  assert.deepEqual(silences, []);
});

test("a kernel that does not answer is asked ever more rarely, and said to be silent once it answers again not", () => {
  const { clock, channel, sent, silences } = make();
  channel.open();
  clock.advance(6_900);
  assert.deepEqual(silences, []);
  clock.advance(200);
  assert.deepEqual(silences, [true]);
  const asked = sent.length;
  clock.advance(60_000);
  assert.ok(sent.length - asked < 8);
  channel.settle();
  assert.equal(silences.at(-1), false);
  assert.equal(clock.pending, 0);
});

test("a command without effect is followed by a question", () => {
  const { clock, channel, sent } = make();
  channel.send({ kind: "step", n: 1 });
  channel.expectSteps();
  clock.advance(1_900);
  assert.equal(sent.length, 1);
  clock.advance(200);
  assert.equal(sent.at(-1).kind, "open");
});

test("commands one after the other do not put the question off", () => {
  const { clock, channel, sent } = make();
  for (let i = 0; i < 30; i++) {
    channel.expectSteps();
    clock.advance(100);
  }
  assert.ok(sent.some(({ kind }) => kind === "open"));
});

test("a view that is gone asks nothing more, also if the kernel has gone before it", () => {
  const { clock, channel, sent } = make();
  channel.open();
  channel.close();
  assert.deepEqual(sent.at(-1), { kind: "close", vid: "view" });
  clock.advance(60_000);
  assert.equal(sent.length, 2);
  const dead = new FitChannel({
    vid: "view",
    send: () => {
      throw new Error("closed");
    },
    onSilence: () => {},
    clock,
  });
  dead.close();
});
