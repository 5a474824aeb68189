import { powerOfTen, significant } from "../../widget/math/format.js";
import { drawing, element, setText } from "../../widget/ui/dom.js";
import { ticks } from "../draw/ticks.js";

/** @typedef {{index: number, value: number, joined: boolean}} Sample joined: to the sample before by a line */

/** CSS pixels around the curve. */
const MARGIN = { top: 8, right: 8, bottom: 5, left: 8 };
/** CSS pixels from one number of the axis to the next, at least. */
const ROW = 26;

/** A first value this many times the range of all others away is an outlier; the same of logarithms. */
const FAR = 8;
const FAR_DECADES = 2;
/** Values that differ by less than this share of them count as one. */
const SAME = 1e-7;

let clips = 0;

/**
 * A small curve over the steps. What lies behind the step that is shown is drawn strong, what lies before it faint.
 */
export class Plot {
  #title = element("span");
  #value = element("span", { class: "its-plot-value" });
  #grid = drawing("g", { class: "its-plot-grid" });
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
  /** @type {{samples: Sample[], end: number, level: {value: number, label: string} | null}} */
  #data = { samples: [], end: 1, level: null };
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
    const clip = `its-plot-clip-${clips++}`;
    this.#past.setAttribute("clip-path", `url(#${clip})`);
    this.#svg = drawing(
      "svg",
      { class: "its-plot-svg", "aria-hidden": "true" },
      drawing("clipPath", { id: clip }, this.#window),
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
    setText(this.#title, title);
  }

  /**
   * Draw the curve.
   *
   * @param {Sample[]} samples
   * @param {number} end index at the right end
   * @param {{value: number, label: string} | null} level a dashed line
   */
  show(samples, end, level) {
    this.#data = { samples, end, level };
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
    this.#window.setAttribute("width", String(Math.max(0, x)));
    const sample = this.#data.samples.filter((candidate) => candidate.index <= index).at(-1);
    this.#now.style.display = sample ? "" : "none";
    if (sample) this.#now.style.transform = `translate(${this.#at(sample.index)}px, ${this.#place(sample.value)}px)`;
  }

  /** @param {number} index */
  #at(index) {
    return MARGIN.left + (index / this.#data.end) * (this.#width - MARGIN.left - MARGIN.right);
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
      return (clientX - left - MARGIN.left) / Math.max(1, width - MARGIN.left - MARGIN.right);
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
    const { samples, level } = this.#data;
    const values = samples.map(({ value }) => value);
    if (level) values.push(level.value);
    this.#window.setAttribute("height", String(this.#height));
    this.#ghost.setAttribute("y2", String(this.#height));
    if (this.#height === 0 || values.length === 0) {
      for (const path of [this.#curve, this.#past]) path.setAttribute("d", "");
      this.#grid.replaceChildren();
      this.#level.replaceChildren();
      return;
    }
    const [low, high] = this.#scale(values);
    this.#drawGrid(low, high);
    this.#drawLevel(level);
    let d = "";
    for (const { index, value, joined } of samples) {
      d += `${joined ? "L" : "M"}${this.#at(index).toFixed(1)} ${this.#place(value).toFixed(1)}`;
    }
    for (const path of [this.#curve, this.#past]) path.setAttribute("d", d);
    this.#mark();
  }

  /**
   * Choose where values lie.
   *
   * @param {number[]} values
   * @returns {[number, number]} the least and the largest, or their logarithms
   */
  #scale(values) {
    const numbers = this.#isLogarithmic ? values.map(Math.log10) : values;
    let [low, high] = rangeOf(numbers);
    const [lowLater, highLater] = rangeOf(numbers.slice(1));
    // The first value can be so far off that nothing would be seen of all others: its line then comes from outside.
    const far = this.#isLogarithmic ? FAR_DECADES : FAR;
    if (highLater > lowLater && high - low > far * (highLater - lowLater)) [low, high] = [lowLater, highLater];
    if (this.#isLogarithmic) [low, high] = [Math.floor(low), Math.ceil(high)];
    const room = high - low > SAME * Math.abs(high) ? 0 : this.#isLogarithmic ? 1 : Math.abs(high) * 1e-3 || 1;
    [low, high] = [low - room, high + room];
    const height = this.#height - MARGIN.top - MARGIN.bottom;
    this.#place = (value) =>
      MARGIN.top + ((high - (this.#isLogarithmic ? Math.log10(value) : value)) / (high - low)) * height;
    return [low, high];
  }

  /**
   * @param {number} low
   * @param {number} high
   */
  #drawGrid(low, high) {
    const most = Math.max(1, Math.floor(this.#height / ROW));
    const marks = this.#isLogarithmic ? decades(low, high, most) : numbers(low, high, most);
    this.#grid.replaceChildren(
      ...marks.flatMap(({ value, label }) => {
        const y = String(Math.round(this.#place(value)) + 0.5);
        return [
          drawing("line", { x1: "0", x2: String(this.#width), y1: y, y2: y }),
          drawing("text", { x: "2", y: String(Number(y) - 3) }, label),
        ];
      }),
    );
  }

  /** @param {{value: number, label: string} | null} level */
  #drawLevel(level) {
    if (!level) return this.#level.replaceChildren();
    const y = String(Math.round(this.#place(level.value)) + 0.5);
    return this.#level.replaceChildren(
      drawing("line", { x1: "0", x2: String(this.#width), y1: y, y2: y }),
      drawing("text", { x: String(this.#width - 2), y: String(Number(y) - 3), "text-anchor": "end" }, level.label),
    );
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
  for (let exponent = low; exponent < high; exponent += step)
    marks.push({ value: 10 ** exponent, label: powerOfTen(exponent) });
  return marks;
}

/**
 * @param {number} low
 * @param {number} high
 * @param {number} most
 */
function numbers(low, high, most) {
  const { marks, exponent, offset } = ticks(low, high - low, 0, 1, most);
  return marks.map(({ unit, label }) => {
    const value = low + unit * (high - low);
    if (offset !== 0)
      return { value, label: significant(value, Math.ceil(Math.log10(Math.abs(value) / (high - low))) + 2) };
    return { value, label: exponent === 0 ? label : `${label}\u2009×\u2009${powerOfTen(exponent)}` };
  });
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
