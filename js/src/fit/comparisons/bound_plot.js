import { significant } from "../../widget/math/format.js";
import { drawing, element, setText } from "../../widget/ui/dom.js";
import { numbers } from "../panels/plot.js";
import { boundAlong } from "./bound.js";

/** @import { Step } from "../messages.js" */
/** @import { DecodedPoints } from "../playback/points.js" */
/** @import { Moment } from "../playback/recording.js" */
/** @import { BoundCurves, BoundPoint } from "./bound.js" */

/** CSS pixels around the curves; below stand the two words. */
const MARGIN = { top: 8, right: 10, bottom: 18 };
/** CSS pixels from one number of the axis to the next, at least, and of a letter. */
const ROW = 26;
const LETTER = 6.2;
/** The part of the rise from the present parameters to the next ones that is seen below them. */
const BELOW = 0.9;
/** A rise by less than this part of the objective is rounding. */
const ROUNDING = 1e-11;

/**
 * The objective and the bound that the last E step has made, which touch at its parameters, along the line to the next ones.
 */
export class BoundPlot {
  #title = element("span");
  #value = element("span", { class: "its-plot-value" });
  #key = element("span", { class: "its-selection-key its-bound-key" });
  #text = element("p", { class: "its-basins-place" });
  #svg = drawing("svg", { class: "its-plot-svg its-still", role: "img" });
  #area = element("div", { class: "its-plot-area" }, this.#svg);
  /** The element that holds title and curves. */
  node = element(
    "figure",
    { class: "its-plot its-bound", hidden: "" },
    element("figcaption", {}, this.#title, this.#value),
    this.#key,
    this.#area,
    this.#text,
  );
  /** What is drawn. @type {{present: Step, next: Step, points: DecodedPoints, curves: BoundCurves | null} | null} */
  #drawn = null;
  /** Where on the line the step is that is shown. */
  #at = 0;
  #sign = 1;

  /** @param {AbortSignal} signal */
  constructor(signal) {
    const observer = new ResizeObserver(() => this.#draw());
    observer.observe(this.#svg);
    signal.addEventListener("abort", () => observer.disconnect());
  }

  /**
   * Show the curves of a step, or none.
   *
   * @param {boolean} isOpen
   * @param {Moment} moment
   * @param {Step | undefined} following the step after it, if it is known
   * @param {DecodedPoints} points
   * @returns {boolean} whether the step after it must be known for that
   */
  show(isOpen, { step, shading, model }, following, points) {
    this.node.hidden = !isOpen;
    if (this.node.hidden) {
      this.#drawn = null;
      return false;
    }
    const { objective, halves } = model.captions;
    const bound = model.hasCells ? "upper bound" : "lower bound";
    this.#sign = model.hasCells ? -1 : 1;
    if (!model.joint) {
      setText(this.#title, "Lower bound");
      this.#tell(
        objective === bound
          ? "It is the objective, which both steps raise."
          : "An E step shares out no single samples here.",
      );
      return false;
    }
    setText(this.#title, `${objective[0]?.toUpperCase()}${objective.slice(1)} and ${bound}`);
    const next = step.phase === "expect" ? following : step;
    if (!shading || !next || next.phase === "expect" || next.phase === "init") {
      const isLast = shading && step.stop_reason !== null;
      this.#tell(
        !shading
          ? `The first ${halves[0]} makes the bound.`
          : isLast
            ? "The fit has ended: no step follows."
            : "The next step is not known yet.",
      );
      return shading !== null && !isLast && !following;
    }
    this.#at = next === step ? 1 : 0;
    const present = shading;
    if (this.#drawn?.present !== present || this.#drawn.next !== next || this.#drawn.points !== points) {
      this.#drawn = { present, next, points, curves: boundAlong(model, present, next, points) };
      this.#key.replaceChildren(
        keyOf(objective, "its-bound-objective"),
        keyOf(`${bound} of this ${halves[0]}`, "its-bound-curve"),
      );
    }
    this.#draw();
    return false;
  }

  /** @param {string} text instead of curves */
  #tell(text) {
    this.#drawn = null;
    setText(this.#value, "");
    setText(this.#text, text);
    [this.#area.hidden, this.#key.hidden] = [true, true];
  }

  #draw() {
    const curves = this.#drawn?.curves;
    if (!this.#drawn || this.node.hidden) return;
    const points = curves?.points ?? [];
    const [touch, end] = [0, 1].map((at) => points.find((point) => point.at === at));
    if (!curves) return this.#tell("Too much for a page: bound_curves() computes it.");
    if (!touch || !end) return this.#tell("Here a component has no density, and the line no curve.");
    const gain = Math.abs(end.objective - touch.objective);
    if (gain <= ROUNDING * Math.abs(touch.objective)) return this.#tell("The next step changes nothing: an optimum.");
    const { n } = curves;
    const { total } = this.#drawn.points;
    setText(this.#value, `${this.#sign < 0 ? "\u2212" : "+"}${significant(gain, 3)}`);
    setText(this.#text, n < total ? `Of every ${Math.round(total / n)}th sample` : "");
    [this.#area.hidden, this.#key.hidden] = [false, false];
    this.#plot(points, touch, end);
  }

  /**
   * @param {BoundPoint[]} points
   * @param {BoundPoint} touch where both curves meet
   * @param {BoundPoint} end the next parameters
   */
  #plot(points, touch, end) {
    const { clientWidth: width, clientHeight: height } = this.#svg;
    if (width === 0 || height === 0) return;
    const sign = this.#sign;
    const highest = Math.max(...points.map(({ objective }) => objective));
    const lowest = Math.max(
      touch.bound - BELOW * (highest - touch.bound),
      Math.min(...points.map(({ bound }) => bound)),
    );
    const [low, high] = sign > 0 ? [lowest, highest] : [-highest, -lowest];
    const room = 0.06 * (high - low);
    /** @type {(value: number) => number} */
    const y = (value) => {
      const share = (high + room - sign * value) / (high - low + 2 * room);
      return MARGIN.top + share * (height - MARGIN.top - MARGIN.bottom);
    };
    const most = Math.max(2, Math.floor(height / ROW));
    const { marks } = numbers(low - room, high + room, most, sign * end.objective);
    const left = Math.round(LETTER * Math.max(...marks.map(({ label }) => label.length)) + 8);
    const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 1];
    /** @type {(at: number) => number} */
    const x = (at) => left + ((at - first) / (last - first)) * (width - left - MARGIN.right);
    const foot = height - MARGIN.bottom;
    const grid = marks.map(({ value, label }) => {
      const at = String(Math.round(y(sign * value)) + 0.5);
      return drawing(
        "g",
        { class: "its-plot-grid" },
        drawing("line", { x1: String(left), x2: String(width), y1: at, y2: at }),
        drawing("text", { x: String(left - 4), y: String(Number(at) + 3), "text-anchor": "end" }, label),
      );
    });
    const words = /** @type {[number, string][]} */ ([
      [0, this.#at ? "before" : "now"],
      [1, this.#at ? "now" : "next"],
    ]).map(([at, word]) =>
      drawing(
        "g",
        { class: "its-bound-place" },
        drawing("line", { x1: String(x(at)), x2: String(x(at)), y1: "0", y2: String(foot) }),
        drawing("text", { x: String(x(at)), y: String(height - 5), "text-anchor": at ? "start" : "end" }, word),
      ),
    );
    /** @type {(name: "objective" | "bound") => string} */
    const path = (name) =>
      points
        .filter((point) => point[name] >= lowest - room || point.at === 0)
        .map((point) => `${x(point.at).toFixed(1)} ${y(point[name]).toFixed(1)}`)
        .join(" ");
    const here = this.#at === 0 ? touch : end;
    this.#svg.setAttribute("aria-label", `${this.#title.textContent}, ${this.#value.textContent}`);
    this.#svg.replaceChildren(
      ...grid,
      ...words,
      drawing("polyline", { class: "its-bound-objective", points: path("objective") }),
      drawing("polyline", { class: "its-bound-curve", points: path("bound") }),
      ...[here.bound, here.objective].map((value) =>
        drawing("circle", { class: "its-plot-now", cx: String(x(here.at)), cy: String(y(value)), r: "4" }),
      ),
    );
  }
}

/**
 * @param {string} name
 * @param {string} line class of the curve
 */
function keyOf(name, line) {
  const stroke = drawing("line", { x1: "0", x2: "16", y1: "4", y2: "4", class: line });
  return element("span", {}, drawing("svg", { width: "16", height: "8", "aria-hidden": "true" }, stroke), name);
}
