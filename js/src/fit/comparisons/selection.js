import { significant } from "../../widget/math/format.js";
import { drawing, element, setText } from "../../widget/ui/dom.js";
import { target } from "../../widget/ui/menu.js";
import { modelOf } from "../models/registry.js";
import { numbers, rangeOf } from "../panels/plot.js";

/** @import { Model } from "../models/model.js" */
/** @import { Selection } from "../messages.js" */

/** CSS pixels around the curves; to the left stand the numbers. */
const MARGIN = { top: 8, right: 12, bottom: 33, left: 44 };
/** CSS pixels from one number of the axis to the next, at least. */
const ROW = 24;

/** Dashes of the curves of a model's variants, in their order. */
const DASHES = ["", "7 3", "3 2", "1 3"];

/**
 * An information criterion over the number of components, a curve for each variant of the model. A click shows the
 * model.
 */
export class SelectionPlot {
  #title = element("span");
  #value = element("span", { class: "its-plot-value" });
  #key = element("span", { class: "its-selection-key" });
  #svg = drawing("svg", { class: "its-plot-svg", role: "listbox", "aria-label": "Models" });
  /** The element that holds title and curves. */
  node = element(
    "figure",
    { class: "its-plot its-selection", hidden: "" },
    element("figcaption", {}, this.#title, this.#value),
    this.#key,
    element("div", { class: "its-plot-area" }, this.#svg),
  );
  /** @type {Selection | null} */
  #selection = null;
  #chosen = -1;
  #choose;

  /**
   * @param {(row: number) => void} choose
   * @param {AbortSignal} signal
   */
  constructor(choose, signal) {
    this.#choose = choose;
    const observer = new ResizeObserver(() => this.#draw());
    observer.observe(this.#svg);
    signal.addEventListener("abort", () => observer.disconnect());
    this.#svg.addEventListener("click", (event) => this.#pick(event.target));
    this.#svg.addEventListener("pointerover", ({ target: node }) => {
      const row = node instanceof Element ? node.getAttribute("data-row") : null;
      this.#tell(row === null ? this.#chosen : Number(row));
    });
    this.#svg.addEventListener("pointerleave", () => this.#tell(this.#chosen));
    this.#svg.addEventListener("keydown", (event) => this.#step(event));
  }

  /**
   * Show what has been compared.
   *
   * @param {Selection} selection
   */
  show(selection) {
    this.#selection = selection;
    this.#chosen = selection.best;
    this.node.hidden = false;
    this.#title.textContent = `${selection.criterion.toUpperCase()}: lower is better`;
    this.#tell(this.#chosen);
    this.#draw();
    // Beside many bars it may be below what is seen.
    this.node.scrollIntoView({ block: "nearest" });
  }

  /** Hide it: the data are others now. */
  clear() {
    this.#selection = null;
    this.node.hidden = true;
  }

  /**
   * Write a model's number of components and criterion.
   *
   * @param {number} index of its row
   */
  #tell(index) {
    const row = this.#selection?.rows[index];
    if (!this.#selection || !row) return;
    const best = index === this.#selection.best ? ", best" : "";
    setText(this.#value, `k = ${row.n_components}: ${significant(row[this.#selection.criterion], 6)}${best}`);
  }

  /** @param {EventTarget | null} node */
  #pick(node) {
    const row = node instanceof Element ? node.getAttribute("data-row") : null;
    if (row === null) return;
    this.#chosen = Number(row);
    this.#tell(this.#chosen);
    this.#draw();
    const dot = this.#svg.querySelector(`[data-row="${row}"]`);
    if (dot instanceof SVGElement) dot.focus();
    this.#choose(this.#chosen);
  }

  /** @param {KeyboardEvent} event */
  #step(event) {
    const dots = [...this.#svg.querySelectorAll("[role=option]")];
    const index = dots.findIndex((dot) => dot.matches(":focus"));
    const sideways = { ArrowLeft: "ArrowUp", ArrowRight: "ArrowDown" }[event.key] ?? event.key;
    if (event.key === "Enter" || event.key === " ") this.#pick(dots[index] ?? null);
    else {
      const next =
        dots[
          target(
            sideways,
            index,
            dots.map(() => ""),
          ) ?? -1
        ];
      if (!(next instanceof SVGElement)) return;
      next.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #draw() {
    const { clientWidth: width, clientHeight: height } = this.#svg;
    const selection = this.#selection;
    if (!selection || width === 0) return;
    const rows = selection.rows.map((row, index) => ({
      ...row,
      model: modelOf(row.model),
      index,
      value: row[selection.criterion],
    }));
    const finite = rows.filter((row) => row.value !== null);
    const sound = finite.filter((row) => !row.degenerate);
    const [low, high] = rangeOf((sound.length > 0 ? sound : finite).map(({ value }) => Number(value)));
    const [fewest, most] = rangeOf(rows.map(({ n_components: n }) => n));
    /** @type {(n: number) => number} */
    const x = (n) => MARGIN.left + ((n - fewest) / (most - fewest || 1)) * (width - MARGIN.left - MARGIN.right);
    /** @type {(value: number) => number} */
    const y = (value) => {
      const share = (high - value) / (high - low || 1);
      // What means nothing, since a component has collapsed, may lie outside.
      return MARGIN.top + Math.max(0, Math.min(1, share)) * (height - MARGIN.top - MARGIN.bottom);
    };

    const variants = [...new Map(rows.map(({ model }) => [model.variant, model])).values()];
    this.#key.replaceChildren(...(variants.length > 1 ? variants.map(keyOf) : []));
    const curves = variants.map((model) => {
      const points = finite
        .filter((row) => row.model.variant === model.variant)
        .map((row) => `${x(row.n_components)} ${y(Number(row.value))}`);
      return drawing("polyline", {
        class: "its-selection-curve",
        points: points.join(" "),
        "stroke-dasharray": dashesOf(model),
      });
    });
    const counts = [...new Set(rows.map(({ n_components: n }) => n))].map((n) =>
      drawing(
        "text",
        { class: "its-plot-number", x: String(x(n)), y: String(height - 15), "text-anchor": "middle" },
        String(n),
      ),
    );
    const room = Math.max(2, Math.floor((height - MARGIN.bottom) / ROW));
    const levels = numbers(low, high > low ? high : low + 1, room, low).marks.map(({ value, label }) =>
      drawing(
        "g",
        { class: "its-plot-grid" },
        drawing("line", {
          x1: String(MARGIN.left - 4),
          x2: String(width),
          y1: String(y(value)),
          y2: String(y(value)),
        }),
        drawing("text", { x: String(MARGIN.left - 8), y: String(y(value) + 3.5), "text-anchor": "end" }, label),
      ),
    );
    const name = drawing(
      "text",
      { x: String((MARGIN.left + width - MARGIN.right) / 2), y: String(height - 3), "text-anchor": "middle" },
      "components",
    );
    const dots = finite.map((row) => {
      const variant = row.model.variant && `, ${row.model.variant}`;
      const criterion = selection.criterion.toUpperCase();
      const collapsed = row.degenerate ? ", collapsed" : "";
      const name = `${row.n_components} components${variant}: ${criterion} ${significant(row.value, 5)}${collapsed}`;
      const classes = [
        "its-selection-dot",
        ...(row.index === selection.best ? ["its-best"] : []),
        ...(row.index === this.#chosen ? ["its-chosen"] : []),
        ...(row.degenerate ? ["its-collapsed"] : []),
      ];
      const dot = drawing(
        "circle",
        {
          class: classes.join(" "),
          cx: String(x(row.n_components)),
          cy: String(y(Number(row.value))),
          r: row.index === selection.best ? "5" : "3.5",
          role: "option",
          tabindex: row.index === this.#chosen ? "0" : "-1",
          "aria-selected": String(row.index === this.#chosen),
          "aria-label": row.index === selection.best ? `${name}, best` : name,
          "data-row": String(row.index),
        },
        drawing("title", {}, name),
      );
      return dot;
    });
    this.#svg.replaceChildren(...levels, ...curves, ...counts, name, ...dots);
  }
}

/** @param {Model} model */
function dashesOf({ variant, variants }) {
  return DASHES[variants.indexOf(variant)] ?? "";
}

/** @param {Model} model */
function keyOf(model) {
  const line = drawing("line", {
    x1: "0",
    x2: "16",
    y1: "4",
    y2: "4",
    class: "its-selection-curve",
    "stroke-dasharray": dashesOf(model),
  });
  return element("span", {}, drawing("svg", { width: "16", height: "8", "aria-hidden": "true" }, line), model.variant);
}
