/**
 * The transfer function of sRGB (IEC 61966-2-1) in tables of integers, those of the kernel's `image/srgb.rs`: colors as
 * amounts of light, in which they mix as lamps do.
 */

/** The largest amount of light. */
export const FULL = 65_535;

/**
 * The light of a byte, from 0 to 1; fractions of a byte have some, too.
 *
 * @param {number} byte
 */
function toLinear(byte) {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** The amount of light of each byte. */
export const LIGHT = Uint16Array.from({ length: 256 }, (_, byte) => Math.round(FULL * toLinear(byte)));

/** The byte of each amount of light: the nearest one, as eyes see it. */
export const BYTE = bytes();

function bytes() {
  const table = new Uint8Array(FULL + 1);
  for (let byte = 1; byte < 256; byte++) table.fill(byte, Math.ceil(FULL * toLinear(byte - 0.5)));
  return table;
}
