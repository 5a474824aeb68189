import assert from "node:assert/strict";
import { test } from "node:test";
import { labels, rangeOf } from "../../../../js/src/fractal/ui/ruler.js";

test("the ruler's range grows by doubling, so that it stays still while one dives", () => {
  assert.equal(rangeOf(0), 44);
  assert.equal(rangeOf(44), 44);
  assert.equal(rangeOf(44.1), 88);
  assert.ok(rangeOf(5_003) >= 5_003 && rangeOf(5_003) < 10_006);
});

test("labels are a few round powers of ten within it", () => {
  for (const home of [2.07, -30, 6]) {
    for (const levels of [44, 88, 176, 352, 1_408, 5_632]) {
      const found = labels(home, levels);
      assert.ok(found.length >= 1 && found.length <= 7, `${levels}: ${found}`);
      for (const exponent of found) {
        assert.ok(Number.isInteger(exponent) && exponent < 0);
        assert.ok(home - exponent * Math.log2(10) <= levels);
      }
      const steps = found.slice(1).map((each, index) => found[index] - each);
      assert.ok(new Set(steps).size <= 1);
    }
  }
});
