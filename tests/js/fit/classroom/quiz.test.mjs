import assert from "node:assert/strict";
import { test } from "node:test";
import { Quiz } from "../../../../js/src/fit/classroom/quiz.js";

/** As much of an element as the quiz uses. */
class Element extends EventTarget {
  dataset = {};
  style = {};
  hidden = false;
  textContent = "";
  parentElement = null;
  append() {}
  setAttribute() {}
  replaceChildren() {}
  matches() {
    return false;
  }
  querySelector() {
    return null;
  }
  getBoundingClientRect() {
    return { left: 0, top: 0, width: 100, height: 100 };
  }
}

function make() {
  globalThis.document = { createElement: () => new Element() };
  const traits = { quiz: true, dims: [0, 1], n_components: 3 };
  const listeners = new Map();
  const model = {
    get: (name) => traits[name],
    on: (name, callback) => listeners.set(name, callback),
    off: (name, callback) => listeners.get(name) === callback && listeners.delete(name),
  };
  const sent = [];
  const channel = { send: (message) => sent.push(message), expectSteps() {}, isMine: () => true };
  const placeAt = ([x, y], dims) => dims.map((dim) => (dim === 0 ? 10 * x : 10 - 10 * y));
  const ringed = [];
  const view = { exemplify: (row) => ringed.push(row), panes: { scene: { placeAt } } };
  const quiz = new Quiz(model, { chrome: { hasFocus: false, announce() {} }, channel, view });
  const canvas = new Element();
  const controller = new AbortController();
  quiz.listen(canvas, controller.signal);
  const question = { kind: "question", vid: "v", run: 1, index: 0, text: "?", sample: null, dims: [0, 1] };
  const pose = (asked) => quiz.take({ ...question, asked });
  const click = () => canvas.dispatchEvent(Object.assign(new Event("click"), { clientX: 20, clientY: 40 }));
  return { pose, click, sent, listeners, controller, quiz, traits, ringed };
}

test("a place is not judged in a plane that is not shown any more", () => {
  const { pose, click, sent, listeners } = make();
  pose("place");
  listeners.get("change:dims")();
  click();
  assert.deepEqual(sent, []);
  pose("place");
  click();
  assert.deepEqual(sent, [{ kind: "answer", run: 1, index: 0, given: [2, 6] }]);
});

test("what is asked of no plane stays, and a view that is closed listens no more", () => {
  const { pose, sent, listeners, controller, quiz } = make();
  pose("change");
  listeners.get("change:dims")();
  quiz.ask();
  assert.deepEqual(sent, [], "the question still waits for its answer");
  controller.abort();
  assert.equal(listeners.size, 0);
});

test("what was asked about is ringed no longer than the quiz is on", () => {
  const { quiz, traits, ringed } = make();
  quiz.take({ kind: "question", vid: "v", run: 1, index: 0, text: "?", sample: 7, dims: [0, 1], asked: "owner" });
  quiz.show();
  assert.deepEqual(ringed, [7]);
  traits.quiz = false;
  quiz.show();
  assert.deepEqual(ringed, [7, null]);
});
