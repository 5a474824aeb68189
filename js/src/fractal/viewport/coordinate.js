/**
 * Exact coordinates: an integer `value` stands for `value * 2 ** -bits`.
 *
 * The plane is deeper than any float: a center keeps all its bits here, and only differences on the scale
 * of the screen become numbers.
 */

const DECIMAL = /^([+-]?)(?=\.?\d)(\d*)\.?(\d*)(?:e([+-]?\d{1,4}))?$/i;

/**
 * Whether a text is a decimal number.
 *
 * @param {string} text
 */
export function isDecimal(text) {
  return DECIMAL.test(text);
}

/**
 * Read a decimal string, rounded to the nearest multiple of `2 ** -bits`.
 *
 * @param {string} text
 * @param {number} bits
 * @returns {bigint}
 * @throws {RangeError} if the text is not a decimal number
 */
export function parse(text, bits) {
  const match = DECIMAL.exec(text);
  if (!match) throw new RangeError(`a coordinate must be a decimal number, got ${text}`);
  const [, sign, whole = "", fraction = "", power = "0"] = match;
  const exponent = Number(power) - fraction.length;
  const digits = BigInt(whole + fraction) << BigInt(bits);
  const value = exponent < 0 ? divide(digits, 10n ** BigInt(-exponent)) : digits * 10n ** BigInt(exponent);
  return sign === "-" ? -value : value;
}

/**
 * Write a coordinate with at most `decimals` digits after the point, correctly rounded (half away from
 * zero), without trailing zeros.
 *
 * @param {bigint} value
 * @param {number} bits
 * @param {number} decimals
 * @returns {string}
 */
export function format(value, bits, decimals) {
  const text = formatFixed(value, bits, decimals);
  return text.includes(".") ? text.replace(/\.?0+$/, "").replace(/^-0$/, "0") : text;
}

/**
 * Write a coordinate with exactly `decimals` digits after the point, correctly rounded.
 *
 * @param {bigint} value
 * @param {number} bits
 * @param {number} decimals
 * @returns {string}
 */
export function formatFixed(value, bits, decimals) {
  const rounded = divide(value * 10n ** BigInt(decimals), 1n << BigInt(bits));
  const digits = (rounded < 0n ? -rounded : rounded).toString().padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  const text = decimals > 0 ? `${digits.slice(0, point)}.${digits.slice(point)}` : digits;
  return rounded < 0n ? `-${text}` : text;
}

/**
 * The number of binary digits after the point that a coordinate really uses; as many decimal digits write
 * it exactly.
 *
 * @param {bigint} value
 * @param {number} bits
 * @returns {number}
 */
export function precision(value, bits) {
  if (value === 0n) return 0;
  const zeros = (value & -value).toString(2).length - 1;
  return Math.max(0, bits - zeros);
}

/**
 * `number * 2 ** exponent` as a coordinate.
 *
 * @param {number} number
 * @param {number} exponent need not be whole
 * @param {number} bits
 * @returns {bigint}
 */
export function fromNumber(number, exponent, bits) {
  const whole = Math.floor(exponent);
  const mantissa = BigInt(Math.round(number * 2 ** (exponent - whole) * 2 ** 32));
  return shift(mantissa, whole + bits - 32);
}

/**
 * `value * 2 ** exponent` as a number, whatever the size of either.
 *
 * @param {bigint} value
 * @param {number} exponent need not be whole
 * @returns {number}
 */
export function toNumber(value, exponent) {
  const excess = Math.max(0, bitLength(value) - 64);
  return Number(value >> BigInt(excess)) * 2 ** (exponent + excess);
}

/**
 * A coordinate times `factor * 2 ** exponent`, accurate to the factor's 53 bits however small the product.
 *
 * @param {bigint} value
 * @param {number} factor
 * @param {number} [exponent] need not be whole
 * @returns {bigint}
 */
export function scale(value, factor, exponent = 0) {
  if (factor === 0) return 0n;
  const whole = Math.floor(exponent);
  const number = factor * 2 ** (exponent - whole);
  const places = Math.floor(Math.log2(Math.abs(number))) - 52;
  return shift(value * BigInt(Math.round(number * 2 ** -places)), places + whole);
}

/**
 * `value * 2 ** places`, rounded down.
 *
 * @param {bigint} value
 * @param {number} places
 * @returns {bigint}
 */
export function shift(value, places) {
  return places < 0 ? value >> BigInt(-places) : value << BigInt(places);
}

/**
 * The number of bits of an integer, rounded up to 4.
 *
 * @param {bigint} value
 * @returns {number}
 */
export function bitLength(value) {
  return (value < 0n ? -value : value).toString(16).length * 4;
}

/**
 * The quotient rounded to the nearest integer, half away from zero.
 *
 * @param {bigint} numerator
 * @param {bigint} denominator positive
 * @returns {bigint}
 */
function divide(numerator, denominator) {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const quotient = (2n * magnitude + denominator) / (2n * denominator);
  return numerator < 0n ? -quotient : quotient;
}
