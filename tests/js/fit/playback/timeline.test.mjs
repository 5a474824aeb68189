import assert from "node:assert/strict";
import { test } from "node:test";
import { extent, indexAt, tickSpacing } from "../../../../js/src/fit/playback/timeline.js";
import { random } from "../../support/random.mjs";

test("a complete recording fills the line", () => {
  for (const recorded of [2, 3, 19, 21, 1001]) assert.equal(extent(recorded, true), recorded - 1);
});

test("while a fit goes on the line is long enough and rarely changes", () => {
  const ends = new Set();
  for (let recorded = 0; recorded <= 10_000; recorded++) {
    const end = extent(recorded, false);
    assert.ok(end >= recorded - 1 && end > 0);
    ends.add(end);
  }
  assert.ok(ends.size < 12, `${ends.size} lengths`);
});

test("every recorded step can be reached, and no other", () => {
  const { number } = random(1);
  for (const [recorded, complete] of [
    [1, true],
    [2, true],
    [12, false],
    [501, true],
    [501, false],
  ]) {
    const end = extent(recorded, complete);
    for (let index = 0; index < recorded; index++) assert.equal(indexAt(index / end, end, recorded), index);
    for (let i = 0; i < 100; i++) {
      const index = indexAt(3 * number() - 1, end, recorded);
      assert.ok(Number.isInteger(index) && index >= 0 && index < recorded);
    }
  }
});

test("nothing recorded means the first step", () => {
  assert.equal(indexAt(0.5, extent(0, false), 0), 0);
});

test("ticks are half-steps, or round numbers of iterations that leave room", () => {
  for (const width of [60, 300, 900]) {
    for (const end of [1, 20, 37, 100, 999, 12_345, 1_000_000]) {
      const spacing = tickSpacing(end, width);
      assert.ok((spacing / end) * width >= 4 - 1e-9 || spacing === 1, `${spacing} of ${end} in ${width}`);
      if (spacing > 1) assert.match(String(spacing / 2), /^[125]0*$/);
    }
  }
  assert.equal(tickSpacing(20, 900), 1);
});
