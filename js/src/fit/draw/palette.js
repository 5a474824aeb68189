/** Colours, and how they mix: in linear light, as lamps do. Pure. */

/** @typedef {readonly [number, number, number]} Colour red, green, blue from 0 to 255, as on a screen */

/** Points before the first E step. */
export const NEUTRAL = /** @type {Colour} */ ([139, 145, 153]);

const STEPS = 4095;
const FROM_LINEAR = Uint8Array.from({ length: STEPS + 1 }, (_, i) => Math.round(255 * encode(i / STEPS)));

/** @param {number} light from 0 to 1; IEC 61966-2-1 */
function encode(light) {
  return light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
}

/** @param {number} value from 0 to 1 */
function decode(value) {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/**
 * @param {string | undefined} hex
 * @returns {Colour | null} null for what is not `#rrggbb`
 */
export function parseColour(hex) {
  if (hex === undefined || !/^#[0-9a-f]{6}$/i.test(hex)) return null;
  const number = Number.parseInt(hex.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

/**
 * @param {Colour} colour
 * @returns {[number, number, number]} light from 0 to 1
 */
export function toLinear([red, green, blue]) {
  return [decode(red / 255), decode(green / 255), decode(blue / 255)];
}

/**
 * @param {number} light from 0 to 1
 * @returns {number} from 0 to 255, to half a step
 */
export function fromLinear(light) {
  return FROM_LINEAR[Math.max(0, Math.min(STEPS, Math.round(light * STEPS)))];
}

/**
 * @param {Colour} a
 * @param {Colour} b
 * @param {number} share of b
 * @returns {Colour}
 */
export function mix(a, b, share) {
  const [from, to] = [toLinear(a), toLinear(b)];
  const [red, green, blue] = from.map((light, i) => fromLinear(light + share * (to[i] - light)));
  return [red, green, blue];
}

/**
 * @param {Colour} colour
 * @returns {number} relative luminance from 0 to 1
 */
export function luminance(colour) {
  const [red, green, blue] = toLinear(colour);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * @param {Colour} colour
 * @param {number} [alpha]
 */
export function css([red, green, blue], alpha = 1) {
  return `rgb(${red} ${green} ${blue} / ${alpha})`;
}
