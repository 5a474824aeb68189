/**
 * Repeatable random numbers (mulberry32).
 *
 * @param {number} seed
 */
export function random(seed) {
  let state = seed >>> 0;
  const number = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  /** @param {bigint} below */
  const integer = (below) => {
    let value = 0n;
    for (let bits = 0; bits < below.toString(2).length + 32; bits += 32) {
      value = (value << 32n) | BigInt(Math.floor(number() * 2 ** 32));
    }
    return value % below;
  };
  return { number, integer };
}
