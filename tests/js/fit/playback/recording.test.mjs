import assert from "node:assert/strict";
import { test } from "node:test";
import { Recording } from "../../../../js/src/fit/playback/recording.js";
import { fit, message, step } from "../recordings.mjs";

function filled(steps = fit(5)) {
  const recording = new Recording();
  recording.take(message(0, steps));
  return { recording, steps, track: recording.track("gaussian_mixture") };
}

test("however a run is cut into messages, it is the same run", () => {
  const steps = fit(6);
  for (let size = 1; size <= steps.length; size++) {
    const recording = new Recording();
    for (let first = 0; first < steps.length; first += size) {
      assert.equal(recording.take(message(first, steps.slice(first, first + size))), "taken");
    }
    assert.deepEqual(recording.track("gaussian_mixture").steps, steps);
  }
});

test("steps that are sent again change nothing", () => {
  const { recording, steps, track } = filled();
  const before = [...track.steps];
  assert.equal(recording.take(message(0, structuredClone(steps))), "taken");
  assert.ok(track.steps.every((each, index) => each === before[index]));
  assert.equal(track.steps.length, steps.length);
});

test("the newest run wins, whatever comes later of older ones", () => {
  const { recording } = filled();
  const moved = [
    step({
      parameters: {
        means: [
          [7, 7],
          [1, 1],
        ],
      },
    }),
  ];
  assert.equal(recording.take(message(0, moved, { run: 2 })), "taken");
  assert.equal(recording.take(message(11, fit(7).slice(11), { run: 1 })), "stale");
  assert.deepEqual(recording.track("gaussian_mixture").steps, moved);
  assert.equal(recording.run, 2);
});

test("steps after a gap are not taken, also those of a run whose beginning is lacking", () => {
  const { recording, steps } = filled();
  const more = fit(9);
  assert.equal(recording.take(message(steps.length + 1, more.slice(steps.length + 1))), "gap");
  assert.equal(recording.track("gaussian_mixture").steps.length, steps.length);
  assert.equal(recording.take(message(3, more.slice(3), { run: 2 })), "gap");
  assert.equal(recording.run, 1);
  assert.equal(recording.take(message(steps.length, more.slice(steps.length))), "taken");
  assert.deepEqual(recording.track("gaussian_mixture").steps, more);
});

test("k-means is recorded beside EM", () => {
  const { recording, steps } = filled();
  const hard = fit(2);
  recording.take(message(0, hard, { model: { kind: "kmeans" } }));
  assert.deepEqual(recording.track("gaussian_mixture").steps, steps);
  assert.deepEqual(recording.track("kmeans").steps, hard);
  // The shorter one stays at its end.
  assert.equal(recording.track("kmeans").at(steps.length - 1).step, hard.at(-1));
});

test("in an E half-step the colors change, in an M half-step the ellipses", () => {
  const { track, steps } = filled();
  assert.equal(track.at(0).shading, null);
  for (let index = 1; index < steps.length; index++) {
    const { step: shown, shading } = track.at(index);
    assert.equal(shown, steps[index]);
    assert.equal(shading, shown.phase === "expect" ? shown : steps[index - 1]);
  }
});

test("a whole step is colored by the step before it", () => {
  const steps = [step(), step({ phase: "step", iteration: 1 }), step({ phase: "step", iteration: 2 })];
  const { track } = filled(steps);
  assert.equal(track.at(1).shading, steps[0]);
  assert.equal(track.at(2).shading, steps[1]);
});

test("each start has a trail of its own, of the steps that move means", () => {
  const second = fit(2).map((each) => ({ ...each, init: 1 }));
  const steps = [...fit(3), ...second];
  const { track } = filled(steps);
  const start = steps.length - second.length;
  assert.equal(track.at(start).shading, null);
  assert.equal(track.at(start).previous, null);
  assert.deepEqual(track.at(start).trail, []);
  const { trail } = track.at(steps.length - 1);
  assert.ok(trail.every(({ init, phase }) => init === 1 && phase !== "expect"));
  assert.deepEqual(trail, [second[0], second[2]]);
});

test("an index beyond the end means the last step, and an empty track shows nothing", () => {
  const { track, steps } = filled();
  assert.equal(track.at(1e9).index, steps.length - 1);
  assert.equal(track.at(-3).index, 0);
  const recording = new Recording();
  recording.take(message(0, []));
  assert.equal(recording.track("gaussian_mixture").at(0), null);
  assert.deepEqual(recording.track("gaussian_mixture").steps, []);
});

test("runs before stay, the newest four, without those that had no iteration and that which is shown again", () => {
  const recording = new Recording();
  const lengths = () => recording.earlier("gaussian_mixture").map(({ length }) => length);
  recording.take(message(0, fit(5), { run: 1 }));
  assert.deepEqual(lengths(), []);
  for (let run = 2; run < 20; run++) recording.take(message(0, [step()], { run }));
  assert.deepEqual(lengths(), [11], "a drag begins many runs");
  for (let run = 20; run < 26; run++) recording.take(message(0, fit(run), { run }));
  assert.deepEqual(lengths(), [43, 45, 47, 49]);
  recording.take(message(0, fit(23), { run: 26 }));
  assert.deepEqual(lengths(), [45, 49, 51], "undo shows a run again");
  assert.deepEqual(recording.earlier("kmeans"), []);
  recording.forget();
  assert.deepEqual(lengths(), []);
});
