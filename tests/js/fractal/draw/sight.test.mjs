import assert from "node:assert/strict";
import { test } from "node:test";
import { Sight } from "../../../../js/src/fractal/draw/sight.js";

const tile = { z: 3, x: 1n, y: 2n };
const dress = (color_by, fields = ["smooth", "fraction"]) => ({ look: { color_by }, pace: 1, fields });
const store = (smooth, { iterations = [9, 9], fraction = [] } = {}) => ({
  iterations: () => iterations,
  sample: (_tiles, field) => (field === "smooth" ? smooth : fraction),
});
const many = Array.from({ length: 100 }, (_, i) => 4_000 + 100 * i);

test("colors of a view with many counts follow nothing", () => {
  const sight = new Sight();
  assert.equal(sight.look(store(many), [tile], dress("smooth"), true), false);
  assert.deepEqual(sight.seen(dress("smooth")), {});
});

test("those of one with few follow its spread, then want fractions, then have them", () => {
  const sight = new Sight();
  const flat = store(Array(100).fill(5_000), { fraction: Array.from({ length: 100 }, (_, i) => 100_000 * i + 1) });
  assert.equal(sight.look(flat, [tile], dress("smooth"), true), true);
  assert.equal(sight.seen(dress("smooth")).spread.isFine, false);
  assert.equal(sight.wantsFractions, true);
  assert.equal(sight.look(flat, [tile], dress("smooth"), true), true);
  assert.equal(sight.seen(dress("smooth")).spread.isFine, true);
  assert.equal(sight.look(flat, [tile], dress("smooth"), true), false, "the same tiles say nothing new");
  assert.deepEqual(sight.seen(dress("distance")), {});
  sight.clear();
  assert.deepEqual([sight.seen(dress("smooth")), sight.wantsFractions], [{}, false]);
});

test("a family without fractions is asked for none", () => {
  const sight = new Sight();
  sight.look(store([7, 7]), [tile], dress("smooth", ["smooth"]), true);
  assert.equal(sight.wantsFractions, false);
});

test("while the view moves little is followed only if it is much", () => {
  const sight = new Sight();
  const spread = (range) => store(Array.from({ length: 100 }, (_, i) => 5_000 + (i * range) / 100));
  assert.equal(sight.look(spread(900), [tile], dress("smooth"), true), true);
  const { range } = sight.seen(dress("smooth")).spread;
  assert.equal(sight.look(spread(850), [{ ...tile, x: 2n }], dress("smooth"), false), false);
  assert.equal(sight.seen(dress("smooth")).spread.range, range);
  assert.equal(sight.look(spread(300), [{ ...tile, x: 3n }], dress("smooth"), false), true);
});

test("counts of tiles with other iterations are colored by the most of them: no seam shows", () => {
  const sight = new Sight();
  assert.equal(sight.look(store([], { iterations: [512, 1024] }), [tile], dress("count"), true), true);
  assert.deepEqual(sight.seen(dress("count")), { high: 1025 });
  assert.equal(sight.look(store([], { iterations: [512, 1024] }), [tile], dress("count"), true), false);
  assert.equal(sight.look(store([], { iterations: [512, 512] }), [tile], dress("count"), true), true);
  assert.deepEqual(sight.seen(dress("count")), {});
});
