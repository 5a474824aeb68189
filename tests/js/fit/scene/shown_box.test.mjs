import assert from "node:assert/strict";
import { test } from "node:test";
import { ShownBox } from "../../../../js/src/fit/scene/shown_box.js";

function make() {
  const [told, asked] = [[], []];
  const chart = {
    camera: { moving: false, isHome: true, home: () => asked.push(null) },
    shown: [0, 1, 0, 1],
    box: () => chart.shown,
    look: (box) => asked.push(box),
  };
  return { told, asked, chart, element: { dataset: {} }, box: new ShownBox((shown) => told.push(shown)) };
}

test("what a person shows is told once, when the camera rests", () => {
  const { told, chart, element, box } = make();
  box.tell(chart, element);
  assert.deepEqual(told, []);
  Object.assign(chart.camera, { isHome: false, moving: true });
  chart.shown = [0.2, 0.4, 0.1, 0.3];
  box.tell(chart, element);
  assert.deepEqual([told, element.dataset.itsBox], [[], "0.2 0.4 0.1 0.3"]);
  chart.camera.moving = false;
  for (let frame = 0; frame < 3; frame++) box.tell(chart, element);
  assert.deepEqual(told, [[0.2, 0.4, 0.1, 0.3]]);
  chart.camera.isHome = true;
  box.tell(chart, element);
  assert.deepEqual(told.at(-1), null);
});

test("where it was led it is not told of, and what a person shows after that is", () => {
  const { told, asked, chart, element, box } = make();
  box.look([2, 3, 4, 5]);
  box.lead(chart, true);
  box.lead(chart, true);
  assert.deepEqual(asked, [[2, 3, 4, 5]]);
  chart.camera.isHome = false;
  chart.shown = [1.9, 3.1, 4, 5];
  box.tell(chart, element);
  assert.deepEqual(told, []);
  chart.shown = [1, 2, 3, 4];
  box.tell(chart, element);
  assert.deepEqual(told, [[1, 2, 3, 4]]);
  box.look(null);
  box.lead(chart, true);
  assert.equal(asked.at(-1), null);
});

test("other axes are shown as a whole at first, which needs no telling", () => {
  const { told, chart, element, box } = make();
  chart.camera.isHome = false;
  box.tell(chart, element);
  chart.camera.isHome = true;
  box.renew();
  box.tell(chart, element);
  assert.equal(told.length, 1);
});
