import assert from "node:assert/strict";
import { test } from "node:test";
import { Camera2D } from "../../../../js/src/fit/charts/camera/camera2d.js";
import {
  boxOf,
  interpolate,
  isThere,
  pan,
  pixelAt,
  resize,
  unitAt,
  whole,
  zoom,
  zoomToBox,
} from "../../../../js/src/fit/charts/camera/viewport.js";
import { fromUnit, project, scaleOf, toUnit } from "../../../../js/src/fit/draw/data_scale.js";
import { random } from "../../support/random.mjs";

function randomCamera({ number }) {
  const viewport = zoom(whole(1000, 560, [3, 40]), 12 * number() - 2, 1000 * number(), 560 * number());
  return pan(viewport, 300 * (number() - 0.5), 300 * (number() - 0.5));
}

function assertNear(actual, expected, tolerance = 1e-9) {
  actual.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) <= tolerance, `${actual} is not ${expected}`));
}

test("pixels to units and back", () => {
  const generator = random(1);
  for (let i = 0; i < 100; i++) {
    const viewport = randomCamera(generator);
    const [px, py] = [1000 * generator.number(), 560 * generator.number()];
    assertNear(pixelAt(viewport, ...unitAt(viewport, px, py)), [px, py], 1e-6);
  }
});

test("data to units and back, whatever their offset and scale are", () => {
  for (const [low, high] of [
    [-1, 1],
    [1e12, 1e12 + 1],
    [-3e-140, 5e-140],
    [-2e140, 1e140],
    [5, 5],
    [0, 0],
  ]) {
    const scale = scaleOf([0], [low], [high]);
    for (const share of [0, 0.25, 1]) {
      const value = low + share * (high - low);
      const unit = toUnit(scale, 0, value);
      assert.ok(Math.abs(unit) <= 0.5 + 1e-12);
      assert.ok(Math.abs(fromUnit(scale, 0, unit) - value) <= 1e-15 * Math.max(Math.abs(low), Math.abs(high)));
    }
  }
  assert.deepEqual([...project(scaleOf([2, 0], [0, 0, 0], [1, 9, 2]), [0, 5, 1, 1, 5, 2], 3)], [0, -0.5, 0.5, 0.5]);
});

test("zooming leaves what is under the pointer where it is", () => {
  const generator = random(2);
  for (let i = 0; i < 100; i++) {
    const viewport = randomCamera(generator);
    const [px, py] = [1000 * generator.number(), 560 * generator.number()];
    const zoomed = zoom(viewport, 4 * (generator.number() - 0.5), px, py);
    assertNear(pixelAt(zoomed, ...unitAt(viewport, px, py)), [px, py], 1e-6);
    const middle = interpolate(viewport, zoomed, 0.3);
    assertNear(pixelAt(middle, ...unitAt(viewport, px, py)), [px, py], 1e-5);
  }
});

test("a way between two cameras begins and ends right", () => {
  const generator = random(3);
  for (let i = 0; i < 50; i++) {
    const [from, to] = [randomCamera(generator), randomCamera(generator)];
    assertNear(boxOf(interpolate(from, to, 0)), boxOf(from));
    assertNear(boxOf(interpolate(from, to, 1)), boxOf(to));
    assert.ok(isThere(interpolate(from, to, 1), to));
  }
});

test("all data are seen at first, to the same scale only if their ranges are alike", () => {
  for (const span of [[1, 1], [3, 2], [1, 100], [1e-140, 2e140], [5]]) {
    const viewport = whole(1000, 560, span);
    const [left, right, bottom, top] = boxOf(viewport);
    assert.ok(left < -0.5 && right > 0.5);
    if (span.length === 2) assert.ok(bottom < -0.5 && top > 0.5);
  }
  const alike = whole(1000, 560, [3, 2]);
  assertNear([alike.scaleX / 3], [alike.scaleY / 2]);
  const unlike = whole(1000, 560, [1, 100]);
  assertNear([unlike.scaleX / 1000], [unlike.scaleY / 560]);
});

test("a box that is drawn fills the canvas in one direction and its middle becomes the middle", () => {
  const viewport = whole(1000, 560, [1, 1]);
  const framed = zoomToBox(viewport, { left: 100, top: 200, right: 300, bottom: 260 });
  assertNear(unitAt(framed, 500, 280), unitAt(viewport, 200, 230));
  assert.ok(Math.abs(framed.scaleX / viewport.scaleX - 5) < 1e-9);
});

test("zooming ends at both ends, without losing the place", () => {
  const viewport = whole(1000, 560, [1, 1]);
  const deepest = zoom(viewport, 500, 100, 100);
  assertNear([deepest.scaleX / 1000 / 2 ** 30], [1]);
  assertNear([zoom(viewport, -500, 100, 100).scaleX], [1000 / 32]);
  assertNear(unitAt(deepest, 100, 100), unitAt(viewport, 100, 100));
});

test("another canvas shows the same middle", () => {
  const viewport = pan(zoom(whole(1000, 560, [1, 1]), 2, 0, 0), 30, 40);
  const larger = resize(viewport, 2000, 1120);
  assertNear(boxOf(larger), boxOf(viewport));
});

test("an eased camera comes to its goal; home after a move shows the whole again", () => {
  const camera = new Camera2D([1, 1]);
  camera.resize(1000, 560);
  const first = camera.shown;
  camera.zoom(1, 100, 100, true);
  camera.zoom(1, 100, 100, true);
  for (let now = 0; camera.moving && now < 2_000; now += 16) camera.advance(now);
  assert.ok(!camera.moving && !camera.isHome);
  assert.ok(Math.abs(camera.shown.scaleX / first.scaleX - 4) < 1e-9, "both levels were gone");
  camera.home(false);
  assert.ok(camera.isHome);
  assert.deepEqual(camera.shown, first);
});

test("a flick, however fast, keeps some of the data in viewpoint", () => {
  const camera = new Camera2D([1, 1]);
  camera.resize(1000, 560);
  camera.flick(500, -500);
  for (let now = 0; camera.moving && now < 5_000; now += 16) camera.advance(now);
  const [left, right, bottom, top] = boxOf(camera.shown);
  assert.ok(left < 0.5 && right > -0.5 && bottom < 0.5 && top > -0.5);
});

test("home stays home whatever size the canvas takes; a click without a move does not leave it", () => {
  for (const ratio of [1, 2]) {
    const camera = new Camera2D([3, 2]);
    camera.resize(1000 * ratio, 560 * ratio, ratio);
    camera.drag(0, 0);
    camera.resize(1600 * ratio, 400 * ratio, ratio);
    const fresh = new Camera2D([3, 2]);
    fresh.resize(1600 * ratio, 400 * ratio, ratio);
    assert.ok(camera.isHome);
    assert.deepEqual(camera.shown, fresh.shown);
  }
});

test("all of the data lie clear of the numbers of the axes, also in the smallest view", () => {
  for (const [width, height] of [
    [312, 140],
    [700, 430],
    [1200, 800],
  ]) {
    for (const ratio of [1, 2]) {
      for (const span of [
        [3, 2],
        [1, 1],
        [1, 100],
      ]) {
        const camera = new Camera2D(span);
        camera.resize(width * ratio, height * ratio, ratio);
        const [left, bottom] = pixelAt(camera.shown, -0.5, -0.5);
        const [right, top] = pixelAt(camera.shown, 0.5, 0.5);
        assertNear(pixelAt(camera.shown, 0, 0), [(width * ratio) / 2, (height * ratio) / 2]);
        assert.ok(left > 44 * ratio && right < (width - 44) * ratio, `${width} x ${height}: ${left} to ${right}`);
        assert.ok(top > 22 * ratio && bottom < (height - 22) * ratio, `${width} x ${height}: ${top} to ${bottom}`);
      }
    }
  }
});

test("home shrinks the data so that what reaches beyond them is seen, within bounds, and never grows by itself", () => {
  const camera = new Camera2D([1, 1]);
  camera.resize(1000, 600, 1);
  const shown = () => camera.goal.scaleY;
  const plain = shown();
  camera.embrace([0.4, 0.5], false);
  assert.equal(shown(), plain);
  camera.embrace([0.4, 0.6], false);
  assert.ok(shown() < plain);
  const [, , bottom, top] = boxOf(camera.goal);
  const free = (top - bottom) * (1 - 44 / 600);
  assert.ok(Math.abs(free / 2 - 0.6) < 1e-9, "the numbers of the axis stay free");
  const grown = shown();
  camera.embrace([0.4, 0.5], false);
  assert.equal(shown(), grown);
  camera.embrace([40, 0.5], false);
  assert.ok(Math.abs(shown() / plain - 0.55) < 1e-12);
  camera.resize(800, 600, 1);
  assert.ok(Math.abs(shown() / plain - 0.55) < 1e-12, "also on another canvas");
  camera.home(false);
  assert.equal(shown(), plain);
  camera.zoom(1, 500, 300, false);
  const inside = shown();
  camera.embrace([40, 40], false);
  assert.equal(shown(), inside, "who has gone in stays there");
});

test("home stays while what was dropped has to stay under the pointer, until it is asked for again", () => {
  const camera = new Camera2D([1, 1]);
  camera.resize(1000, 600, 1);
  const plain = camera.goal.scaleY;
  camera.hold();
  camera.embrace([0.4, 0.7], false);
  assert.equal(camera.goal.scaleY, plain);
  camera.home(false);
  camera.embrace([0.4, 0.7], false);
  assert.ok(camera.goal.scaleY < plain);
});

test("a camera that follows shows the middle and the scale of the other, and its home is the other's", () => {
  const [leader, follower] = [new Camera2D([3, 40]), new Camera2D([3, 40])];
  leader.resize(500, 400, 1);
  follower.resize(500, 400, 1);
  leader.zoom(2, 100, 300, false);
  follower.match(leader);
  assert.deepEqual(follower.shown, leader.shown);
  assert.equal(follower.isHome, false);
  leader.home(false);
  follower.match(leader);
  assert.equal(follower.isHome, true);
});
