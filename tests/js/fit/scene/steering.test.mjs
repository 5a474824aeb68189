import assert from "node:assert/strict";
import { test } from "node:test";
import { modelOf } from "../../../../js/src/fit/models/registry.js";
import { Steering } from "../../../../js/src/fit/scene/steering.js";
import { makeStep } from "../mixtures.mjs";

const GAUSSIAN = modelOf({ kind: "gaussian_mixture", covariance_type: "spherical" });
const STEP = makeStep({
  weights: [0.5, 0.5],
  means: [
    [0, 0],
    [5, 2],
  ],
  covariances: [4, 1],
});

function make(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.Element = class {};
  t.after(() => delete globalThis.Element);
  const [sent, said, asked] = [[], [], []];
  let press;
  const scale = { dims: [0, 1], directions: [0, 1], origin: [0, 0], span: [10, 10] };
  const scene = {
    scale,
    ratio: 2,
    snapshot: { model: GAUSSIAN, step: STEP, dims: [0, 1], axisNames: ["a", "b"] },
    chart: { shift: ([x, y], dx, dy) => [x + dx / 1000, y - dy / 1000] },
  };
  const quiz = { wantsPlace: false, steer: (...by) => asked.push(by), settle: () => asked.push("settled") };
  const parts = {
    chrome: { announce: (text) => said.push(text), root: { addEventListener: (_, listen) => (press = listen) } },
    channel: { number: (request) => sent.push(request), expectSteps: () => {} },
    quiz,
    view: { panes: { scene, place: { run: 3, index: 7 } }, emphasize: (component) => said.push(component) },
  };
  const steering = new Steering(parts, new AbortController().signal);
  const target = Object.assign(new globalThis.Element(), { matches: () => false });
  const key = (name, shiftKey = false) => {
    let taken = false;
    press({ key: name, shiftKey, target, preventDefault: () => (taken = true), stopPropagation() {} });
    return taken;
  };
  return { steering, key, sent, said, asked, quiz, timers: t.mock.timers };
}

test("arrows are the transport's until a mean is taken, then they move it in one drag", (t) => {
  const { steering, key, sent, said, timers } = make(t);
  assert.equal(key("ArrowLeft"), false);
  steering.take();
  steering.take();
  assert.deepEqual(said.slice(-2), [1, "Mean 1: a 5.00, b 2.00"]);
  assert.ok(key("ArrowRight"));
  key("ArrowUp", true);
  assert.deepEqual(
    sent.map(({ done }) => done),
    [false, false],
  );
  const [x, y] = sent.at(-1).at;
  assert.ok(Math.abs(x - 5.12) < 1e-9 && Math.abs(y - 2.6) < 1e-9, `${x} ${y}`);
  assert.equal(sent.at(-1).run, 3);
  timers.tick(1_000);
  assert.deepEqual([sent.length, sent.at(-1).done, sent.at(-1).at], [3, true, [x, y]]);
  assert.ok(key("Enter"));
  assert.deepEqual([sent.length, said.at(-1), key("ArrowLeft")], [3, null, false]);
});

test("brackets stretch its ellipse, and what is not meant for it goes on", (t) => {
  const { steering, key, sent } = make(t);
  steering.take();
  assert.ok(key("]"));
  const [{ kind, component, covariance, done }] = sent;
  assert.deepEqual([kind, component, done], ["reshape", 0, true]);
  assert.ok(Math.abs(covariance[0][0] - 4 * 1.21) < 1e-9 && Math.abs(covariance[0][1]) < 1e-9);
  assert.equal(key(" "), false);
  assert.ok(steering.drop());
  assert.equal(steering.drop(), false);
});

test("a quiz that asks for a place is steered first", (t) => {
  const { key, quiz, asked } = make(t);
  quiz.wantsPlace = true;
  assert.ok(key("ArrowDown") && key("ArrowLeft", true) && key("Enter"));
  assert.deepEqual(asked, [[0, 6], [-30, 0], "settled"]);
});
