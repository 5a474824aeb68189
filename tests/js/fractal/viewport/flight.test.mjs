import assert from "node:assert/strict";
import { test } from "node:test";
import { shift, toNumber } from "../../../../js/src/fractal/viewport/coordinate.js";
import { flight } from "../../../../js/src/fractal/viewport/flight.js";
import { Motion } from "../../../../js/src/fractal/viewport/motion.js";
import { center, viewport } from "../../../../js/src/fractal/viewport/viewport.js";

const at = (re, im, log2Width) => viewport([re, im], log2Width, 800, 600);

/** The distance of two centers in widths of the wider view. */
function gap(a, b) {
  const bits = Math.max(a.bits, b.bits);
  const [dx, dy] = ["x", "y"].map((axis) => shift(a[axis], bits - a.bits) - shift(b[axis], bits - b.bits));
  const width = Math.max(a.log2Width, b.log2Width);
  return Math.hypot(toNumber(dx, -bits - width), toNumber(dy, -bits - width));
}

const WAYS = [
  [at("-0.75", "0", 2), at("-0.1565", "1.0322", -5)],
  [at("-0.5", "0", -30), at("0.3", "0.1", -30)],
  [at("-0.5", "0", -3000), at("0.3", "0.1", -900)],
  [at("0", "1", -4000), at("-2", "0", -4000)],
  [at("0", "1", 2), at("0", "1", -4990)],
  [at("0", "0", 0), at("3e-7", "0", 0)],
];

test("a flight begins and ends exactly at its ends, and is as long in both directions", () => {
  for (const [from, to] of WAYS) {
    const [there, back] = [flight(from, to), flight(to, from)];
    assert.equal(there.at(0), from);
    assert.equal(there.at(1), to);
    assert.ok(Math.abs(there.length - back.length) < 1e-9 * there.length);
    for (const share of [0.1, 0.37, 0.5, 0.8]) {
      const [a, b] = [there.at(share), back.at(1 - share)];
      assert.ok(Math.abs(a.log2Width - b.log2Width) < 1e-6, `${share}`);
      assert.ok(gap(a, b) < 1e-6, `${share}`);
    }
  }
});

test("what is seen changes at an even pace", () => {
  // The metric of the paper, rho^2 = 2: ds^2 = (rho^2 du / w)^2 / rho^2 + (dw / w)^2 / rho^2.
  for (const [from, to] of WAYS) {
    const { at: place, length } = flight(from, to);
    const steps = 4_000;
    const lengths = [];
    for (let step = Math.round(0.2 * steps); step < 0.8 * steps; step++) {
      const [a, b] = [place(step / steps), place((step + 1) / steps)];
      lengths.push(Math.hypot(Math.SQRT2 * gap(a, b), ((b.log2Width - a.log2Width) * Math.LN2) / Math.SQRT2));
    }
    const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
    assert.ok(most / least < 1.35, `${least} to ${most}`);
    assert.ok(Math.abs((lengths[0] * steps) / length - 1 / 0.85) < 0.15);
  }
});

test("between far places it zooms out until both are near, and in again", () => {
  const { at: place } = flight(at("-0.5", "0", -30), at("0.3", "0.1", -30));
  const top = place(0.5);
  assert.ok(Math.abs(top.log2Width - Math.log2(Math.hypot(0.8, 0.1))) < 1);
  assert.ok(gap(top, at("-0.1", "0.05", 0)) < 1e-3);
  assert.ok(place(0.25).log2Width < -10 && place(0.75).log2Width < -10);
});

test("time is bounded, however deep", () => {
  for (const [from, to] of WAYS) {
    const { duration } = flight(from, to);
    assert.ok(duration >= 400 && duration <= 8_000);
  }
});

test("a motion flies, asks for what it comes by, arrives exactly, and can be stopped", () => {
  const motion = new Motion(at("-0.75", "0", 2), [-2, 5_000]);
  motion.fly(["0", "1"], -8);
  assert.ok(motion.moving);
  assert.equal(motion.goal.log2Width, -8);
  assert.ok(motion.wanted.log2Width > -8 && motion.wanted.log2Width < 3);
  for (let now = 0; motion.moving; now += 16) {
    motion.advance(now);
    assert.ok(now < 9_000);
  }
  assert.equal(motion.wanted, motion.goal);
  assert.deepEqual(center(motion.shown), ["0", "1"]);
  motion.fly(["-2", "0"], -8);
  for (let now = 0; now < 800; now += 16) motion.advance(now);
  motion.stop();
  assert.ok(!motion.moving && motion.goal === motion.shown && motion.shown.log2Width > -8);
});

test("of a fast flight only the end is asked for", () => {
  const motion = new Motion(at("-0.75", "0", 2), [-2, 5_000]);
  motion.fly(["0", "1"], -3_000);
  for (let now = 0; now < 4_000; now += 16) motion.advance(now);
  assert.equal(motion.wanted, motion.goal);
});
