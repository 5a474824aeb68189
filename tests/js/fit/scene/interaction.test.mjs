import assert from "node:assert/strict";
import { test } from "node:test";
import { scaleOf } from "../../../../js/src/fit/draw/data_scale.js";
import { modelOf } from "../../../../js/src/fit/models/registry.js";
import { Interaction } from "../../../../js/src/fit/scene/interaction.js";
import { randomStep } from "../mixtures.mjs";

/** A canvas as far as pointers need one. */
class FakeElement extends EventTarget {
  style = {};
  getBoundingClientRect = () => ({ left: 0, top: 0 });
  setPointerCapture() {}

  fire(type, x, y, time = 0) {
    const event = new Event(type);
    Object.defineProperty(event, "timeStamp", { value: time });
    this.dispatchEvent(Object.assign(event, { pointerId: 1, button: 0, clientX: x, clientY: y }));
  }
}

/** A scene of one component, whose mean is at (100, 50) CSS pixels, and one point at (300, 50). */
function make({ movable = true, chart = {} } = {}) {
  const calls = [];
  const record =
    (name) =>
    (...values) =>
      calls.push([name, ...values]);
  const camera = { stop() {}, drag: record("pan"), flick: record("flick"), zoomToBox: record("box") };
  const mean = { row: null, component: 0, axes: [0, 1], features: null, at: [200, 100] };
  const point = { row: 1, component: null, axes: [], features: null, at: [600, 100] };
  const step = randomStep(1, 1, 3, "full");
  const scene = {
    element: new FakeElement(),
    ratio: 2,
    isEased: true,
    scale: scaleOf([2, 0], [0, 0, 0], [10, 10, 20]),
    shapes: [{ weight: 1, mean: [0, 0], factor: null }],
    shares: Float64Array.of(1, 1),
    snapshot: {
      step,
      model: modelOf({ kind: "gaussian_mixture" }),
      points: { n: 2, d: 3, data: Float64Array.of(1, 2, 3, 4, 5, 6) },
    },
    chart: {
      camera,
      shift: ([x, y], dx, dy) => [x + dx / 100, y - dy / 100],
      unitAt: (x, y) => [x / 100, y / 100],
      ...chart,
    },
    pointed: null,
    pick: ({ x }) => (x < 110 ? mean : x > 290 ? point : null),
    zoom: record("zoom"),
    touch: () => scene.overlay?.point(),
  };
  const listener = {
    move: record("move"),
    brush: record("brush"),
    hover: record("hover"),
    takesWheel: () => true,
    decline: record("decline"),
  };
  const interaction = new Interaction(scene, listener, new AbortController().signal);
  interaction.movable = movable;
  const of = (name) => calls.filter(([kind]) => kind === name);
  return { element: scene.element, interaction, of, scene, step };
}

function drag(element, from, to) {
  element.fire("pointerdown", ...from);
  element.fire("pointermove", ...to, 500);
  element.fire("pointerup", ...to, 1_000);
}

test("a drag of a mean sends its place, in the features that are shown, until the kernel answers", () => {
  const { element, interaction, of } = make();
  drag(element, [100, 50], [125, 25]);
  // 25 CSS pixels are 50 device pixels, half of a scale.
  assert.deepEqual(of("move"), [["move", 0, [2, 0], [20, 10], true]]);
  assert.deepEqual(interaction.handle, { component: 0, axes: [0, 1], place: [0.5, 0.5] });
  interaction.answer();
  assert.equal(interaction.handle, null);
  assert.deepEqual(of("pan"), []);
});

test("a click on a mean moves nothing; where means cannot be dragged the view moves", () => {
  const click = make();
  click.element.fire("pointerdown", 100, 50);
  click.element.fire("pointerup", 100, 50, 100);
  assert.equal(click.interaction.handle, null);
  const still = make({ movable: false });
  drag(still.element, [100, 50], [110, 45]);
  assert.deepEqual(still.of("move"), []);
  assert.deepEqual(still.of("pan"), [["pan", 20, -10]]);
});

test("what is under the pointer is described, and nothing while the view moves", () => {
  const { element, of, scene, step } = make();
  element.fire("pointermove", 300, 50);
  const [, point] = of("hover").at(-1);
  assert.deepEqual(
    [point.row, point.component, point.values, point.responsibilities, point.at],
    [1, null, [4, 5, 6], [1], { x: 300, y: 50 }],
  );
  assert.equal(scene.element.style.cursor, "grab");
  element.fire("pointermove", 100, 50);
  const [, mean] = of("hover").at(-1);
  assert.deepEqual(
    [mean.row, mean.component, mean.values, mean.responsibilities],
    [null, 0, step.parameters.means[0], null],
  );
  assert.equal(scene.element.style.cursor, "move");
  element.fire("pointerdown", 200, 50);
  element.fire("pointermove", 300, 50);
  assert.deepEqual(of("hover").at(-1), ["hover", null]);
  assert.equal(scene.element.style.cursor, "grabbing");
});

test("a brush paints in the data's values, and only where samples can be painted", () => {
  const { element, interaction, of } = make();
  interaction.tool = "erase";
  drag(element, [25, 50], [25, 50]);
  const [, tool, at, radius] = of("brush")[0];
  assert.equal(tool, "erase");
  assert.deepEqual(at, [[20, 15]]);
  assert.deepEqual(radius, [8.8, 4.4]);
  assert.deepEqual(of("pan"), []);
  const table = make({ chart: { unitAt: undefined } });
  table.interaction.tool = "add";
  drag(table.element, [25, 50], [25, 50]);
  assert.deepEqual(table.of("brush"), []);
});

test("a chart that stands still leaves the wheel to the page, without a hint", () => {
  const { element, of } = make({ chart: { isStill: true } });
  element.dispatchEvent(Object.assign(new Event("wheel", { cancelable: true }), { deltaY: -100, deltaMode: 0 }));
  assert.deepEqual([of("zoom"), of("decline")], [[], []]);
  element.fire("pointermove", 200, 50);
  assert.equal(element.style.cursor, "default");
});
