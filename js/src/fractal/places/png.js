/**
 * Text in PNG files (chunk tEXt): a picture's own parameters. Pure.
 */

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
/** Bytes of the signature and the first chunk, after which text may stand. */
const HEAD = 33;
/** The keyword of a view's parameters, the most characters that they may have, and the most chunks that are looked at. */
const KEYWORD = "tEXtParameters\0";
const LONGEST = 65_536;
const MOST_CHUNKS = 65_536;

/**
 * Put a text behind the head of a PNG file.
 *
 * @param {Uint8Array<ArrayBuffer>} picture
 * @param {string} text ASCII
 * @returns {Uint8Array<ArrayBuffer>[]} the parts of the file
 */
export function annotate(picture, text) {
  const body = new TextEncoder().encode(KEYWORD + text);
  return [picture.slice(0, HEAD), word(body.length - 4), body, word(checksum(body)), picture.slice(HEAD)];
}

/**
 * Read the text that `annotate` has written.
 *
 * @param {Uint8Array} file
 * @returns {string}
 * @throws {RangeError} if it is no PNG file, or holds no such text, or a damaged one
 */
export function parametersOf(file) {
  if (SIGNATURE.some((byte, index) => file[index] !== byte)) throw new RangeError("This is no PNG file.");
  const data = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 8, left = MOST_CHUNKS; at + 12 <= file.length && left > 0; left--) {
    const end = at + 12 + data.getUint32(at);
    const body = file.subarray(at + 4, end - 4);
    if (end <= file.length && textOf(body.subarray(0, KEYWORD.length)) === KEYWORD) {
      const isWhole = body.length <= LONGEST + KEYWORD.length && checksum(body) === data.getUint32(end - 4);
      if (!isWhole) throw new RangeError("The picture's parameters are damaged.");
      return textOf(body.subarray(KEYWORD.length));
    }
    at = end;
  }
  throw new RangeError("The picture holds no parameters: something else has saved or changed it.");
}

/** @param {Uint8Array} bytes Latin-1 */
function textOf(bytes) {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

/** @param {number} value */
function word(value) {
  return new Uint8Array([value >>> 24, value >>> 16, value >>> 8, value]);
}

/**
 * The CRC-32 of the PNG specification.
 *
 * @param {Uint8Array} bytes
 */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
