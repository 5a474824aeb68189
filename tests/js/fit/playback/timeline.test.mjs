import assert from "node:assert/strict";
import { test } from "node:test";
import { extent, indexAt, Line, tickSpacing } from "../../../../js/src/fit/playback/timeline.js";
import { random } from "../../support/random.mjs";

test("a complete recording fills the line", () => {
  for (const recorded of [2, 3, 19, 21, 1001]) assert.equal(extent(recorded, true), recorded - 1);
});

test("while a fit goes on the line is long enough, and its last step never runs back", () => {
  let before = 0;
  for (let recorded = 2; recorded <= 10_000; recorded++) {
    const end = extent(recorded, false);
    assert.ok(end >= recorded - 1 && end > 0);
    const place = (recorded - 1) / end;
    assert.ok(place >= before - 1e-12, `step ${recorded}`);
    before = place;
  }
  assert.ok(before < (10_000 - 1) / extent(10_000, true), "nor at the end");
  assert.ok(extent(0, false) > 0);
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

test("while a fit is played the step that is shown never runs back, however far ahead steps arrive", () => {
  const line = new Line();
  const steps = [];
  const { number } = random(3);
  let [index, before] = [0, 0];
  while (index < 2_000) {
    steps.length = index + 1 + Math.floor(40 * number());
    line.follow(steps, index, { complete: false, playing: true });
    const place = index / line.end;
    assert.ok(place >= before - 1e-12 && place <= 0.8 + 1e-12, `step ${index}`);
    before = place;
    index += Math.floor(5 * number());
  }
  line.follow(steps, index, { complete: false, playing: false });
  assert.equal(line.end, extent(steps.length, false), "at rest all that is recorded has room");
  line.follow(steps, index, { complete: true, playing: true });
  assert.equal(line.end, steps.length - 1);
  line.follow([1], 0, { complete: false, playing: true });
  assert.equal(line.end, extent(1, false), "another run has a line of its own");
});
