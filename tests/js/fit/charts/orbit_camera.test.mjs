import assert from "node:assert/strict";
import { test } from "node:test";
import { basis, OrbitCamera } from "../../../../js/src/fit/charts/camera/orbit_camera.js";
import { Space } from "../../../../js/src/fit/charts/space.js";
import { random } from "../../support/random.mjs";

const dot = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);

test("right, up and towards the eye are a right-handed frame", () => {
  const { number } = random(4);
  for (let i = 0; i < 50; i++) {
    const { right, up, towards } = basis({
      yaw: 7 * number(),
      pitch: 3 * (number() - 0.5),
      zoom: 1,
      width: 100,
      height: 100,
    });
    for (const [a, b, expected] of [
      [right, right, 1],
      [up, up, 1],
      [towards, towards, 1],
      [right, up, 0],
      [right, towards, 0],
    ]) {
      assert.ok(Math.abs(dot(a, b) - expected) < 1e-12);
    }
    const cross = [
      right[1] * up[2] - right[2] * up[1],
      right[2] * up[0] - right[0] * up[2],
      right[0] * up[1] - right[1] * up[0],
    ];
    assert.ok(Math.abs(dot(cross, towards) - 1) < 1e-12);
  }
});

test("the picture follows the pointer: what is near goes where the pointer goes", () => {
  const space = new Space({ dims: [0, 1, 2], origin: [0, 0, 0], span: [1, 1, 1] });
  space.camera.resize(800, 600);
  const near = basis(space.camera.shown).towards.map((value) => value / 2);
  const [x, y] = space.place(near);
  space.camera.drag(20, 10);
  const [movedX, movedY] = space.place(near);
  assert.ok(movedX > x + 5 && movedY > y + 3);
});

test("a mean that is dragged stays under the pointer, at its depth", () => {
  const space = new Space({ dims: [0, 1, 2], origin: [0, 0, 0], span: [1, 3, 2] });
  space.camera.resize(800, 600);
  space.camera.drag(33, -21);
  const start = [0.1, -0.2, 0.3];
  const [x, y] = space.place(start);
  const moved = space.shift(start, 40, -25);
  const [endX, endY] = space.place(moved);
  assert.ok(Math.abs(endX - x - 40) < 1e-9 && Math.abs(endY - y + 25) < 1e-9);
});

test("home is the shortest way back, and no pole can be crossed", () => {
  const orbit = new OrbitCamera();
  orbit.resize(800, 600);
  const { yaw, pitch } = orbit.shown;
  orbit.drag(5_000, 9_000);
  assert.equal(orbit.shown.pitch, Math.PI / 2);
  const turned = orbit.shown.yaw;
  orbit.home(false);
  assert.ok(Math.abs(orbit.shown.yaw - turned) <= Math.PI);
  assert.ok(Math.abs(Math.cos(orbit.shown.yaw - yaw) - 1) < 1e-12);
  assert.equal(orbit.shown.pitch, pitch);
});

test("a box fills the canvas with one of its sides, however flat it is and however it is turned", () => {
  for (const sides of [
    [1, 1, 1],
    [1, 0.3, 0.3],
    [0.3, 0.3, 1],
  ]) {
    const camera = new OrbitCamera(sides);
    camera.resize(800, 440);
    let [widest, highest] = [0, 0];
    for (let turns = 0; turns < 40; turns++) {
      const { right, up, scale } = camera.basis;
      const reach = (axis) => scale * axis.reduce((sum, part, i) => sum + Math.abs(part) * sides[i], 0);
      assert.ok(reach(right) < 800 && reach(up) < 440, `${sides}`);
      [widest, highest] = [Math.max(widest, reach(right) / 800), Math.max(highest, reach(up) / 440)];
      camera.drag(20, 0);
    }
    assert.ok(Math.max(widest / 0.74, highest / 0.86) > 0.97, `${sides}: ${widest} ${highest}`);
  }
});
