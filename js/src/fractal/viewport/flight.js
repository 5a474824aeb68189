/**
 * The smoothest path between two viewports, along which what is seen changes at an even pace: out, over, and in again.
 * Pure; the same formulas as the kernel's `Flight`.
 *
 * J. J. van Wijk and W. A. A. Nuij, "Smooth and efficient zooming and panning", IEEE Symposium on Information
 * Visualization 2003, equations 6 to 9, with rho = sqrt(2). Lengths are natural logarithms: float64 ends at 1e-308.
 */

import { scale, toNumber } from "./coordinate.js";
import { widen } from "./viewport.js";

/** @import { Viewport } from "./viewport.js" */

const RHO = Math.SQRT2;
const LOG_RHO2 = Math.LN2;
/** Milliseconds for each unit of length, where a zoom by two is ln(2) / sqrt(2); the least and the most in all. */
const PACE = 350;
const SHORTEST = 400;
const LONGEST = 8_000;
/** Share of the time in which a flight sets off, and in which it slows down. */
const RAMP = 0.15;

/**
 * Plan a flight.
 *
 * @param {Viewport} from
 * @param {Viewport} to of the same size
 * @returns {{length: number, duration: number, at: (share: number) => Viewport}} a length as the eye counts; milliseconds; the
 *   viewport after a share of the time
 */
export function flight(from, to) {
  const bits = Math.max(from.bits, to.bits);
  const [start, end] = [widen(from, bits), widen(to, bits)];
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const [first, last] = [start.log2Width * Math.LN2, end.log2Width * Math.LN2];
  const logWay = logHypot(dx, dy) - bits * Math.LN2;
  const [before, behind] = bends(first, last, logWay);
  const length = logWay === -Infinity ? Math.abs(last - first) / RHO : Math.max(0, behind - before) / RHO;

  /** @type {(passed: number) => Viewport} */
  const after = (passed) => {
    const left = length - passed;
    if (passed <= 0) return from;
    if (left <= 0) return to;
    // All is taken from the nearer end: there nothing cancels.
    const isEarly = passed <= left;
    const [near, far] = isEarly ? [first, last] : [last, first];
    const step = isEarly ? passed : left;
    if (logWay === -Infinity) {
      return { ...start, log2Width: (near + Math.sign(far - near) * RHO * step) / Math.LN2 };
    }
    const bend = isEarly ? before : -behind;
    const logWidth = near + logCosh(bend) - logCosh(bend + RHO * step);
    /** @type {(gone: number, turn: number) => number} */
    const share = (gone, turn) => logWidth + logSinh(RHO * gone) - logCosh(turn) - LOG_RHO2 - logWay;
    const [done, open] = [share(passed, before), share(left, behind)];
    const origin = done <= open ? start : end;
    const [sign, exponent] = [done <= open ? 1 : -1, Math.min(done, open) / Math.LN2];
    return {
      ...start,
      x: origin.x + scale(dx, sign, exponent),
      y: origin.y + scale(dy, sign, exponent),
      log2Width: logWidth / Math.LN2,
    };
  };
  const duration = Math.min(LONGEST, Math.max(SHORTEST, PACE * length));
  return { length, duration, at: (share) => after(length * eased(share)) };
}

/**
 * The paper's r0 and r1: r = -asinh(b), 2 w0 rho^2 u b0 = w1^2 - w0^2 + rho^4 u^2, w1^2 - w0^2 = 2 w0 w1 sinh(log(w1 / w0)).
 *
 * @param {number} first logarithm of the width at the start
 * @param {number} last that of the width at the end
 * @param {number} logWay that of the distance
 */
function bends(first, last, logWay) {
  const narrowing = last - first;
  const zoom = logSinh(Math.abs(narrowing)) - LOG_RHO2 - logWay;
  const pan = LOG_RHO2 + logWay - Math.LN2;
  const sign = Math.sign(narrowing);
  return [-asinh([sign, last + zoom], [1, pan - first]), -asinh([sign, first + zoom], [-1, pan - last])];
}

/**
 * The share of the way after a share of the time: even but for its ends.
 *
 * @param {number} time 0 to 1
 * @returns {number}
 */
function eased(time) {
  if (time < RAMP) return time ** 2 / (2 * RAMP * (1 - RAMP));
  if (time > 1 - RAMP) return 1 - eased(1 - time);
  return (time - RAMP / 2) / (1 - RAMP);
}

/**
 * log(hypot(x, y)) of integers of any size; -Infinity of none.
 *
 * @param {bigint} x
 * @param {bigint} y
 */
function logHypot(x, y) {
  const digits = Math.max(...[x, y].map((each) => each.toString(16).length));
  return Math.log(Math.hypot(toNumber(x, -4 * digits), toNumber(y, -4 * digits))) + 4 * digits * Math.LN2;
}

/**
 * log(sinh(x)).
 *
 * @param {number} x at least 0
 */
function logSinh(x) {
  return x > 0 ? x + Math.log(-Math.expm1(-2 * x) / 2) : -Infinity;
}

/**
 * log(cosh(x)).
 *
 * @param {number} x
 */
function logCosh(x) {
  return Math.abs(x) + Math.log1p(Math.exp(-2 * Math.abs(x))) - Math.LN2;
}

/**
 * The inverse hyperbolic sine of a sum of terms, each a sign and a logarithm.
 *
 * @param {[number, number][]} terms
 */
function asinh(...terms) {
  const largest = Math.max(0, ...terms.map(([, logarithm]) => logarithm));
  const total = terms.reduce((sum, [sign, logarithm]) => sum + sign * Math.exp(logarithm - largest), 0);
  if (largest < 300) return Math.asinh(total * Math.exp(largest));
  return total === 0 ? 0 : Math.sign(total) * (Math.log(2 * Math.abs(total)) + largest);
}
