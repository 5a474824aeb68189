import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import { annotate, parametersOf } from "../../../../js/src/fractal/places/png.js";

/** A chunk, its checksum by another library. */
function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
const HEAD = chunk("IHDR", Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
const REST = [chunk("IDAT", deflateSync(Buffer.from([0, 7]))), chunk("IEND", Buffer.alloc(0))];
const PICTURE = new Uint8Array(Buffer.concat([SIGNATURE, HEAD, ...REST]));
const join = (parts) => new Uint8Array(Buffer.concat(parts));

test("what is written behind the head is a chunk of the specification, and is read again", () => {
  const text = '{"center": ["0", "1"]}';
  const file = join(annotate(PICTURE, text));
  const wanted = chunk("tEXt", Buffer.from(`Parameters\0${text}`, "latin1"));
  assert.deepEqual(Buffer.from(file), Buffer.concat([SIGNATURE, HEAD, wanted, ...REST]));
  assert.equal(parametersOf(file), text);
});

test("parameters are found wherever they stand, among other texts", () => {
  const other = chunk("tEXt", Buffer.from("Software\0Parameters\0x"));
  const own = chunk("tEXt", Buffer.from("Parameters\0{}"));
  assert.equal(parametersOf(join([SIGNATURE, HEAD, other, REST[0], own, REST[1]])), "{}");
});

test("what holds none, or is damaged or forged, is refused in words", () => {
  const long = chunk("tEXt", Buffer.from(`Parameters\0${"x".repeat(70_000)}`));
  const damaged = join(annotate(PICTURE, "{}"));
  damaged[HEAD.length + 8 + 8 + 12] ^= 1;
  const huge = join([SIGNATURE, HEAD, Buffer.from([255, 255, 255, 255]), Buffer.from("tEXtParameters\0{}")]);
  const empty = join([SIGNATURE, ...Array.from({ length: 100_000 }, () => chunk("tEXt", Buffer.alloc(0)))]);
  for (const [file, words] of [
    [PICTURE, /no parameters/],
    [new Uint8Array(0), /no PNG/],
    [new Uint8Array(10_000), /no PNG/],
    [new TextEncoder().encode("<svg/>"), /no PNG/],
    [join([SIGNATURE]), /no parameters/],
    [join([SIGNATURE, HEAD, long, ...REST]), /damaged/],
    [damaged, /damaged/],
    [huge, /no parameters/],
    [empty, /no parameters/],
    [PICTURE.slice(0, 40), /no parameters/],
  ]) {
    assert.throws(() => parametersOf(file), words);
  }
});
