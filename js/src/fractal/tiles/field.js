/**
 * Reads fields: what the kernel computed for each pixel of a tile, as the bytes of a grey PNG.
 *
 * The PNG is read here and not by the browser, whose pictures pass through color management. Plane p from the top holds byte p
 * (lowest first) of each pixel's number.
 */

/** @import { Field as Name } from "../messages.js" */

/** @typedef {Uint8Array | Uint16Array | Uint32Array} Field one number a pixel, row 0 on top */
/** @typedef {Record<string, Field>} Fields by their names */

const SIGNATURE = "\x89PNG\r\n\x1a\n";
/** Width, height, bit depth, color type, compression, filter method and interlacing, in the header's order. */
const HEADER = { width: 0, height: 4, depth: 8, color: 9, interlace: 12 };

/**
 * Decode a field.
 *
 * @param {string} png base64
 * @param {number} size pixels along one side of the tile
 * @returns {Promise<Field>} `size * size` numbers
 * @throws {TypeError} if it is no PNG of whole planes of that size, 8 bit grey
 */
export async function decodeField(png, size) {
  const { height, data } = parse(bytesOf(png), size);
  const planes = height / size;
  const bytes = unfilter(await inflate(data, height * (size + 1)), size, height);
  return planes === 1 ? bytes : merge(bytes, planes, size * size);
}

/**
 * Decode fields.
 *
 * @param {Partial<Record<Name, string>>} pngs base64
 * @param {number} size pixels along one side of the tile
 * @returns {Promise<Fields>}
 * @throws {TypeError} as `decodeField`
 */
export async function decodeFields(pngs, size) {
  const decoded = Object.entries(pngs).map(async ([name, png]) => [name, await decodeField(png, size)]);
  return Object.fromEntries(await Promise.all(decoded));
}

/** @param {string} base64 */
function bytesOf(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/**
 * Find the header and the compressed rows.
 *
 * @param {Uint8Array} file
 * @param {number} size
 */
function parse(file, size) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 8 || String.fromCharCode(...file.subarray(0, 8)) !== SIGNATURE) throw new TypeError("not a PNG");
  let height = 0;
  /** @type {Uint8Array[]} */
  const parts = [];
  for (let at = 8; at + 12 <= file.length; ) {
    const length = view.getUint32(at);
    const kind = String.fromCharCode(...file.subarray(at + 4, at + 8));
    const body = at + 8;
    if (kind === "IHDR") {
      const [width, depth, color, interlace] = [
        view.getUint32(body + HEADER.width),
        ...[HEADER.depth, HEADER.color, HEADER.interlace].map((offset) => view.getUint8(body + offset)),
      ];
      height = view.getUint32(body + HEADER.height);
      const isGrey = depth === 8 && color === 0 && interlace === 0;
      const isWhole = width === size && height % size === 0 && height / size >= 1 && height / size <= 4;
      if (!(isGrey && isWhole)) throw new TypeError("not a field: 8 bit grey, 1 to 4 planes of a tile");
    }
    if (kind === "IDAT") parts.push(file.subarray(body, body + length));
    at = body + length + 4;
  }
  if (height === 0 || parts.length === 0) throw new TypeError("not a whole PNG");
  return { height, data: parts };
}

/**
 * Decompress zlib data.
 *
 * @param {Uint8Array[]} parts
 * @param {number} length in bytes, of all that they hold
 * @returns {Promise<Uint8Array>}
 */
async function inflate(parts, length) {
  const compressed = new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
  const reader = compressed.pipeThrough(new DecompressionStream("deflate")).getReader();
  const rows = new Uint8Array(length);
  let at = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (at + value.length > length) throw new TypeError("a PNG with too many rows");
    rows.set(value, at);
    at += value.length;
  }
  if (at !== length) throw new TypeError("a PNG with too few rows");
  return rows;
}

/**
 * Undo the filters of rows of single bytes (PNG specification, section 9).
 *
 * @param {Uint8Array} rows each with its filter before it
 * @param {number} width
 * @param {number} height
 * @returns {Uint8Array}
 */
function unfilter(rows, width, height) {
  const out = new Uint8Array(width * height);
  let above = new Uint8Array(width);
  for (let row = 0; row < height; row++) {
    const from = row * (width + 1) + 1;
    const line = out.subarray(row * width, (row + 1) * width);
    line.set(rows.subarray(from, from + width));
    undo(rows[from - 1], line, above);
    above = line;
  }
  return out;
}

/**
 * Add to each byte of a row what its filter has taken away.
 *
 * @param {number} filter
 * @param {Uint8Array} line
 * @param {Uint8Array} above the row above, without its filter
 */
function undo(filter, line, above) {
  const { length } = line;
  if (filter === 1) for (let i = 1; i < length; i++) line[i] += line[i - 1];
  else if (filter === 2) for (let i = 0; i < length; i++) line[i] += above[i];
  else if (filter === 3)
    for (let i = 0, left = 0; i < length; i++) left = line[i] = (line[i] + ((left + above[i]) >> 1)) & 255;
  else if (filter === 4) undoPaeth(line, above);
  else if (filter !== 0) throw new TypeError(`a PNG with the unknown filter ${filter}`);
}

/**
 * Add the nearest of three neighbors to each byte of a row.
 *
 * @param {Uint8Array} line
 * @param {Uint8Array} above
 */
function undoPaeth(line, above) {
  for (let i = 0, left = 0, corner = 0; i < line.length; i++) {
    const up = above[i];
    const [toLeft, toUp, toCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
    const nearest = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    left = line[i] = (line[i] + nearest) & 255;
    corner = up;
  }
}

/**
 * Put the bytes of each number together.
 *
 * @param {Uint8Array} bytes plane after plane, the lowest byte first
 * @param {number} planes
 * @param {number} length pixels of a plane
 */
function merge(bytes, planes, length) {
  const numbers = planes === 2 ? new Uint16Array(length) : new Uint32Array(length);
  for (let plane = 0; plane < planes; plane++) {
    const start = plane * length;
    for (let i = 0; i < length; i++) numbers[i] |= bytes[start + i] << (8 * plane);
  }
  return numbers;
}
