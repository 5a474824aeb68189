import assert from "node:assert/strict";
import { test } from "node:test";
import { Requests } from "../../../js/src/fractal/tiles/requests.js";
import { atRest, colormapOf, homeOf, isHome, settingsKey, ViewTraits } from "../../../js/src/fractal/traits.js";
import { pan, viewport, zoom } from "../../../js/src/fractal/viewport/viewport.js";
import { FakeClock } from "../support/clock.mjs";
import { FakeModel } from "../support/model.mjs";

function make() {
  const clock = new FakeClock();
  const model = new FakeModel({ center: ["0", "0"], log2_width: 2 });
  const traits = new ViewTraits(model, clock);
  return { clock, model, traits };
}

const VIEW = viewport(["0", "0"], 2, 800, 600);

test("a view does not follow what it has written itself, nor its late echo", () => {
  const { clock, model, traits } = make();
  const heard = [];
  model.listener = () => heard.push(traits.read());
  const first = zoom(VIEW, 1, 10, 10);
  traits.save(first);
  const echo = { center: model.get("center"), log2_width: model.get("log2_width") };
  clock.advance(100);
  traits.save(zoom(VIEW, 0, 10, 10));
  clock.advance(100);
  model.set("center", echo.center);
  model.set("log2_width", echo.log2_width);
  assert.deepEqual(heard.slice(0, 4), [null, null, null, null]);
  assert.equal(heard.at(-1), null);
});

test("another view of the same model follows", () => {
  const { clock, model, traits } = make();
  const other = new ViewTraits(model, clock);
  traits.save(zoom(VIEW, 1, 400, 300));
  assert.deepEqual(other.read(), { center: ["0", "0"], log2Width: 1 });
});

test("Python can go back to a place the view has been at", () => {
  const { clock, model, traits } = make();
  traits.save(pan(VIEW, 100, 0));
  const visited = model.get("center");
  clock.advance(5_000);
  model.set("center", ["1", "1"]);
  model.set("center", visited);
  assert.deepEqual(traits.read(), { center: visited, log2Width: 2 });
});

test("what the model already knows is not written", () => {
  const { model, traits } = make();
  traits.save(VIEW);
  assert.equal(model.saves, 0);
  traits.save(pan(VIEW, 1, 0));
  assert.equal(model.saves, 1);
});

test("at first a move is not written: the kernel has the tiles to compute", () => {
  const { clock, traits } = make();
  assert.equal(traits.early, false);
  traits.begin();
  assert.equal(traits.early, true);
  clock.advance(99);
  assert.equal(traits.early, true);
  clock.advance(1);
  assert.equal(traits.early, false);
});

test("10 000 wheel events in a second leave at most 70 messages, traits included", () => {
  const { clock, model, traits } = make();
  let sent = 0;
  const requests = new Requests({ vid: "v", send: () => (sent += 1), clock, onSilence: () => {} });
  let view = VIEW;
  const settings = { formula: { kind: "julia", parameters: { c: ["0", "0"] } }, max_iter: 50, engine: "rust" };
  for (let event = 0; event < 10_000; event++) {
    view = zoom(view, view.log2Width - 0.001, 10, 20);
    requests.want({ settings, fields: ["count"], tiles: [{ z: 3, x: BigInt(event), y: 0n }] });
    if (!traits.early) traits.save(view);
    clock.advance(0.1);
  }
  traits.save(view);
  clock.advance(100);
  assert.ok(sent >= 20 && model.saves >= 9, `${sent} requests, ${model.saves} writes`);
  assert.ok(sent + model.saves <= 70, `${sent} requests, ${model.saves} writes`);
});

test("a view rests on the grid of its tiles where their pixels are the canvas's", () => {
  const exact = pan(viewport(["0", "0"], Math.log2(800) - 8, 800, 600), 0.4, -0.3);
  assert.deepEqual([atRest(exact, 2).x, atRest(exact, 2).y], [0n, 0n]);
  const between = pan(viewport(["0", "0"], 1.7, 800, 600), 0.4, -0.3);
  assert.equal(atRest(between, 2), between);
});

test("settings are the same when nothing that a tile depends on differs", () => {
  const settings = { formula: { kind: "julia", parameters: { c: ["0", "1"] } }, max_iter: 50, engine: "rust" };
  const differs = (changes) => settingsKey({ ...settings, ...changes }) !== settingsKey(settings);
  assert.ok(!differs({ formula: { kind: "julia", parameters: { c: ["0", "1"] } } }));
  assert.ok(differs({ formula: { kind: "julia", parameters: { c: ["0", "1.0"] } } }));
  assert.ok(differs({ formula: { kind: "mandelbrot", parameters: {} } }));
  assert.ok(differs({ max_iter: "auto" }));
  assert.ok(differs({ engine: "numpy" }));
  assert.ok(!differs({ colormap: "twilight" }), "colors are laid over the tiles");
});

test("a colormap of the menu is there at once, another one when the kernel has sent it", () => {
  const [grey, magma, custom] = ["grey", "magma", "custom"].map((colormap) => ({ colormap }));
  const model = new FakeModel({ colormap: "magma", colormaps: [grey, magma], coloring: grey });
  assert.equal(colormapOf(model), magma);
  model.set("colormap", "custom");
  assert.equal(colormapOf(model), null);
  model.set("coloring", custom);
  assert.equal(colormapOf(model), custom);
});

test("home shows the whole height of the first view on a flat canvas, and no less of its width on a tall one", () => {
  const home = { center: ["0", "0"], log2_width: 2, log2_height: 1 };
  const model = new FakeModel({ center: ["0", "0"], log2_width: 2, home });
  assert.deepEqual(homeOf(model, { width: 800, height: 400 }), { center: ["0", "0"], log2Width: 2 });
  assert.equal(homeOf(model, { width: 800, height: 200 }).log2Width, 3);
  assert.equal(homeOf(model, { width: 200, height: 800 }).log2Width, 2);
  model.set("home", { ...home, log2_height: null });
  assert.equal(homeOf(model, { width: 800, height: 200 }).log2Width, 2);
  assert.ok(isHome(model));
  model.set("center", ["0", "1"]);
  assert.ok(!isHome(model));
});
