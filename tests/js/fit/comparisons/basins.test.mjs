import assert from "node:assert/strict";
import { test } from "node:test";
import { BasinsPanel } from "../../../../js/src/fit/comparisons/basins.js";
import { modelOf } from "../../../../js/src/fit/models/registry.js";
import { randomStep } from "../mixtures.mjs";

const GAUSSIAN = modelOf({ kind: "gaussian_mixture", covariance_type: "full" });
const KMEANS = modelOf({ kind: "kmeans" });
const VIEW = { run: 1, dims: [0, 1], floor: 1e-6 };

class FakeElement {
  attributes = {};
  children = [];
  hidden = true;
  style = {};
  textContent = "";

  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  append(...children) {
    this.children.push(...children);
  }

  scrollIntoView() {}

  replaceChildren(...children) {
    this.children = children;
  }
}

function make(t) {
  globalThis.document = { createElement: () => new FakeElement() };
  t.after(() => delete globalThis.document);
  const canvas = { clientWidth: 400, clientHeight: 200, dataset: { itsBox: "0 4 0 2" }, addEventListener: () => {} };
  const asked = [];
  const channel = { number: (request) => asked.push(request) };
  return { asked, channel, panel: new BasinsPanel(canvas, new AbortController().signal) };
}

function momentOf(model, change = () => {}) {
  const step = randomStep(3, 3, 2, "full");
  change(step.parameters);
  return { model, step, index: 4 };
}

const MOVED = ({ means }) => {
  means[1] = [7, 8];
};

test("a map stays while the moved mean alone differs", (t) => {
  const { panel, channel } = make(t);
  panel.ask(channel, momentOf(GAUSSIAN), 1, VIEW);
  panel.check(channel, momentOf(GAUSSIAN, MOVED), 1e-6);
  assert.ok(panel.isOpen);
});

const CHANGES = {
  "another mean": ({ means }) => means[0].reverse(),
  "a stretched ellipse": ({ covariances }) => {
    covariances[2][0][0] *= 2;
  },
  "the moved mean's own ellipse": ({ covariances }) => {
    covariances[1][1][1] *= 2;
  },
  weights: ({ weights }) => weights.reverse(),
};
for (const [what, change] of Object.entries(CHANGES))
  test(`a map is forgotten with ${what} changed`, (t) => {
    const { asked, panel, channel } = make(t);
    panel.ask(channel, momentOf(GAUSSIAN), 1, VIEW);
    panel.check(channel, momentOf(GAUSSIAN, change), 1e-6);
    assert.ok(!panel.isOpen);
    assert.equal(asked.at(-1).component, null);
  });

test("a map is forgotten with another reg_covar", (t) => {
  const { panel, channel } = make(t);
  panel.ask(channel, momentOf(GAUSSIAN), 1, VIEW);
  panel.check(channel, momentOf(GAUSSIAN), "relative");
  assert.ok(!panel.isOpen);
});

test("a map is forgotten once something is frozen", (t) => {
  const { panel, channel } = make(t);
  panel.ask(channel, momentOf(GAUSSIAN), 1, VIEW);
  const frozen = { weights: [], means: [1], covariances: [] };
  panel.check(channel, momentOf(modelOf({ kind: "gaussian_mixture", covariance_type: "full", frozen })), 1e-6);
  assert.ok(!panel.isOpen);
});

test("shares of cells follow from the centers", (t) => {
  const { panel, channel } = make(t);
  panel.ask(channel, momentOf(KMEANS), 1, VIEW);
  panel.check(channel, momentOf(KMEANS, CHANGES.weights), 1e-6);
  assert.ok(panel.isOpen);
  panel.check(channel, momentOf(KMEANS, CHANGES["another mean"]), 1e-6);
  assert.ok(!panel.isOpen);
});

test("the panel closes with the kernel's refusal of its own map", (t) => {
  const { panel, channel } = make(t);
  panel.toggle(channel, momentOf(GAUSSIAN), 1, VIEW);
  for (const seq of [null, 7]) panel.fail(channel, { seq });
  assert.ok(panel.isOpen);
  panel.fail(channel, { seq: 1 });
  assert.ok(!panel.isOpen && panel.node.hidden);
  panel.toggle(channel, momentOf(GAUSSIAN), 1, VIEW);
  assert.ok(panel.isOpen, "one press opens it again");
});

test("a new map begins with no figures of the one before", (t) => {
  const { panel, channel } = make(t);
  const [caption, place] = panel.node.children;
  const value = caption.children[1];
  value.textContent = "40\u2009%";
  place.textContent = "-12.5 after 7 iterations";
  panel.ask(channel, momentOf(GAUSSIAN), 1, VIEW);
  assert.deepEqual([value.textContent, place.textContent], ["", ""]);
});

test("of a component that is no more the last one is asked for", (t) => {
  const { asked, panel, channel } = make(t);
  panel.ask(channel, momentOf(GAUSSIAN), 5, VIEW);
  assert.equal(asked[0].component, 2);
});

/** A list of words as the kernel writes it. */
function packed(numbers) {
  const bytes = new DataView(new ArrayBuffer(2 * numbers.length));
  numbers.forEach((number, i) => bytes.setUint16(2 * i, number, true));
  return Buffer.from(bytes.buffer).toString("base64");
}

/** The rows of the list of a map of 300 starts, one of which ends in the first optimum. */
function listed(t, hasCells) {
  const { panel, channel } = make(t);
  panel.ask(channel, momentOf(GAUSSIAN), 1, VIEW);
  const ones = Array(300).fill(1);
  const map = { rows: 15, columns: 20, box: [0, 4, 0, 2], progress: 1, n_samples: 60, seq: 1, vid: "view0001" };
  const ends = { log_likelihoods: [-20.5, -30.5], colors: ["#e69f00", "#56b4e9"] };
  const [became, iterations, optimum] = [ones, ones, ones.map((_, i) => (i === 7 ? 0 : 1))].map(packed);
  panel.take({ ...map, ...ends, became, iterations, optimum }, { isMine: () => true }, true, hasCells);
  return panel.node.children[2].children.map((row) => row.children);
}

test("an optimum that few starts end in is said to be that of some, and the other not of all", (t) => {
  const shares = listed(t, false).map((row) => row.at(-1).children.join(""));
  assert.deepEqual(shares, ["<\u20091\u2009%", "99\u2009%"]);
});

test("of cells the inertia is listed, which is no less than zero", (t) => {
  const values = (hasCells) => listed(t, hasCells).map((row) => Number(row[1].replace("\u2212", "-")));
  assert.deepEqual(values(false), [-20.5, -30.5]);
  assert.deepEqual(values(true), [20.5, 30.5]);
});
