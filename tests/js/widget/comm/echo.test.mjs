import assert from "node:assert/strict";
import { test } from "node:test";
import { Echo } from "../../../../js/src/widget/comm/echo.js";
import { FakeClock } from "../../support/clock.mjs";
import { FakeModel } from "../../support/model.mjs";

const LAG = 1_000;

function make() {
  const clock = new FakeClock();
  const model = new FakeModel({ at: ["0", "0"], width: 2 });
  return { clock, model, echo: new Echo(model, ["at", "width"], clock, LAG) };
}

test("own writes and their late echoes are not read, in any order", () => {
  const { clock, model, echo } = make();
  const heard = [];
  model.listener = () => heard.push(echo.read());
  echo.save({ at: ["1", "0"], width: 1 });
  clock.advance(100);
  echo.save({ at: ["2", "0"], width: 0 });
  assert.deepEqual(heard, [null, null, null, null]);
  clock.advance(100);
  model.set("at", ["1", "0"]);
  model.set("width", 1);
  assert.equal(heard.at(-1), null);
});

test("what others write is read, also values of long ago", () => {
  const { clock, model, echo } = make();
  model.set("width", 7);
  assert.deepEqual(echo.read(), { at: ["0", "0"], width: 7 });
  echo.save({ at: ["1", "0"], width: 1 });
  clock.advance(LAG + 1);
  assert.deepEqual(echo.read(), { at: ["1", "0"], width: 1 });
});

test("another view of the same model reads at once", () => {
  const { clock, model, echo } = make();
  const other = new Echo(model, ["at", "width"], clock, LAG);
  echo.save({ at: ["1", "0"], width: 1 });
  assert.deepEqual(other.read(), { at: ["1", "0"], width: 1 });
});

test("what the model already has is not written again", () => {
  const { clock, model, echo } = make();
  echo.save({ width: 2, at: ["0", "0"] });
  assert.equal(echo.age, Infinity);
  assert.equal(model.saves, 0);
  echo.save({ width: 3, at: ["0", "0"] });
  clock.advance(40);
  assert.equal(echo.age, 40);
  assert.equal(model.saves, 1);
});
