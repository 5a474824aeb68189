import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import { decodeField } from "../../../../js/src/fractal/tiles/field.js";
import { random } from "../../support/random.mjs";

const SIZE = 16;

function chunk(kind, body) {
  const data = Buffer.concat([Buffer.from(kind, "latin1"), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(typeof crc32 === "function" ? crc32(data) : 0);
  return Buffer.concat([length, data, check]);
}

/** The nearest of three neighbors, as the PNG specification has it. */
function paeth(a, b, c) {
  const p = a + b - c;
  const [pa, pb, pc] = [a, b, c].map((each) => Math.abs(p - each));
  if (pa <= pb && pa <= pc) return a;
  return pb <= pc ? b : c;
}

/** Encode rows of grey pixels, row i with the filter `filters[i % filters.length]`. */
function encode(bytes, width, { filters = [0], parts = 1, header = {} } = {}) {
  const height = bytes.length / width;
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) {
    const filter = filters[y % filters.length];
    rows[y * (width + 1)] = filter;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const [a, b, c] = [x && bytes[at - 1], y && bytes[at - width], x && y && bytes[at - width - 1]];
      const predicted = [0, a, b, (a + b) >> 1, paeth(a, b, c), 0][filter];
      rows[y * (width + 1) + 1 + x] = bytes[at] - predicted;
    }
  }
  const ihdr = Buffer.alloc(13);
  ihdr.writeUInt32BE(header.width ?? width, 0);
  ihdr.writeUInt32BE(header.height ?? height, 4);
  ihdr.set([header.depth ?? 8, header.color ?? 0, 0, 0, header.interlace ?? 0], 8);
  const data = deflateSync(rows);
  const step = Math.ceil(data.length / parts);
  const pieces = Array.from({ length: parts }, (_, i) => chunk("IDAT", data.subarray(i * step, (i + 1) * step)));
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  const file = [
    signature,
    chunk("IHDR", ihdr),
    chunk("tEXt", Buffer.from("a\0b")),
    ...pieces,
    chunk("IEND", Buffer.alloc(0)),
  ];
  return Buffer.concat(file).toString("base64");
}

/** The planes of some numbers, the lowest byte on top. */
function planesOf(numbers, planes) {
  return Buffer.concat(
    Array.from({ length: planes }, (_, plane) =>
      Buffer.from([...numbers].map((number) => (number >>> (8 * plane)) & 255)),
    ),
  );
}

for (const [planes, Form] of [
  [1, Uint8Array],
  [2, Uint16Array],
  [3, Uint32Array],
  [4, Uint32Array],
]) {
  test(`numbers of ${planes} bytes survive, whatever the filters and the number of pieces`, async () => {
    const { number } = random(planes);
    const numbers = Array.from({ length: SIZE * SIZE }, () => Math.floor(number() * 2 ** (8 * planes)));
    for (const options of [{}, { filters: [0, 1, 2, 3, 4] }, { filters: [4], parts: 5 }]) {
      const field = await decodeField(encode(planesOf(numbers, planes), SIZE, options), SIZE);
      assert.equal(field.constructor, Form);
      assert.deepEqual([...field], numbers);
    }
  });
}

test("what is no field is refused", async () => {
  const plane = Buffer.alloc(SIZE * SIZE, 7);
  const headers = [
    { depth: 16 },
    { color: 3 },
    { color: 6 },
    { interlace: 1 },
    { width: 15 },
    { height: 17 },
    { height: 80 },
  ];
  for (const header of headers) {
    await assert.rejects(decodeField(encode(plane, SIZE, { header }), SIZE), TypeError, JSON.stringify(header));
  }
  await assert.rejects(decodeField(encode(plane, SIZE, { filters: [5] }), SIZE), /filter 5/);
  await assert.rejects(decodeField(encode(plane, SIZE, { header: { height: 32 } }), SIZE), /too few rows/);
  await assert.rejects(
    decodeField(encode(planesOf(plane, 2), SIZE, { header: { height: 16 } }), SIZE),
    /too many rows/,
  );
  for (const text of ["", "AAAA", encode(plane, SIZE).slice(0, 60), "%"]) await assert.rejects(decodeField(text, SIZE));
});

test("whatever has happened to a file, it is a whole field or is refused", async () => {
  const { number } = random(7);
  const below = (limit) => Math.floor(number() * limit);
  let whole = 0;
  for (let trial = 0; trial < 1500; trial++) {
    const planes = 1 + below(4);
    const numbers = Array.from({ length: SIZE * SIZE }, () => below(2 ** (8 * planes)));
    const options = { filters: [below(5)], parts: 1 + below(3) };
    let file = Buffer.from(encode(planesOf(numbers, planes), SIZE, options), "base64");
    for (let change = below(4); change > 0; change--) {
      const at = below(file.length);
      const kind = below(4);
      if (kind === 0) file[at] = below(256);
      else if (kind === 1) file = file.subarray(0, at + 1);
      else if (kind === 2) file = Buffer.concat([file.subarray(0, at), Buffer.alloc(below(9), 255), file.subarray(at)]);
      else file.writeUInt32BE(below(2 ** 32), Math.min(at, Math.max(file.length - 4, 0)));
      if (file.length < 8) break;
    }
    const text = below(20) === 0 ? `${file.toString("base64")}*` : file.toString("base64");
    const field = await decodeField(text, SIZE).catch((error) => error);
    if (field instanceof Error) continue;
    assert.equal(field.length, SIZE * SIZE);
    whole += 1;
  }
  assert.ok(whole > 300, `${whole} whole`);
});
