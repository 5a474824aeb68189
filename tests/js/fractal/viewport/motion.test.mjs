import assert from "node:assert/strict";
import { test } from "node:test";
import { log2WidthRange } from "../../../../js/src/fractal/tiles/tiles.js";
import { Motion } from "../../../../js/src/fractal/viewport/motion.js";
import { center, describe, pointAt, viewport } from "../../../../js/src/fractal/viewport/viewport.js";

const RANGE = [-2, 44];

function make(log2Width = 2) {
  return new Motion(viewport(["-0.25", "0.5"], log2Width, 800, 600), RANGE);
}

/** Let frames pass until the motion has ended; gives what was shown in each. */
function play(motion, limit = 5_000) {
  const frames = [];
  for (let now = 1_000; motion.moving && now < 1_000 + limit; now += 16) {
    motion.advance(now);
    frames.push(motion.shown);
  }
  assert.ok(!motion.moving, "the motion ends");
  return frames;
}

test("a zoom eases to exactly its goal within a quarter of a second, never back", () => {
  const motion = make();
  motion.zoom(1, 100, 500, true);
  const frames = play(motion);
  const widths = frames.map(({ log2Width }) => log2Width);
  assert.deepEqual(
    widths,
    [...widths].sort((a, b) => b - a),
  );
  assert.equal(motion.shown.log2Width, 1);
  assert.ok(frames[Math.floor(250 / 16)].log2Width - 1 < 0.03);
});

test("the point under the pointer stands still during the whole zoom, also when the zoom goes on", () => {
  const motion = make();
  const point = describe(motion.shown, pointAt(motion.shown, 100, 500));
  for (let i = 0; i < 10; i++) {
    motion.zoom(0.4, 100, 500, true);
    motion.advance(1_000 + 16 * i);
    assert.deepEqual(describe(make().shown, pointAt(motion.shown, 100, 500)), point);
  }
  for (const view of play(motion)) assert.deepEqual(describe(make().shown, pointAt(view, 100, 500)), point);
  assert.ok(Math.abs(motion.shown.log2Width - (2 - 4)) < 1e-9);
});

test("on the way in finer tiles are drawn before they are needed, one level at a time, and never on the way out", () => {
  const motion = make();
  const rest = motion.shownLevel;
  motion.zoom(1, 100, 500, true);
  assert.equal(motion.shownLevel, rest + 1, "before the first frame");
  play(motion);
  motion.zoom(5, 100, 500, true);
  assert.equal(motion.shownLevel, rest + 2);
  play(motion);
  assert.equal(motion.shownLevel, motion.level);
  motion.zoom(-3, 100, 500, true);
  assert.equal(motion.shownLevel, rest + 6, "those that are there");
});

test("where motion is not wanted, every change is immediate", () => {
  const motion = make();
  motion.zoom(1, 0, 0, false);
  assert.ok(!motion.moving);
  motion.step(10, 0, false);
  assert.ok(!motion.moving);
  motion.visit(["0", "0"], 1, false);
  assert.ok(!motion.moving);
  assert.deepEqual(center(motion.shown), ["0", "0"]);
});

test("zooming stops at both ends of the range, and says at which", () => {
  const motion = make();
  const [narrowest, widest] = log2WidthRange(motion.goal, RANGE);
  assert.equal(motion.zoom(1, 400, 300, false), null);
  assert.equal(motion.zoom(1000, 400, 300, false), "in");
  assert.equal(motion.shown.log2Width, narrowest);
  assert.equal(motion.level, 44);
  assert.equal(motion.zoom(0.5, 10, 10, false), "in");
  assert.equal(motion.zoom(-1000, 400, 300, false), "out");
  assert.equal(motion.shown.log2Width, widest);
});

test("a view from outside the range is shown at its end", () => {
  const motion = make();
  motion.visit(["0", "0"], 500, false);
  assert.equal(motion.shown.log2Width, log2WidthRange(motion.goal, RANGE)[1]);
  motion.limit([0, 10]);
  assert.equal(motion.shown.log2Width, log2WidthRange(motion.goal, [0, 10])[1]);
});

test("a flick starts with the pointer's speed and slows down", () => {
  const motion = make();
  const start = motion.shown;
  motion.flick(1, 0);
  const frames = [start, ...play(motion)];
  const pixel = 4 / 800;
  const position = ({ x, bits }) => -Number(x) / 2 ** bits / pixel;
  const steps = frames.slice(1).map((view, i) => position(view) - position(frames[i]));
  assert.ok(Math.abs(steps[0] - 16) < 1.5, `${steps[0]} px in the first 16 ms`);
  assert.deepEqual(
    steps.slice(0, -1),
    steps.slice(0, -1).sort((a, b) => b - a),
  );
});

test("the fastest flick stays in sight of where it began", () => {
  const motion = make();
  const before = center(motion.shown);
  motion.flick(40, -30);
  play(motion);
  const after = center(motion.shown);
  const moved = Math.hypot(...[0, 1].map((axis) => Number(after[axis]) - Number(before[axis])));
  assert.ok(moved > 0.4 * 4 && moved <= 0.5 * 4 + 1e-6, `${moved} in a view 4 wide`);
});

test("home is reached exactly from any depth", () => {
  const motion = make();
  motion.zoom(40, 1, 2, false);
  motion.visit(["0.125", "-0.5"], 1.5, true);
  play(motion);
  assert.deepEqual(center(motion.shown), ["0.125", "-0.5"]);
  assert.equal(motion.shown.log2Width, 1.5);
});

test("others are followed with the eye when near, at once when far", () => {
  const motion = make();
  motion.follow(["-0.2", "0.5"], 1.9, true);
  assert.ok(motion.moving);
  motion.follow(["-0.2", "0.5"], -30, true);
  assert.ok(!motion.moving);
  motion.follow(["0.9", "0.5"], -30, true);
  assert.ok(!motion.moving);
});

test("a box fills the canvas", () => {
  const motion = make();
  const middle = describe(motion.shown, pointAt(motion.shown, 200, 150));
  motion.zoomToBox({ left: 100, top: 75, right: 300, bottom: 225 }, false);
  assert.equal(motion.shown.log2Width, 0);
  assert.deepEqual(describe(make().shown, motion.shown), middle);
});

test("no drag loses the set", () => {
  const motion = make();
  for (let i = 0; i < 100; i++) motion.drag(-1e4, 1e4);
  assert.deepEqual(center(motion.shown), ["8", "8"]);
});

test("a pointer can stop a motion", () => {
  const motion = make();
  motion.flick(3, 3);
  motion.advance(1_000);
  motion.stop();
  assert.ok(!motion.moving);
  assert.equal(motion.goal, motion.shown);
});

test("a flight takes the time that it is given, and ends exactly at its goal", () => {
  const motion = make();
  motion.fly(["0.3", "0.1"], -9, 2);
  const frames = play(motion, 2_100);
  assert.ok(Math.abs(frames.length - 2_000 / 16) < 2);
  assert.deepEqual(center(motion.shown), ["0.3", "0.1"]);
  assert.equal(motion.shown.log2Width, -9);
});
