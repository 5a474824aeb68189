import assert from "node:assert/strict";
import { test } from "node:test";
import { Frames } from "../../../../js/src/fractal/explorer/frames.js";
import { FakeClock } from "../../support/clock.mjs";

const FORMULA = (c) => ({ kind: "julia", parameters: { c: [c, "0"] } });
const WANTED = { max_iter: "auto", center: ["0", "0"], log2_width: 2, width: 512, height: 512 };

function start() {
  const clock = new FakeClock();
  const sent = [];
  const shown = [];
  const failed = [];
  const frames = new Frames({
    vid: "v",
    send: (request) => sent.push(request),
    clock,
    show: (frame) => shown.push(frame.seq),
    fail: (message) => failed.push(message),
  });
  const want = (c, more = {}) => frames.want({ ...WANTED, formula: FORMULA(c), ...more });
  const answer = ({ seq, width, height, formula, vid }, ms = 5) =>
    frames.receive({ kind: "frame", vid, seq, ms, poster: { width, height, formula } });
  return { clock, sent, shown, failed, frames, want, answer };
}

test("the first frame is asked for at once, in the canvas's pixels", () => {
  const { sent, want } = start();
  want("1");
  assert.deepEqual(sent, [
    { kind: "frame", vid: "v", seq: 1, formula: FORMULA("1"), ...WANTED, width: 512, height: 512 },
  ]);
});

test("two travel at once, and the newest one is asked for next", () => {
  const { clock, sent, want, answer } = start();
  for (const c of ["1", "2", "3", "4", "5"]) {
    want(c);
    clock.advance(15);
  }
  assert.deepEqual(
    sent.map(({ formula }) => formula.parameters.c[0]),
    ["1", "2"],
  );
  answer(sent[0]);
  assert.equal(sent.at(-1).formula.parameters.c[0], "5");
  assert.equal(sent.length, 3);
});

test("no frame is shown after a newer one", () => {
  const { clock, sent, shown, want, answer } = start();
  want("1");
  clock.advance(30);
  want("2");
  answer(sent[1]);
  answer(sent[0]);
  assert.deepEqual(shown, [2]);
});

test("a frame of another view is none of its own", () => {
  const { sent, shown, want, answer } = start();
  want("1");
  answer({ ...sent[0], vid: "w" });
  assert.deepEqual(shown, []);
});

test("slow frames become coarser, and finer again", () => {
  const { clock, sent, want, answer } = start();
  const sizes = [200, 200, 5, 5, 5, 5].map((ms, index) => {
    want(String(index));
    clock.advance(30);
    answer(sent.at(-1), ms);
    return sent.at(-1).width;
  });
  assert.equal(sizes[0], 512);
  assert.ok(sizes[1] <= 256 && sizes[2] < sizes[1]);
  assert.ok(sizes[5] > sizes[2]);
});

test("frames keep within their limits, and cover the canvas", () => {
  for (const [width, height] of [
    [4000, 100],
    [100, 4000],
    [1920, 1080],
    [3, 3],
  ]) {
    const { sent, want } = start();
    want("1", { width, height });
    const frame = sent[0];
    assert.ok(frame.width <= 1024 && frame.height <= 1024 && frame.width * frame.height <= 1.01 * 2 ** 18);
    assert.ok(frame.height / frame.width >= height / width);
    assert.ok((frame.height - 1) / frame.width < height / width);
  }
});

test("what gets lost is given up, and the next one asked for coarser", () => {
  const { clock, sent, want } = start();
  want("1");
  clock.advance(30);
  want("2");
  want("3");
  clock.advance(2_000);
  assert.equal(sent.at(-1).formula.parameters.c[0], "3");
  assert.ok(sent.at(-1).width < 512);
});

test("what is underway when c rests is not shown, later ones are", () => {
  const { clock, sent, shown, frames, want, answer } = start();
  want("1");
  frames.stop();
  answer(sent[0]);
  assert.deepEqual(shown, []);
  assert.equal(frames.isBusy, false);
  clock.advance(100);
  want("2");
  answer(sent[1]);
  assert.deepEqual(shown, [2]);
});

test("an error ends what is wanted, and nothing is left waiting", () => {
  const { clock, sent, failed, frames, want } = start();
  want("1");
  frames.receive({ kind: "error", vid: "v", seq: 1, code: "refused", message: "no" });
  assert.deepEqual(failed, ["no"]);
  frames.close();
  assert.equal(clock.pending, 0);
  assert.equal(sent.at(-1).kind, "close");
});
