import assert from "node:assert/strict";
import { test } from "node:test";
import { pictureOf } from "../../../js/src/lab/picture.js";

const VIEW = "application/vnd.jupyter.widget-view+json";
const STATE = "application/vnd.jupyter.widget-state+json";
const MARK = { width: 960, height: 480, fluid: true, planes: 1 };

function output(mark, data = {}) {
  return { data: { "image/png": "shown", [VIEW]: { model_id: "one" }, ...data }, metadata: { iterscope: mark } };
}

function saved(states) {
  const entries = Object.entries(states).map(([id, state]) => [id, { state }]);
  return { [STATE]: { state: Object.fromEntries(entries) } };
}

test("an output shows its own picture where no state is saved", () => {
  const picture = { pngs: ["shown"], planes: 1, share: 1, width: 960, height: 480, fluid: true };
  for (const widgets of [
    undefined,
    null,
    7,
    {},
    { [STATE]: null },
    { [STATE]: {} },
    saved({ other: { poster: { png: "x" } } }),
  ])
    assert.deepEqual(pictureOf(output(MARK), widgets), picture);
});

test("outputs of others show none", () => {
  assert.equal(
    pictureOf({ data: { "image/png": "theirs", [VIEW]: { model_id: "one" } }, metadata: {} }, undefined),
    null,
  );
  assert.equal(pictureOf(output(MARK, { "image/png": undefined }), undefined), null);
  assert.equal(pictureOf(output(MARK, { "image/png": { forged: true } }), undefined), null);
});

test("the saved state has the newest picture and size", () => {
  const widgets = saved({ one: { width: 500, height: 300, fluid: false, poster: { png: "newest" } } });
  const picture = pictureOf(output(MARK), widgets);
  assert.deepEqual(picture, { pngs: ["newest"], planes: 1, share: 1, width: 500, height: 300, fluid: false });
  assert.deepEqual(pictureOf(output(MARK), saved({ one: { poster: null } })).pngs, ["shown"]);
});

test("an explorer has one picture of both planes, or saved ones of each", () => {
  const mark = { ...MARK, planes: 2 };
  const both = pictureOf(output(mark), undefined);
  assert.equal(both.planes, 2);
  assert.equal(both.share * 960, (960 - 8) / 2);
  const planes = { parameter_plane: "anywidget:p", dynamical_plane: "anywidget:d" };
  const posters = { p: { poster: { png: "P" } }, d: { poster: { png: "D" } } };
  assert.deepEqual(pictureOf(output(mark), saved({ one: planes, ...posters })).pngs, ["P", "D"]);
  const swapped = pictureOf(output(mark), saved({ one: { ...planes, swapped: true }, ...posters }));
  assert.deepEqual([swapped.pngs, swapped.planes, swapped.share], [["D", "P"], 1, 1]);
  assert.deepEqual(pictureOf(output(mark), saved({ one: planes, p: posters.p })).pngs, ["shown"]);
});

test("figures with axes have no planes, and forged sizes are limited", () => {
  assert.equal(pictureOf(output({ ...MARK, planes: 0 }), undefined).planes, 0);
  const { width, height, planes, share } = pictureOf(output({ width: "url(x)", height: 1e9, planes: 1e9 }), undefined);
  assert.deepEqual([width, height, planes, share], [64, 8192, 2, (1 - 8 / 64) / 2]);
});
