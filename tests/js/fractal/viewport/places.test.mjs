import assert from "node:assert/strict";
import { test } from "node:test";
import { Motion } from "../../../../js/src/fractal/viewport/motion.js";
import { Places } from "../../../../js/src/fractal/viewport/places.js";
import { center, viewport } from "../../../../js/src/fractal/viewport/viewport.js";

const HOME = { center: ["0", "0"], log2Width: 2 };

/** A view at home, whose moves end at once. */
function make(home = () => HOME) {
  const motion = new Motion(viewport(["0", "0"], 2, 800, 600), [-2, 44]);
  const places = new Places(motion, home);
  places.settle();
  let now = 1_000;
  const move = (pause, act) => {
    now += pause;
    act();
    places.leave(now, pause === 0);
    if (pause > 0) places.settle();
  };
  const go = (place) => {
    places.visit(place, false);
    places.settle();
    return place;
  };
  const where = () => [...center(motion.goal), motion.goal.log2Width];
  return { motion, places, move, go, where };
}

test("moves are taken back in the reverse of their order, exactly, and made again", () => {
  const { motion, places, move, go, where } = make();
  const been = [where()];
  for (let i = 0; i < 3; i++) {
    move(1_000, () => motion.zoom(0.7, 100 + i, 500, false));
    been.push(where());
  }
  for (const before of been.slice(0, 3).reverse()) {
    go(places.undo());
    assert.deepEqual(where(), before);
  }
  assert.equal(places.undo(), undefined);
  for (const after of been.slice(1)) {
    go(places.redo());
    assert.deepEqual(where(), after);
  }
  assert.ok(!places.canRedo && places.canUndo);
});

test("a gesture is one move, however many events it has", () => {
  const { motion, places, move, go, where } = make();
  const before = where();
  move(1_000, () => motion.drag(10, 10));
  for (let i = 0; i < 50; i++) move(i % 2 ? 0 : 16, () => motion.drag(3, 1));
  go(places.undo());
  assert.deepEqual(where(), before);
  assert.ok(!places.canUndo);
});

test("home is where the canvas wants it, and to go back there is to go home", () => {
  const { motion, places, move } = make(({ width, height }) => ({
    ...HOME,
    log2Width: Math.max(2, 2 + Math.log2(width / height)),
  }));
  motion.visit(HOME.center, 2 + Math.log2(4 / 3), false);
  places.settle();
  assert.ok(places.isHome);
  move(1_000, () => motion.drag(0.4, 0.4));
  assert.ok(places.isHome, "the grid of the tiles is less than a pixel away");
  move(1_000, () => motion.drag(80, 0));
  assert.ok(!places.isHome);
  motion.resize(800, 400);
  places.visit(places.undo(), false);
  assert.equal(motion.goal.log2Width, 3);
  assert.ok(places.isHome);
});

test("a home that cannot be read is nowhere", () => {
  assert.ok(!make(() => ({ center: ["x", "0"], log2Width: 2 })).places.isHome);
});

test("what a visit changes besides the place is taken back with it, and nothing else is", () => {
  const motion = new Motion(viewport(["0", "0"], 2, 800, 600), [-2, 44]);
  const model = { colormap: "inferno", max_iter: "auto", light: 0 };
  const look = (like) => Object.fromEntries(Object.keys(like).map((name) => [name, model[name]]));
  const places = new Places(motion, () => HOME, undefined, look);
  const back = (way) => {
    const place = places[way]();
    Object.assign(model, place.look);
    places.visit(place, false);
    places.settle();
    return motion.goal.log2Width;
  };
  places.settle();
  places.keep({ colormap: "magma", max_iter: 500 });
  Object.assign(model, { colormap: "magma", max_iter: 500 });
  motion.jump(viewport(["0.5", "0"], -3, 800, 600));
  places.settle();
  model.light = 1;
  motion.zoom(1, 400, 300, false);
  places.leave(1_000, false);
  places.settle();
  model.colormap = "viridis";
  assert.equal(back("undo"), -3);
  assert.deepEqual(model, { colormap: "viridis", max_iter: 500, light: 1 }, "a zoom had changed no colors");
  assert.equal(back("undo"), 2);
  assert.ok(places.isHome);
  assert.deepEqual(model, { colormap: "inferno", max_iter: "auto", light: 1 });
  assert.equal(back("redo"), -3);
  assert.deepEqual(model, { colormap: "viridis", max_iter: 500, light: 1 });
});

test("a formula that was taken together with a place is taken back with it", () => {
  const motion = new Motion(viewport(["0", "0"], 2, 800, 600), [-2, 44]);
  let formula = { kind: "mandelbrot", parameters: {} };
  let home = HOME;
  const places = new Places(
    motion,
    () => home,
    () => formula,
  );
  places.settle();
  const mandelbrot = formula;
  motion.zoom(1, 400, 300, false);
  places.leave(1_000, false);
  places.settle();
  formula = { kind: "julia", parameters: { c: ["0", "1"] } };
  home = { center: ["0.5", "0"], log2Width: 1 };
  motion.jump(viewport(["0.5", "0"], -3, 800, 600));
  places.leave(2_000, false);
  places.settle();
  assert.deepEqual(places.visited, [2, 1]);
  for (const log2Width of [1, 2]) {
    // The kernel is slow: the home of the Julia set is still the model's.
    const back = places.undo();
    assert.deepEqual([back.center, back.log2Width, back.formula], [["0", "0"], log2Width, mandelbrot]);
    formula = back.formula;
    places.visit(back, false);
  }
  home = HOME;
  assert.ok(places.isHome);
  places.visit(places.redo(), false);
  assert.equal(places.redo().formula.kind, "julia");
  assert.equal(places.undo().log2Width, 1);
});
