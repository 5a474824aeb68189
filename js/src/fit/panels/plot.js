import { powerOfTen } from "../../widget/math/format.js";
import { drawing, element, setText } from "../../widget/ui/dom.js";
import { ticks } from "../draw/ticks.js";

/** @typedef {{index: number, value: number, joined: boolean}} Sample joined: to the sample before by a line */

/**
 * @typedef {object} Curves
 * @property {Sample[]} samples
 * @property {Sample[][]} [earlier] curves of runs before, drawn faint
 * @property {number} end index at the right end
 * @property {{value: number, label: string, title: string} | null} [level] a dashed line
 */

/** CSS pixels around the curve; to the left is room for the numbers, so that no curve runs over them. */
const MARGIN = { top: 8, right: 8, bottom: 5, left: 8 };
/** CSS pixels of a letter of the numbers, and around them; they are as high. */
const LETTER = 5.8;
const GUTTER = 10;
/** Half-steps from the sample of an iteration to the end of the iteration. */
const REST = 1;
/** CSS pixels from one number of the axis to the next, at least. */
const ROW = 26;

/** A first value this many times the range of all others away is an outlier; the same of logarithms. */
const FAR = 8;
const FAR_DECADES = 2;
/** Values that differ by less than this share of them count as one. */
const SAME = 1e-7;

/**
 * A small curve over the steps. What lies behind the step that is shown is drawn strong, what lies before it faint.
 */
export class Plot {
  #title = element("span");
  #value = element("span", { class: "its-plot-value" });
  #grid = drawing("g", { class: "its-plot-grid" });
  #earlier = drawing("path", { class: "its-plot-earlier" });
  #curve = drawing("path", { class: "its-plot-curve" });
  #past = drawing("path", { class: "its-plot-past" });
  #level = drawing("g", { class: "its-plot-level" });
  #window = drawing("rect", { x: "0", y: "0" });
  #ghost = drawing("line", { class: "its-plot-ghost" });
  #now = drawing("circle", { class: "its-plot-now", r: "3.5" });
  #svg;
  #isLogarithmic;
  #width = 0;
  #height = 0;
  /** @type {Required<Curves>} */
  #data = { samples: [], earlier: [], end: 1, level: null };
  #name = "";
  #left = MARGIN.left;
  /** @type {(value: number) => number} pixels from the top */
  #place = () => 0;
  #index = 0;

  /**
   * @param {boolean} isLogarithmic
   * @param {object} host
   * @param {(share: number) => void} host.seek share of the axis from its left end
   * @param {(held: boolean) => void} host.hold
   * @param {(share: number | null) => void} host.hover
   * @param {AbortSignal} signal
   */
  constructor(isLogarithmic, { seek, hold, hover }, signal) {
    this.#isLogarithmic = isLogarithmic;
    // Each view of a page may have loaded this file for itself: no counter tells them apart.
    const clip = `its-plot-${Math.random()}`;
    this.#past.setAttribute("clip-path", `url(#${clip})`);
    this.#svg = drawing(
      "svg",
      { class: "its-plot-svg", "aria-hidden": "true" },
      drawing("clipPath", { id: clip }, this.#window),
      this.#earlier,
      this.#curve,
      this.#past,
      this.#grid,
      this.#level,
      this.#ghost,
      this.#now,
    );
    /** The element that holds title and curve. */
    this.node = element(
      "figure",
      { class: "its-plot" },
      element("figcaption", {}, this.#title, this.#value),
      element("div", { class: "its-plot-area" }, this.#svg),
    );
    this.#listen(seek, hold, hover, signal);
  }

  /**
   * Name the curve.
   *
   * @param {string} title
   */
  set title(title) {
    this.#name = title;
  }

  /**
   * Draw the curve.
   *
   * @param {Curves} curves
   */
  show({ samples, earlier = [], end, level = null }) {
    this.#data = { samples, earlier, end, level };
    this.#draw();
  }

  /**
   * Mark the step that is shown.
   *
   * @param {number} index of the step that is shown
   * @param {string} text its value
   */
  mark(index, text) {
    setText(this.#value, text);
    this.#index = index;
    this.#mark();
  }

  /**
   * Mark a step that is pointed at.
   *
   * @param {number | null} index of the step that is pointed at somewhere
   */
  point(index) {
    this.#ghost.classList.toggle("its-active", index !== null);
    if (index !== null) this.#ghost.style.transform = `translateX(${this.#at(index)}px)`;
  }

  #mark() {
    const index = this.#index;
    const x = this.#at(index);
    this.#window.setAttribute("width", `${Math.max(0, x)}`);
    // Of an iteration without a value, such as a change of nothing on an axis of powers, there is no dot.
    const sample = this.#data.samples.find((each) => each.index <= index && each.index >= index - REST);
    this.#now.style.display = sample ? "" : "none";
    if (sample) this.#now.style.transform = `translate(${this.#at(sample.index)}px, ${this.#place(sample.value)}px)`;
  }

  /** @param {number} index */
  #at(index) {
    return this.#left + (index / this.#data.end) * (this.#width - this.#left - MARGIN.right);
  }

  /**
   * @param {(share: number) => void} seek
   * @param {(held: boolean) => void} hold
   * @param {(share: number | null) => void} hover
   * @param {AbortSignal} signal
   */
  #listen(seek, hold, hover, signal) {
    const svg = this.#svg;
    const observer = new ResizeObserver(() => {
      [this.#width, this.#height] = [svg.clientWidth, svg.clientHeight];
      this.#draw();
    });
    observer.observe(svg);
    signal.addEventListener("abort", () => observer.disconnect());
    /** @type {(event: PointerEvent) => number} */
    const locate = ({ clientX }) => {
      const { left, width } = svg.getBoundingClientRect();
      return (clientX - left - this.#left) / Math.max(1, width - this.#left - MARGIN.right);
    };
    svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      svg.setPointerCapture(event.pointerId);
      hold(true);
      seek(locate(event));
    });
    svg.addEventListener("pointermove", (event) => {
      hover(locate(event));
      if (svg.hasPointerCapture(event.pointerId)) seek(locate(event));
    });
    svg.addEventListener("lostpointercapture", () => hold(false));
    svg.addEventListener("pointerleave", () => hover(null));
  }

  #draw() {
    const { samples, earlier, level } = this.#data;
    const values = samples.map(({ value }) => value);
    // Of runs before, what they came to is what counts.
    const others = earlier.flatMap((run) => run.slice(1).map(({ value }) => value));
    if (level) others.push(level.value);
    this.#window.setAttribute("height", `${this.#height}`);
    this.#ghost.setAttribute("y2", `${this.#height}`);
    if (this.#height === 0 || values.length + others.length === 0) {
      for (const path of [this.#earlier, this.#curve, this.#past]) path.setAttribute("d", "");
      this.#grid.replaceChildren();
      this.#level.replaceChildren();
      setText(this.#title, this.#name);
      return;
    }
    const [low, high] = this.#scale(values, others);
    this.#drawGrid(low, high);
    this.#drawLevel(level);
    this.#earlier.setAttribute("d", earlier.map((run) => this.#path(run)).join(""));
    for (const path of [this.#curve, this.#past]) path.setAttribute("d", this.#path(samples));
    this.#mark();
  }

  /** @param {Sample[]} samples */
  #path(samples) {
    return samples
      .map(({ index, value, joined }) => {
        const at = `${this.#at(index).toFixed(1)} ${this.#place(value).toFixed(1)}`;
        return `${joined ? "L" : "M"}${at}`;
      })
      .join("");
  }

  /**
   * Choose where values lie.
   *
   * @param {number[]} values
   * @param {number[]} others that must be seen too
   * @returns {[number, number]} the least and the largest, or their logarithms
   */
  #scale(values, others) {
    const numbers = [...values, ...others].map((value) => (this.#isLogarithmic ? Math.log10(value) : value));
    let [low, high] = rangeOf(numbers);
    const [lowLater, highLater] = rangeOf(values.length > 0 ? numbers.slice(1) : numbers);
    // The first value can be so far off that nothing would be seen of all others: its line then comes from outside.
    const far = this.#isLogarithmic ? FAR_DECADES : FAR;
    if (highLater > lowLater && high - low > far * (highLater - lowLater)) [low, high] = [lowLater, highLater];
    if (this.#isLogarithmic) [low, high] = [Math.floor(low), Math.ceil(high)];
    const room = high - low > SAME * Math.abs(high) ? 0 : this.#isLogarithmic ? 1 : Math.abs(high) * 1e-3 || 1;
    [low, high] = [low - room, high + room];
    const height = Math.max(1, this.#height - MARGIN.top - MARGIN.bottom);
    this.#place = (value) =>
      MARGIN.top + ((high - (this.#isLogarithmic ? Math.log10(value) : value)) / (high - low)) * height;
    return [low, high];
  }

  /**
   * @param {number} low
   * @param {number} high
   */
  #drawGrid(low, high) {
    const most = Math.max(1, Math.round(this.#height / ROW));
    const { samples, level } = this.#data;
    const last = samples.at(-1)?.value ?? high;
    const { marks, isRelative } = this.#isLogarithmic
      ? { marks: decades(low, high, most), isRelative: false }
      : numbers(low, high, most, last);
    setText(this.#title, isRelative ? `${this.#name} \u2212 last` : this.#name);
    const letters = Math.max(level?.label.length ?? 0, ...marks.map(({ label }) => label.length));
    this.#left = Math.round(letters * LETTER + GUTTER);
    const near = level ? this.#place(level.value) : Infinity;
    this.#grid.replaceChildren(
      ...marks.flatMap(({ value, label }) => {
        const y = this.#place(value);
        const name = Math.abs(y - near) < GUTTER ? [] : [this.#number(y, label)];
        return [this.#line(y), ...name];
      }),
    );
  }

  /** @param {Required<Curves>["level"]} level */
  #drawLevel(level) {
    if (!level) return this.#level.replaceChildren();
    const y = this.#place(level.value);
    return this.#level.replaceChildren(drawing("title", {}, level.title), this.#line(y), this.#number(y, level.label));
  }

  /** @param {number} y pixels from the top */
  #line(y) {
    const at = String(Math.round(y) + 0.5);
    return drawing("line", { x1: String(this.#left), x2: String(this.#width), y1: at, y2: at });
  }

  /**
   * @param {number} y pixels from the top
   * @param {string} label
   */
  #number(y, label) {
    const at = Math.max(8, Math.min(this.#height - 2, y + 3.5));
    return drawing("text", { x: String(this.#left - GUTTER / 2), y: String(at), "text-anchor": "end" }, label);
  }
}

/**
 * @param {number} low power of ten
 * @param {number} high power of ten
 * @param {number} most
 */
function decades(low, high, most) {
  const step = Math.max(1, Math.ceil((high - low) / most));
  const marks = [];
  // From above: a fit ends, and its tolerance lies, below.
  for (let exponent = high - 1; exponent >= low; exponent -= step)
    marks.push({ value: 10 ** exponent, label: powerOfTen(exponent) });
  return marks;
}

/**
 * Round numbers between two values, or, where they would have very many digits, of their differences to the last one.
 *
 * @param {number} low
 * @param {number} high
 * @param {number} most
 * @param {number} last
 * @returns {{marks: {value: number, label: string}[], isRelative: boolean}}
 */
export function numbers(low, high, most, last) {
  const whole = ticks(low, high - low, 0, 1, most);
  const isRelative = whole.offset !== 0;
  const { marks, exponent } = isRelative ? ticks(low - last, high - low, 0, 1, most) : whole;
  return {
    marks: marks.map(({ unit, label }) => ({
      value: low + unit * (high - low),
      label: exponent === 0 || Number(label) === 0 ? label : `${label}\u2009\u00d7\u2009${powerOfTen(exponent)}`,
    })),
    isRelative,
  };
}

/**
 * Find the least and the largest.
 *
 * @param {number[]} values
 * @returns {[number, number]}
 */
export function rangeOf(values) {
  return values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
}
