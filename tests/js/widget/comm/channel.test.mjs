import assert from "node:assert/strict";
import { test } from "node:test";
import { Channel } from "../../../../js/src/widget/comm/channel.js";
import { FakeClock } from "../../support/clock.mjs";

function make({ patience = 1_000, send = (request, sent) => sent.push(request) } = {}) {
  const clock = new FakeClock();
  const sent = [];
  const silences = [];
  const channel = new Channel({
    vid: "view",
    send: (request) => send(request, sent),
    onSilence: (silent) => silences.push(silent),
    clock,
    patience,
  });
  return { channel, clock, sent, silences };
}

test("every request names its view, and numbered ones count up", () => {
  const { channel, sent } = make();
  channel.send({ kind: "finish" });
  assert.equal(channel.number({ kind: "move" }), 1);
  assert.equal(channel.number({ kind: "picture" }), 2);
  assert.ok(sent.every(({ vid }) => vid === "view"));
  assert.deepEqual(
    sent.map(({ seq }) => seq),
    [undefined, 1, 2],
  );
  assert.ok(channel.isMine("view") && !channel.isMine("other"));
});

test("what is answered is not asked again", () => {
  const { channel, clock, sent, silences } = make();
  channel.ask({ kind: "open" });
  channel.settle();
  clock.advance(60_000);
  assert.equal(sent.length, 1);
  assert.deepEqual(silences, []);
});

test("without an answer it asks again with doubled patience, and calls the kernel silent after six seconds", () => {
  const { channel, clock, sent, silences } = make({ patience: 400, send: (request, sent) => sent.push(clock.now()) });
  channel.ask({ kind: "open" });
  clock.advance(5_999);
  assert.deepEqual(sent, [0, 400, 1200, 2800]);
  assert.deepEqual(silences, []);
  clock.advance(1);
  assert.deepEqual(silences, [true]);
  clock.advance(60_000);
  assert.ok(sent.length > 5 && sent.length < 12, "still asking, seldom");
  channel.settle();
  assert.deepEqual(silences, [true, false]);
  assert.equal(clock.pending, 0);
  channel.ask({ kind: "open" });
  clock.advance(400);
  assert.equal(sent.at(-1), clock.now(), "patience begins anew");
});

test("newer requests do not put off the notice of silence, and repeat only the newest", () => {
  const { channel, clock, silences } = make({ patience: 400 });
  const repeated = [];
  for (let i = 0; i < 700; i++) {
    channel.await(() => repeated.push(i));
    clock.advance(10);
  }
  clock.advance(400);
  assert.deepEqual(silences, [true]);
  assert.deepEqual(repeated, [699]);
});

test("any message shows that the kernel lives, without being the answer", () => {
  const { channel, clock, sent, silences } = make({ patience: 400 });
  channel.ask({ kind: "open" });
  for (let i = 0; i < 30; i++) {
    clock.advance(1_000);
    channel.hear();
  }
  assert.ok(sent.length > 3);
  assert.deepEqual(
    silences.filter((silent) => silent),
    [],
  );
});

test("what is expected is asked for once it is late, however often it is expected", () => {
  const { channel, clock, sent } = make();
  for (let i = 0; i < 25; i++) {
    channel.expect(() => channel.ask({ kind: "open" }), 2_000);
    clock.advance(100);
    if (i === 18) assert.equal(sent.length, 0);
  }
  assert.deepEqual(
    sent.map(({ kind }) => kind),
    ["open"],
  );
});

test("an answer without content keeps the patience that has grown", () => {
  const { channel, clock, sent } = make({ patience: 400 });
  for (let i = 0; i < 600; i++) {
    if (i === 0) channel.ask({ kind: "view" });
    clock.advance(100);
    channel.settle({ patient: true });
    channel.expect(() => channel.ask({ kind: "view" }));
  }
  assert.ok(sent.length <= 12, `${sent.length} requests in a minute`);
});

test("a kernel that nothing can be sent to is called silent at once, and once", () => {
  const { channel, clock, silences } = make({
    send: () => {
      throw new Error("Cannot send");
    },
  });
  channel.ask({ kind: "open" });
  assert.deepEqual(silences, [true]);
  clock.advance(60_000);
  assert.deepEqual(silences, [true]);
});

test("a kernel that has gone is called silent at once, until something comes from it", () => {
  const { channel, clock, silences } = make();
  channel.lose();
  channel.lose();
  assert.deepEqual(silences, [true]);
  clock.advance(60_000);
  channel.hear();
  assert.deepEqual(silences, [true, false]);
});

test("a view that is gone asks nothing more, also if the kernel has gone before it", () => {
  const { channel, clock, sent } = make();
  channel.ask({ kind: "open" });
  channel.close();
  assert.deepEqual(sent.at(-1), { kind: "close", vid: "view" });
  clock.advance(60_000);
  assert.equal(sent.length, 2);
  const dead = make({
    send: () => {
      throw new Error("closed");
    },
  });
  dead.channel.close();
  assert.deepEqual(dead.silences, []);
});
