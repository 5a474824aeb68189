import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_TILES } from "../../../../js/src/fractal/protocol.js";
import { Requests } from "../../../../js/src/fractal/tiles/requests.js";
import { FakeClock } from "../../support/clock.mjs";

const FORMULA = { kind: "julia", parameters: { c: ["-0.5", "0.5"] } };
const SETTINGS = { formula: FORMULA, max_iter: "auto", engine: "numpy" };

function make() {
  const clock = new FakeClock();
  const sent = [];
  const silences = [];
  const requests = new Requests({
    vid: "view",
    send: (request) => sent.push({ ...request, at: clock.now() }),
    clock,
    onSilence: (silent) => silences.push(silent),
  });
  const wanted = (...columns) => ({
    settings: SETTINGS,
    fields: ["count"],
    tiles: columns.map((x) => ({ z: 3, x: BigInt(x), y: -1n })),
  });
  const accepted = (seq = sent.at(-1).seq) => requests.receive({ kind: "accepted", vid: "view", seq });
  const tiles = (columns, { seq = sent.at(-1).seq, remaining = 0, vid = "view", preliminary = false } = {}) =>
    requests.receive({
      kind: "tiles",
      vid,
      seq,
      z: 3,
      remaining,
      tiles: columns.map((x) => ({
        ...{ x: x.toString(16), y: "-1", max_iter: 50, ms: 1, fields: { count: "" } },
        preliminary,
      })),
    });
  return { clock, sent, silences, requests, wanted, accepted, tiles };
}

test("a lone request leaves at once, with all that its tiles depend on", () => {
  const { sent, requests, wanted } = make();
  requests.want(wanted(17, 18, 15));
  const [{ at, ...request }] = sent;
  assert.equal(at, 0);
  assert.deepEqual(request, {
    kind: "view",
    vid: "view",
    seq: 1,
    ...SETTINGS,
    fields: ["count"],
    z: 3,
    x: "11",
    y: "-1",
    tiles: [
      [0, 0],
      [1, 0],
      [-2, 0],
    ],
  });
});

test("10 000 wants in a second leave at most 26 requests, the last one complete", () => {
  const { clock, sent, requests, wanted, accepted } = make();
  for (let i = 0; i < 10_000; i++) {
    requests.want(wanted(i));
    if (i % 300 === 0) accepted();
    clock.advance(0.1);
  }
  clock.advance(50);
  assert.ok(sent.length <= 27, `${sent.length} requests`);
  assert.equal(sent.at(-1).x, (9_999).toString(16));
  const gaps = sent.slice(1).map(({ at }, i) => at - sent[i].at);
  assert.ok(Math.min(...gaps) >= 39.9, `${Math.min(...gaps)} ms`);
});

test("what is on its way is not asked for again", () => {
  const { clock, sent, requests, wanted, accepted, tiles } = make();
  requests.want(wanted(1, 2, 3));
  accepted();
  clock.advance(100);
  tiles([1], { remaining: 2 });
  requests.want(wanted(2, 3));
  requests.want(wanted(3));
  assert.equal(sent.length, 1);
  requests.want(wanted(3, 4));
  assert.equal(sent.length, 2);
  assert.deepEqual(sent[1].tiles, [
    [0, 0],
    [1, 0],
  ]);
});

test("a request without an answer is repeated with growing patience, then the kernel is called silent", () => {
  const { clock, sent, silences, requests, wanted, tiles } = make();
  requests.want(wanted(1));
  clock.advance(5_999);
  assert.deepEqual(
    sent.map(({ at }) => at),
    [0, 400, 1200, 2800],
  );
  assert.deepEqual(
    sent.map(({ seq }) => seq),
    [1, 2, 3, 4],
  );
  assert.deepEqual(silences, []);
  clock.advance(1);
  assert.deepEqual(silences, [true]);
  assert.equal(sent.length, 5);
  clock.advance(60_000);
  assert.ok(sent.length > 5 && sent.length < 12, "still asking, seldom");
  tiles([1]);
  assert.deepEqual(silences, [true, false]);
});

test("a kernel that nothing can be sent to is called silent at once, and once", () => {
  const clock = new FakeClock();
  const silences = [];
  const send = () => {
    throw new Error("Cannot send");
  };
  const requests = new Requests({ vid: "view", send, clock, onSilence: (silent) => silences.push(silent) });
  requests.want({ settings: SETTINGS, fields: ["count"], tiles: [{ z: 3, x: 1n, y: 1n }] });
  assert.deepEqual(silences, [true]);
  clock.advance(60_000);
  assert.deepEqual(silences, [true]);
});

test("silence in a long gesture is noticed too", () => {
  const { clock, sent, silences, requests, wanted } = make();
  for (let i = 0; i < 700; i++) {
    requests.want(wanted(i));
    clock.advance(10);
  }
  clock.advance(400);
  assert.deepEqual(silences, [true]);
  assert.ok(sent.length <= 7.4 * 25 + 5, `${sent.length}`);
});

test("an accepted request that stays silent is repeated once", () => {
  const { clock, sent, requests, wanted, accepted } = make();
  requests.want(wanted(1));
  accepted();
  clock.advance(9_999);
  assert.equal(sent.length, 1);
  clock.advance(1);
  assert.equal(sent.length, 2);
  accepted();
  clock.advance(100_000);
  assert.equal(sent.length, 2);
});

test("tiles that got lost are asked for again", () => {
  const { clock, sent, requests, wanted, tiles } = make();
  requests.want(wanted(1, 2));
  tiles([1], { remaining: 0 });
  requests.want(wanted(2));
  clock.advance(500);
  assert.equal(sent.length, 2);
  assert.equal(sent[1].x, "2");
});

test("a tile that never comes does not keep the kernel busy", () => {
  const { clock, sent, requests, wanted, tiles } = make();
  let answered = 0;
  for (let i = 0; i < 600; i++) {
    requests.want(wanted(1));
    if (sent.length > answered) tiles([], { remaining: 0 });
    answered = sent.length;
    clock.advance(100);
  }
  assert.ok(sent.length > 3 && sent.length <= 12, `${sent.length} requests in a minute`);
});

test("replies to older settings or another view are stale", () => {
  const { clock, requests, wanted, tiles } = make();
  requests.want(wanted(1));
  clock.advance(50);
  requests.want(wanted(1, 2));
  assert.ok(tiles([1], { seq: 1, remaining: 1 }), "an older request with the same settings is welcome");
  requests.invalidate();
  assert.ok(!tiles([1], { seq: 2 }));
  clock.advance(50);
  requests.want(wanted(1, 2));
  assert.ok(!tiles([1], { seq: 2 }));
  assert.ok(tiles([1], { seq: 3, remaining: 1 }));
  assert.ok(!tiles([2], { seq: 3, vid: "another" }));
});

test("a refused request is not repeated until something else is wanted", () => {
  const { clock, sent, requests, wanted } = make();
  requests.want(wanted(1));
  assert.ok(requests.receive({ kind: "error", vid: "view", seq: 1, code: "refused", message: "no" }));
  for (let i = 0; i < 100; i++) {
    requests.want(wanted(1));
    clock.advance(100);
  }
  assert.equal(sent.length, 1);
  requests.want(wanted(1, 2));
  assert.equal(sent.length, 2);
  requests.retry();
  clock.advance(100);
  requests.want(wanted(1, 2));
  assert.equal(sent.length, 3);
});

test("a request names no more tiles than the kernel takes", () => {
  const { sent, requests, wanted } = make();
  requests.want(wanted(...Array.from({ length: 2000 }, (_, i) => i)));
  assert.equal(sent[0].tiles.length, MAX_TILES);
});

test("nothing is left running when nothing is wanted or the view is closed", () => {
  const { clock, requests, wanted } = make();
  requests.want(wanted(1));
  requests.want(wanted());
  assert.equal(clock.pending, 0);
  clock.advance(100);
  requests.want(wanted(1));
  requests.want(wanted(2));
  requests.close();
  assert.equal(clock.pending, 0);
});

test("a kernel that has gone stays so for a view that wants nothing", () => {
  const { clock, silences, requests, wanted } = make();
  requests.lose();
  requests.want(wanted());
  clock.advance(60_000);
  assert.deepEqual(silences, [true]);
});

test("a tile is on its way until it is whole", () => {
  const { clock, sent, requests, wanted, accepted, tiles } = make();
  requests.want(wanted(1, 2));
  accepted();
  for (let pass = 0; pass < 2; pass++) {
    tiles([1, 2], { remaining: 2, preliminary: true });
    clock.advance(100);
    requests.want(wanted(1, 2));
  }
  tiles([1], { remaining: 1 });
  requests.want(wanted(2));
  assert.equal(sent.length, 1);
  tiles([2]);
  requests.want(wanted());
  clock.advance(60_000);
  assert.equal(sent.length, 1);
});

test("a request whose tiles take long is repeated once, not at each of its passes", () => {
  const { clock, sent, requests, wanted, tiles } = make();
  requests.want(wanted(1, 2));
  for (let pass = 0; pass < 9; pass++) {
    tiles([1, 2], { remaining: 2, preliminary: true });
    clock.advance(10_001);
  }
  assert.equal(sent.length, 2);
});

test("other fields of tiles that are on their way are asked for, fewer are not", () => {
  const { clock, sent, requests, wanted } = make();
  requests.want({ ...wanted(1, 2), fields: ["smooth", "angle"] });
  clock.advance(50);
  assert.equal(requests.want({ ...wanted(1, 2), fields: ["smooth"] }), false);
  assert.equal(requests.want({ ...wanted(1, 2), fields: ["distance"] }), true);
  assert.deepEqual(
    sent.map(({ fields }) => fields),
    [["smooth", "angle"], ["distance"]],
  );
});

test("what is cancelled is not asked for again, until something else or all of it is wanted", () => {
  const { clock, sent, requests, wanted, accepted, tiles } = make();
  assert.equal(requests.cancel(), false, "nothing was asked for");
  requests.want(wanted(1, 2, 3));
  accepted();
  tiles([1], { remaining: 2 });
  assert.equal(requests.cancel(), true);
  assert.deepEqual([sent.length, sent.at(-1).kind], [2, "close"]);
  assert.equal(requests.cancel(), false, "once is enough");
  clock.advance(60_000);
  assert.equal(requests.want(wanted(2, 3)), false);
  assert.equal(tiles([2], { seq: 1, remaining: 1 }), false, "what was under way is stale");
  clock.advance(60_000);
  assert.equal(requests.want(wanted(3, 2)), false);
  assert.equal(sent.length, 2);
  assert.equal(requests.want(wanted(4)), true);
  requests.cancel();
  requests.retry();
  clock.advance(1_000);
  assert.equal(requests.want(wanted(4)), true);
});
