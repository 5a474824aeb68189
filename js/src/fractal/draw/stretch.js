/**
 * How much faster colors change where a view's smooth counts hardly do: no view is of one color. Pure.
 */

/** @import { Spread } from "./histogram.js" */

/** Fractions of a number. */
export const FRACTIONS = 2 ** 24;
/**
 * Where numbers spread over less of a turn of the palette than `NARROW`, colors change faster, the more the less, until they
 * spread over `WIDE`.
 */
const NARROW = 3 / 32;
const WIDE = 1 / 4;
/** How many times as fast at most: as the steps between numbers allow without fractions, and with them. */
export const COARSEST = 16;
const FINEST = 2 ** 28;

/**
 * How many times as fast colors change.
 *
 * @param {Spread | undefined} spread
 * @param {number} each turns of the palette in a number, usually
 * @returns {{times: number, isFine: boolean}} whether fractions of numbers count
 */
export function stretchOf(spread, each) {
  if (!spread) return { times: 1, isFine: false };
  const { range, isFine } = spread;
  const passed = Math.max(range, isFine ? 1 / FRACTIONS : 1) * each;
  const narrow = NARROW / passed;
  const wanted = Math.min(narrow * Math.sqrt(narrow), WIDE / passed);
  const times = Math.max(1, Math.min(wanted, isFine ? FINEST : COARSEST));
  return { times, isFine: times > COARSEST };
}
