import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { FileOrder } from "../../../../js/src/fit/exports/order.js";

function page(t) {
  mock.timers.enable({ apis: ["setTimeout"] });
  let now = 0;
  t.mock.method(performance, "now", () => now);
  const pass = (milliseconds) => {
    now += milliseconds;
    mock.timers.tick(milliseconds);
  };
  const leaving = new AbortController();
  t.after(() => {
    leaving.abort();
    mock.timers.reset();
  });
  const traits = { run: 3, n_steps: 12 };
  const sent = [];
  const model = { get: (name) => traits[name], send: (message) => sent.push(message), on() {}, off() {} };
  const notices = { show() {}, hide() {} };
  return { traits, sent, pass, order: new FileOrder(model, { notices: () => notices }, leaving.signal) };
}

test("a film that is asked for again is the same, though the fit has gone on", (t) => {
  const { traits, sent, pass, order } = page(t);
  order.place("gif", 5);
  Object.assign(traits, { run: 4, n_steps: 40 });
  pass(500);
  assert.equal(sent.length, 2);
  const [first, again] = sent.map(({ seq, ...request }) => request);
  assert.deepEqual(again, first);
  assert.ok(sent[1].seq > sent[0].seq);
  assert.deepEqual([first.kind, first.format, first.run, first.index, first.last], ["export", "gif", 3, 5, 11]);
});
