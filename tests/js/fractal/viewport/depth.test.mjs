import assert from "node:assert/strict";
import { test } from "node:test";
import { boxOf } from "../../../../js/src/fractal/draw/picture.js";
import {
  cover,
  isExact,
  key,
  level,
  log2TilePixel,
  nearestFirst,
  placement,
  tilesOf,
} from "../../../../js/src/fractal/tiles/tiles.js";
import { atRest } from "../../../../js/src/fractal/traits.js";
import { toNumber } from "../../../../js/src/fractal/viewport/coordinate.js";
import { Motion } from "../../../../js/src/fractal/viewport/motion.js";
import { Places } from "../../../../js/src/fractal/viewport/places.js";
import {
  center,
  describe,
  interpolate,
  log2Pixel,
  pan,
  pointAt,
  trim,
  viewport,
  zoom,
} from "../../../../js/src/fractal/viewport/viewport.js";
import { complex, power, powerOfTen, scaleBar } from "../../../../js/src/widget/math/format.js";
import { random } from "../../support/random.mjs";

const RANGE = [-4, 5_120];
const DEPTHS = [-43, -60, -500, -1_022, -1_074, -1_100, -2_150, -5_000];

/** A view of that depth about a point whose digits go on below a pixel. */
function deep(log2Width, seed = 1) {
  const { integer } = random(seed);
  const digits = () =>
    integer(10n ** 1_600n)
      .toString()
      .padStart(1_600, "0");
  return viewport([`-0.${digits()}`, `0.${digits()}`], log2Width, 801, 600);
}

/** Distance between two points in pixels of a view. */
function pixels(view, a, b) {
  const bits = Math.max(a.bits, b.bits);
  const difference = (p, q) => (p << BigInt(bits - a.bits)) - (q << BigInt(bits - b.bits));
  const scale = -bits - log2Pixel(view);
  return Math.hypot(toNumber(difference(a.x, b.x), scale), toNumber(difference(a.y, b.y), scale));
}

test("a view survives its decimal form, moves and the way back at every depth", () => {
  for (const log2Width of DEPTHS) {
    const view = deep(log2Width);
    assert.ok(pixels(view, view, viewport(center(view), log2Width, 801, 600)) < 1e-5, `${log2Width}`);
    assert.ok(pixels(view, view, pan(pan(view, 311, -7), -311, 7)) < 1e-6);
    assert.ok(Math.abs(pixels(view, view, pan(view, 3, 4)) - 5) < 1e-6);
    const zoomed = zoom(view, log2Width - 1.25, 700, 40);
    assert.ok(pixels(zoomed, pointAt(view, 700, 40), pointAt(zoomed, 700, 40)) < 1e-6);
  }
});

test("the point under the pointer stands still on every path, from the widest view to the deepest and back", () => {
  for (const log2Width of DEPTHS) {
    const wide = viewport(center(deep(log2Width)), 2, 801, 600);
    const narrow = zoom(wide, log2Width, 123.5, 456.25);
    const point = pointAt(narrow, 123.5, 456.25);
    for (const [from, to] of [
      [wide, narrow],
      [narrow, wide],
    ]) {
      assert.ok(pixels(from, interpolate(from, to, 0), from) < 1e-6);
      assert.ok(pixels(to, interpolate(from, to, 1), to) < 1e-6);
      for (const fraction of [1e-4, 0.03, 0.25, 0.5, 0.75, 0.97, 0.9999]) {
        const middle = interpolate(from, to, fraction);
        const error = pixels(middle, pointAt(middle, 123.5, 456.25), point);
        assert.ok(error < 1e-2, `${error} px at ${middle.log2Width}`);
      }
    }
  }
});

test("a turn of the wheel leads one level in, whatever the depth, and 5000 lead to 1e-1500", () => {
  const motion = new Motion(viewport(["-0.5", "0.25"], 2, 801, 600), RANGE);
  for (let turn = 1; turn <= 5_000; turn++) {
    assert.equal(motion.zoom(1, 500, 200, turn % 2 === 0), null);
    motion.advance(16 * turn);
    if (turn % 500 === 0) motion.jump(motion.goal);
  }
  assert.ok(Math.abs(motion.goal.log2Width - (2 - 5_000)) < 1e-9);
  assert.equal(power(motion.goal.log2Width), "2.8e-1505");
  assert.ok(Number.isFinite(log2Pixel(motion.shown)));
});

test("at rest every depth has its tiles, on whole device pixels, each with a place of its own", () => {
  for (const log2Width of DEPTHS) {
    const z = level(deep(log2Width), RANGE);
    const exact = { ...deep(log2Width), log2Width: log2TilePixel(z) + Math.log2(801) };
    const view = atRest(exact, z);
    assert.ok(isExact(view, z) && pixels(view, view, exact) < 1);
    const tiles = nearestFirst(view, cover(view, z), { x: 10, y: 10 });
    const place = placement(view, z);
    for (const tile of tiles) {
      const box = place(tile);
      assert.equal(box.right - box.left, 256);
      assert.ok(box.right >= 0 && box.left <= 801 && box.bottom >= 0 && box.top <= 600);
      assert.equal(tile.x.toString(2).length, z - 1, "the place has all the bits of its depth");
    }
    assert.equal(new Set(tiles.map(key)).size, [...tilesOf(cover(view, z))].length);
  }
});

test("a view that comes back from the deep keeps no more bits than it needs, and its place", () => {
  const wide = zoom(deep(-5_000), -10, 400, 300);
  assert.ok(wide.bits > 5_000);
  assert.equal(trim(wide).bits, 128);
  assert.ok(pixels(wide, wide, trim(wide)) < 1e-9);
});

test("undo comes back to the very place, home and the deepest view included", () => {
  const home = { center: ["0", "0"], log2Width: 2 };
  const motion = new Motion(viewport(["0", "0"], 2, 801, 600), RANGE);
  const places = new Places(motion, () => home);
  const depth = deep(-5_000);
  for (const [now, place] of [
    [1_000, { center: center(depth), log2Width: -5_000 }],
    [2_000, "home"],
  ]) {
    places.settle();
    places.leave(now, false);
    places.visit(place, false);
  }
  assert.ok(places.isHome);
  places.visit(places.undo(), false);
  assert.equal(motion.goal.log2Width, -5_000);
  assert.ok(pixels(depth, depth, motion.goal) < 1e-5);
  places.visit(places.undo(), false);
  assert.ok(places.isHome);
});

test("a place that nobody can compute is cut to the range before it is written out", () => {
  const motion = new Motion(viewport(["0", "0"], 2, 801, 600), RANGE);
  motion.visit(["0.1", "0"], -1e15, false);
  assert.ok(motion.goal.bits < 6_000);
  assert.equal(motion.goal.log2Width, -5_000);
  assert.throws(() => motion.visit(["0.1", "0"], Number.NaN, false), /log2_width/);
});

test("a picture has a place on the canvas of any other view, or is too small to see", () => {
  for (const log2Width of DEPTHS) {
    const [narrow, wide] = [deep(log2Width), { ...trim(deep(-50)), log2Width: 2 }];
    const enlarged = boxOf({ view: wide }, narrow);
    assert.ok(enlarged.left < 0 && enlarged.right > 801 && enlarged.top < 0 && enlarged.bottom > 600);
    const distance = pixels(wide, wide, narrow);
    if (distance < 1) {
      const middle = (enlarged.left + enlarged.right) / 2 / ((enlarged.right - enlarged.left) / 801);
      assert.ok(Math.abs(middle) < 1.5, "the middle of the picture is the middle of the view");
    }
    const reduced = boxOf({ view: narrow }, wide);
    assert.ok(!(reduced.right - reduced.left > 1e-3));
    assert.deepEqual(boxOf({ view: narrow }, narrow), { left: 0, top: 0, right: 801, bottom: 600 });
  }
});

test("what a person reads is short and true at every depth", () => {
  const view = deep(-5_000);
  const text = complex(describe(view, view));
  assert.ok(text.length < 60, text);
  const [re] = describe(view, view);
  assert.equal(re.length, Math.ceil(-log2Pixel(view) * Math.log10(2)) + 3);
  for (const log2Width of DEPTHS) {
    const { exponent, length } = scaleBar(log2Width - Math.log2(801), 160);
    assert.ok(length >= 64 && length <= 160);
    assert.equal(exponent, Math.floor(Math.log10(160 / 801) + log2Width * Math.log10(2)));
    assert.match(powerOfTen(exponent), /^10⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]+$/);
    assert.match(power(log2Width), new RegExp(`^\\d\\.\\de-${-Math.floor(log2Width * Math.log10(2))}$`));
  }
});
