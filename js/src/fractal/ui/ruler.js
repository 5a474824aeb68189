import { powerOfTen } from "../../widget/math/format.js";
import { element, setText } from "../../widget/ui/dom.js";

/** Levels that the ruler shows at least: those of float64; deeper ones double them. */
const LEVELS = 44;
/** Levels from home from which it is shown. */
const NEAR = 3;
/** Most labels, and most places that are marked. */
const LABELS = 5;
const MOST_PLACES = 24;
/** log2 of the width of the narrowest view that float64 computes. */
const FLOAT64 = -40;

/**
 * A slim scale of depth at the left: home on top, where float64 ends, where the view has been, where it is.
 */
export class Ruler {
  #marks = element("div", { class: "its-ruler-marks" });
  #here = element("div", { class: "its-ruler-here" });
  #line = element("div", { class: "its-ruler-line" }, this.#marks, this.#here);
  #scale = "";
  /** The element that holds the scale. */
  node = element("div", { class: "its-ruler", "aria-hidden": "true" }, this.#line);

  /**
   * @param {number} log2Width of the view
   * @param {object} marks log2 of widths
   * @param {number} marks.home
   * @param {readonly number[]} marks.visited where it has stood still
   */
  show(log2Width, { home, visited }) {
    this.node.classList.toggle("its-active", home - log2Width > NEAR);
    const levels = rangeOf(home - Math.min(log2Width, ...visited));
    const place = (/** @type {number} */ width) => `${(100 * share(width, home, levels)).toFixed(2)}%`;
    this.#here.style.top = place(log2Width);
    const seen = visited.slice(-MOST_PLACES).map(place);
    const scale = JSON.stringify([home, levels, seen]);
    if (scale === this.#scale) return;
    this.#scale = scale;
    /** @type {(kind: string, top: string, text?: string) => HTMLElement} */
    const mark = (kind, top, text = "") => {
      const node = element("div", { class: `its-ruler-${kind}` });
      node.style.top = top;
      setText(node, text);
      return node;
    };
    this.#marks.replaceChildren(
      mark("home", "0%"),
      ...(home - FLOAT64 < levels ? [mark("end", place(FLOAT64))] : []),
      ...labels(home, levels).map((exponent) => mark("label", place(exponent * Math.log2(10)), powerOfTen(exponent))),
      ...seen.map((top) => mark("place", top)),
    );
  }
}

/**
 * The levels that the ruler has to show some of them.
 *
 * @param {number} depth levels
 */
export function rangeOf(depth) {
  let levels = LEVELS;
  while (levels < depth) levels *= 2;
  return levels;
}

/**
 * Where a width is on the ruler, from 0 on top to 1.
 *
 * @param {number} log2Width
 * @param {number} home
 * @param {number} levels
 */
function share(log2Width, home, levels) {
  return Math.min(1, Math.max(0, (home - log2Width) / levels));
}

/**
 * The powers of ten that are written, in round steps.
 *
 * @param {number} home
 * @param {number} levels
 * @returns {number[]} exponents
 */
export function labels(home, levels) {
  const decades = levels * Math.log10(2);
  const rough = decades / LABELS;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * unit).find((each) => each >= rough) ?? rough;
  const first = Math.ceil(-(home * Math.log10(2)) / step + 0.3);
  return Array.from({ length: LABELS + 2 }, (_, index) => -step * (first + index)).filter(
    (exponent) => exponent < 0 && home - exponent * Math.log2(10) < 0.98 * levels,
  );
}
