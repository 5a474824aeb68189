/** Colors of a screen, and how they mix: in linear light, as lamps do. Pure. */

/** @typedef {readonly [number, number, number]} Color red, green, blue from 0 to 255, encoded as sRGB */

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
 * Read `#rrggbb`.
 *
 * @param {string | undefined} hex
 * @returns {Color | null} null for anything else
 */
export function parseColor(hex) {
  if (hex === undefined || !/^#[0-9a-f]{6}$/i.test(hex)) return null;
  const number = Number.parseInt(hex.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

/**
 * The light of a color.
 *
 * @param {Color} color
 * @returns {[number, number, number]} from 0 to 1
 */
export function toLinear([red, green, blue]) {
  return [decode(red / 255), decode(green / 255), decode(blue / 255)];
}

/**
 * The value that shows so much light.
 *
 * @param {number} light from 0 to 1
 * @returns {number} from 0 to 255, to half a step
 */
export function fromLinear(light) {
  return FROM_LINEAR[Math.max(0, Math.min(STEPS, Math.round(light * STEPS)))];
}

/**
 * Mix the light of two colors.
 *
 * @param {Color} a
 * @param {Color} b
 * @param {number} share of b
 * @returns {Color}
 */
export function mix(a, b, share) {
  const [from, to] = [toLinear(a), toLinear(b)];
  const [red, green, blue] = from.map((light, i) => fromLinear(light + share * (to[i] - light)));
  return [red, green, blue];
}

/**
 * The relative luminance of a color (ITU-R BT.709).
 *
 * @param {Color} color
 * @returns {number} from 0 to 1
 */
export function luminance(color) {
  const [red, green, blue] = toLinear(color);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * Write a color for CSS and canvases.
 *
 * @param {Color} color
 * @param {number} [alpha] opacity from 0 to 1
 */
export function css([red, green, blue], alpha = 1) {
  return `rgb(${red} ${green} ${blue} / ${alpha})`;
}
