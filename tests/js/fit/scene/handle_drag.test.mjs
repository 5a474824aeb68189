import assert from "node:assert/strict";
import { test } from "node:test";
import { Brush, RADIUS } from "../../../../js/src/fit/scene/brush.js";
import { HandleDrag } from "../../../../js/src/fit/scene/handle_drag.js";

function handle(component, place) {
  return { component, axes: place.map((_, axis) => axis), place };
}

test("a drag is told at most 30 times a second, its end always", () => {
  const told = [];
  const drag = new HandleDrag(handle(1, [0, 0]), ({ component, place }, done) =>
    told.push([component, place[0], done]),
  );
  for (let now = 0; now <= 1_000; now += 4) {
    drag.move([now, 0]);
    drag.advance(now);
  }
  assert.ok(told.length >= 25 && told.length <= 30, `${told.length} messages`);
  assert.ok(told.every(([component, , done]) => component === 1 && !done));
  assert.ok(drag.release(1_001));
  assert.deepEqual(told.at(-1), [1, 1_000, true]);
});

test("a pointer that rests after a fast move is told of too", () => {
  const told = [];
  const drag = new HandleDrag(handle(0, [0]), ({ place }, done) => told.push(done ? "done" : place[0]));
  drag.move([1]);
  drag.advance(0);
  drag.move([2]);
  drag.advance(5);
  assert.deepEqual(told, [1]);
  drag.advance(60);
  drag.advance(120);
  assert.deepEqual(told, [1, 2]);
  assert.ok(drag.release(200));
  assert.equal(told.at(-1), "done");
});

test("a click on a mean moves nothing", () => {
  const drag = new HandleDrag(handle(0, [0]), () => assert.fail("nothing to tell"));
  drag.advance(0);
  assert.equal(drag.release(10), false);
});

test("without an answer the mean is given up", () => {
  const drag = new HandleDrag(handle(0, [0]), () => {});
  drag.move([1]);
  drag.release(100);
  assert.ok(drag.isReleased && drag.advance(500));
  assert.ok(!drag.advance(3_000));
});

test("a brush sprays within its disc, at a steady rate, also at rest", () => {
  const painted = [];
  const brush = new Brush((tool, places) => painted.push({ tool, places }));
  brush.press("add", { x: 100, y: 50 });
  for (let now = 0; now < 1_000; now += 16) brush.advance(now);
  assert.ok(painted.length >= 10 && painted.length <= 20);
  for (const { tool, places } of painted) {
    assert.equal(tool, "add");
    for (const { x, y } of places) assert.ok(Math.hypot(x - 100, y - 50) <= RADIUS);
  }
});

test("an eraser goes over every place once, and its last one is not lost", () => {
  const painted = [];
  const brush = new Brush((_, places) => painted.push(...places));
  brush.press("erase", { x: 0, y: 0 });
  brush.advance(0);
  for (let x = 0; x <= 100; x += 5) brush.move({ x, y: 0 });
  brush.lift();
  const places = painted.map(({ x }) => x);
  assert.equal(places[0], 0);
  for (let x = 0; x <= 100; x += 1) assert.ok(places.some((place) => Math.abs(place - x) <= RADIUS));
  assert.equal(new Set(places).size, places.length);
  const count = painted.length;
  brush.move({ x: 500, y: 0 });
  brush.advance(10_000);
  assert.equal(painted.length, count, "a brush that is up paints nothing");
});
