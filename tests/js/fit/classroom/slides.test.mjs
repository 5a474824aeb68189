import assert from "node:assert/strict";
import { test } from "node:test";
import { Slides } from "../../../../js/src/fit/classroom/slides.js";

const SLIDES = [
  { index: 0, lesson: "Where is the third group?" },
  { index: 5, trails: false, density: "heat" },
  { index: 99 },
];

function make(hasKernel, slides = SLIDES) {
  const traits = { slides, slide: -1, index: 3, density: "none", trails: true, lesson: "", n_steps: 8 };
  const set = (name, value) => {
    traits[name] = value;
  };
  const player = { set, seek: (index) => set("index", index) };
  return { traits, slides: new Slides({ get: (name) => traits[name] }, { player }, hasKernel) };
}

test("a clicker walks them and stays at both ends", () => {
  const { traits, slides } = make(true);
  const seen = [1, 1, 1, 1, -1, -1, -1].map((by) => {
    slides.go(by);
    return traits.slide;
  });
  assert.deepEqual(seen, [0, 1, 2, 2, 1, 0, 0]);
  assert.equal(traits.index, 3, "the kernel shows them");
});

test("in a file each shows what it says, and all else as it was before", () => {
  const { traits, slides } = make(false);
  const shown = ({ index, trails, density, lesson }) => [index, trails, density, lesson];
  slides.go(1);
  assert.deepEqual(shown(traits), [0, true, "none", "Where is the third group?"]);
  slides.go(1);
  assert.deepEqual(shown(traits), [5, false, "none", ""]);
  slides.go(1);
  assert.deepEqual(shown(traits), [7, true, "none", ""]);
});

test("without any, their keys are the host's", () => {
  assert.equal(make(true, []).slides.areThere, false);
});
