import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.ImageData = class {
  constructor(width, height) {
    Object.assign(this, { width, height, data: new Uint8ClampedArray(4 * width * height) });
  }
};
let sheet;
globalThis.OffscreenCanvas = class {
  getContext() {
    return { putImageData: (image) => (sheet = image) };
  }
};
const { Splats } = await import("../../../../js/src/fit/draw/splats.js");

/** The sheet after some points: x, y, radius, color, opacity, shape. */
function drawn(points) {
  const splats = new Splats();
  splats.begin(40, 30);
  for (const [x, y, radius, color, opacity, shape] of points)
    splats.set(x, y, radius, [0, 0, 0, 0, ...color], 4, opacity, shape);
  splats.end({ drawImage() {} });
  const at = (x, y) => [...sheet.data.slice(4 * (40 * y + x), 4 * (40 * y + x) + 4)];
  return { at, area: sheet.data.filter((_, index) => index % 4 === 3).reduce((sum, alpha) => sum + alpha / 255, 0) };
}

test("a point over another is composed as light is, over nothing it is itself", () => {
  const [red, blue] = [
    [200, 40, 90, 255],
    [0, 40, 200, 255],
  ];
  assert.deepEqual(drawn([[20, 15, 4, red, 0.8, 0]]).at(20, 15), [200, 40, 90, 204]);
  const below = [20, 15, 4, red, 0.8, 0];
  const alpha = 0.5 + 0.8 * 0.5;
  const share = 0.5 / alpha;
  const both = drawn([below, [20, 15, 4, blue, 0.5, 0]]).at(20, 15);
  const wanted = [200 * (1 - share), 40, 90 * (1 - share) + 200 * share, 255 * alpha];
  both.forEach((value, channel) => assert.ok(Math.abs(value - wanted[channel]) <= 1, `${both}`));
});

test("each radius and each shape has a stamp of its own, and none draws beyond the sheet", () => {
  const white = [255, 255, 255, 255];
  const area = (radius, shape, x = 20) => drawn([[x, 15, radius, white, 1, shape]]).area;
  for (const radius of [2.6, 5]) {
    assert.ok(Math.abs(area(radius, 0) - Math.PI * radius ** 2) < 0.05 * Math.PI * radius ** 2);
    assert.notEqual(area(radius, 0), area(radius, 1));
  }
  assert.ok(Math.abs(area(3, 0, 0) - area(3, 0) / 2) < 1);
  const together = drawn(
    [1, 2].flatMap((size, row) => [0, 1].map((shape) => [8 + 20 * row, 7 + 15 * shape, 2 * size, white, 1, shape])),
  );
  const apart = [1, 2].flatMap((size) => [0, 1].map((shape) => area(2 * size, shape)));
  assert.ok(Math.abs(together.area - apart.reduce((sum, each) => sum + each)) < 1);
});
