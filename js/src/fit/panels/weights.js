import { element, setText } from "../../widget/ui/dom.js";
import { degenerateOf } from "../draw/drawing.js";
import { drawImage } from "../draw/image.js";

/** @import { ImageForm } from "../draw/image.js" */
/** @import { Moment } from "../playback/recording.js" */

/** More bars than this stand in two columns, and have their numbers in tooltips. */
const NUMBERED = 12;
const DECIMALS = 3;

/**
 * A bar for each component: its weight, or its share of a point. Bars are made once and change their length only.
 */
export class Bars {
  /** The element that holds the bars. */
  node = element("div", { class: "its-bars" });
  /** @type {{row: HTMLElement, bar: HTMLElement, number: HTMLElement, image: HTMLCanvasElement}[]} */
  #rows = [];
  #colors = "";

  /**
   * Set the lengths of the bars.
   *
   * @param {number[]} shares
   * @param {string[]} palette colors of the components
   * @param {{hovered?: number | null, degenerate?: number[]}} [marks]
   * @param {{form: ImageForm, values: readonly (readonly number[])[]} | null} [images] of the components
   */
  show(shares, palette, { hovered = null, degenerate = [] } = {}, images = null) {
    const colors = `${shares.length} ${palette.join(" ")}`;
    if (colors !== this.#colors) this.#make(shares.length, palette);
    this.#colors = colors;
    this.node.classList.toggle("its-pictured", images !== null);
    this.#rows.forEach(({ row, bar, number, image }, component) => {
      image.hidden = images === null;
      if (images) drawImage(image, images.values[component] ?? [], images.form);
      if (this.#rows.length > NUMBERED) row.title = `${component}: ${(shares[component] ?? 0).toFixed(DECIMALS)}`;
      bar.style.transform = `scaleX(${shares[component] ?? 0})`;
      setText(number, (shares[component] ?? 0).toFixed(DECIMALS));
      row.classList.toggle("its-hovered", component === hovered);
      row.classList.toggle("its-degenerate", degenerate.includes(component));
    });
  }

  /**
   * @param {number} length
   * @param {string[]} palette
   */
  #make(length, palette) {
    this.node.classList.toggle("its-dense", length > NUMBERED);
    this.#rows = Array.from({ length }, (_, component) => {
      const bar = element("div", { class: "its-bar" });
      bar.style.background = palette[component] ?? "";
      const number = element("span", { class: "its-bar-number" });
      const name = element("span", { class: "its-bar-name" }, String(component));
      name.style.borderColor = palette[component] ?? "";
      const image = element("canvas", { class: "its-image", "aria-hidden": "true" });
      const row = element(
        "div",
        { class: "its-bar-row", "data-component": String(component) },
        image,
        name,
        element("div", { class: "its-bar-track" }, bar),
        number,
      );
      return { row, bar, number, image };
    });
    this.node.replaceChildren(...this.#rows.map(({ row }) => row));
  }
}

/**
 * The weights of the components; the one under the pointer stands out in the scene.
 */
export class Weights {
  #bars = new Bars();
  #title = element("span");
  /** The element that holds title and bars. */
  node = element("figure", { class: "its-weights" }, element("figcaption", {}, this.#title), this.#bars.node);

  /** @param {(component: number | null) => void} hover */
  constructor(hover) {
    this.#bars.node.addEventListener("pointerover", (event) => {
      const row = event.target instanceof Element ? event.target.closest("[data-component]") : null;
      hover(row ? Number(row.getAttribute("data-component")) : null);
    });
    this.#bars.node.addEventListener("pointerleave", () => hover(null));
  }

  /**
   * Show the weights of a step.
   *
   * @param {Moment} moment
   * @param {string[]} palette
   * @param {number | null} hovered component
   * @param {ImageForm | null} form of the means, where samples are images
   */
  show({ step, model }, palette, hovered, form) {
    setText(this.#title, form ? `${model.captions.weights} and means` : model.captions.weights);
    const marks = { hovered, degenerate: degenerateOf({ step, model }) };
    const images = form && { form, values: model.centers(step.parameters) };
    this.#bars.show(model.weights(step.parameters), palette, marks, images);
  }
}
