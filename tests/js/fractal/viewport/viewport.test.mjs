import assert from "node:assert/strict";
import { test } from "node:test";
import { toNumber } from "../../../../js/src/fractal/viewport/coordinate.js";
import {
  center,
  describe,
  interpolate,
  log2Pixel,
  pan,
  pointAt,
  resize,
  snap,
  viewport,
  zoom,
} from "../../../../js/src/fractal/viewport/viewport.js";
import { random } from "../../support/random.mjs";

/** Distance between two points in pixels of a view. */
function pixels(view, a, b) {
  const bits = Math.max(a.bits, b.bits);
  const difference = (p, q) => (p << BigInt(bits - a.bits)) - (q << BigInt(bits - b.bits));
  const scale = -bits - log2Pixel(view);
  return Math.hypot(toNumber(difference(a.x, b.x), scale), toNumber(difference(a.y, b.y), scale));
}

function randomView({ number, integer }) {
  const digits = (count) =>
    integer(10n ** BigInt(count))
      .toString()
      .padStart(count, "0");
  return viewport(
    [`-1.${digits(320)}`, `0.${digits(320)}`],
    3 - 1000 * number(),
    200 + Math.floor(1800 * number()),
    600,
  );
}

test("zooming leaves the point under the pointer where it is, at any depth", () => {
  const generator = random(11);
  for (let i = 0; i < 200; i++) {
    const view = randomView(generator);
    const [px, py] = [view.width * generator.number(), view.height * generator.number()];
    const zoomed = zoom(view, view.log2Width - 60 * (generator.number() - 0.4), px, py);
    const finer = zoomed.log2Width < view.log2Width ? zoomed : view;
    const error = pixels(finer, pointAt(view, px, py), pointAt(zoomed, px, py));
    // A position is exact to 2 ** -32 pixel of the coarser view.
    assert.ok(error < 2 ** (Math.abs(zoomed.log2Width - view.log2Width) - 30), `${error} px`);
  }
});

test("a move and the way back end where they began", () => {
  const generator = random(12);
  for (let i = 0; i < 100; i++) {
    const view = randomView(generator);
    const [dx, dy] = [4000 * (generator.number() - 0.5), 4000 * (generator.number() - 0.5)];
    assert.ok(pixels(view, pan(pan(view, dx, dy), -dx, -dy), view) < 1e-6);
    assert.ok(Math.abs(pixels(view, pan(view, dx, dy), view) - Math.hypot(dx, dy)) < 1e-6);
  }
});

test("the center survives its decimal form to a millionth of a pixel", () => {
  const generator = random(13);
  for (let i = 0; i < 100; i++) {
    const view = randomView(generator);
    const again = viewport(center(view), view.log2Width, view.width, view.height);
    assert.ok(pixels(view, view, again) < 1e-6);
  }
});

test("a short dyadic center is written exactly", () => {
  assert.deepEqual(center(viewport(["0.31787109375", "-2"], -3, 800, 600)), ["0.31787109375", "-2"]);
});

test("the path between two views starts and ends right, and keeps its fixed point", () => {
  const generator = random(14);
  for (let i = 0; i < 60; i++) {
    const start = viewport(["-0.75", "0.1"], 2 - 20 * generator.number(), 800, 600);
    const [px, py] = [800 * generator.number(), 600 * generator.number()];
    const end = zoom(start, start.log2Width + 40 * (generator.number() - 0.5), px, py);
    assert.ok(pixels(start, interpolate(start, end, 0), start) < 1e-6);
    assert.ok(pixels(end, interpolate(start, end, 1), end) < 1e-6);
    for (const fraction of [0.1, 0.5, 0.9]) {
      const middle = interpolate(start, end, fraction);
      assert.ok(pixels(middle, pointAt(middle, px, py), pointAt(start, px, py)) < 1e-2);
    }
  }
});

test("a path without zoom is straight", () => {
  const start = viewport(["0", "0"], 0, 800, 600);
  const end = pan(start, 100, -60);
  const middle = interpolate(start, end, 0.25);
  assert.ok(pixels(start, middle, pan(start, 25, -15)) < 1e-6);
});

test("at rest both edges of the canvas lie on the grid, less than a step away", () => {
  const generator = random(15);
  for (const [width, height] of [
    [800, 600],
    [801, 600],
    [333, 77],
  ]) {
    for (const step of [-4, -9, -50, -300]) {
      const digits = generator
        .integer(10n ** 200n)
        .toString()
        .padStart(200, "0");
      const view = viewport([`0.${digits}`, `-1.${digits}`], step + Math.log2(width), width, height);
      const rest = snap(view, step);
      assert.ok(pixels(view, view, rest) < 1);
      const left = toNumber(rest.x, -rest.bits - step) - width / 2;
      const unit = 1n << BigInt(rest.bits + step - 1);
      assert.equal((rest.x - BigInt(width) * unit) % (2n * unit), 0n, `left edge ${left}`);
      assert.equal((rest.y - BigInt(height) * unit) % (2n * unit), 0n);
      assert.deepEqual(snap(rest, step), rest);
    }
  }
});

test("a point has as many digits as a pixel gives meaning", () => {
  const view = viewport(["-0.123456789", "0.5"], Math.log2(0.8), 800, 600);
  assert.deepEqual(describe(view, view), ["-0.123", "0.500"]);
  const wide = viewport(["12", "-3"], Math.log2(3200), 800, 600);
  assert.deepEqual(describe(wide, wide), ["12", "-3"]);
});

test("another canvas shows the same center and the same width", () => {
  const view = viewport(["-0.1", "0.7"], -40, 800, 600);
  const larger = resize(view, 1920, 1080);
  assert.equal(larger.log2Width, view.log2Width);
  assert.ok(pixels(view, view, larger) < 1e-9);
});

test("a view that cannot be is refused", () => {
  assert.throws(() => viewport(["0", "0"], NaN, 800, 600), /log2_width/);
  assert.throws(() => viewport(["nan", "0"], 0, 800, 600), /decimal/);
});
