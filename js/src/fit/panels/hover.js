import { significant } from "../../widget/math/format.js";
import { element, setText } from "../../widget/ui/dom.js";
import { drawImage } from "../draw/image.js";
import { Bars } from "./weights.js";

/** @import { ImageForm } from "../draw/image.js" */
/** @import { Hover } from "../scene/interaction.js" */

/** Features named in the card. */
const MOST_VALUES = 4;
/** CSS pixels from the point. */
const GAP = 14;

/**
 * A card beside the point under the pointer: its values, and how much of it each component takes.
 */
export class HoverCard {
  #title = element("strong");
  #values = element("span", { class: "its-hover-values" });
  #image = element("canvas", { class: "its-image" });
  #bars = new Bars();
  /** The element that holds the card. */
  node = element(
    "div",
    { class: "its-hover", "aria-hidden": "true" },
    this.#title,
    this.#values,
    this.#image,
    this.#bars.node,
  );

  /**
   * Show the card beside what is pointed at, or hide it.
   *
   * @param {Hover | null} hover
   * @param {{sample: string, component: string, className: string | null, staying: string[], featureNames: string[], palette: string[], form: ImageForm | null, width: number, height: number}} scene
   *   what a sample and the component are called, and its class if it is known; what of the component stays as it is; its form if it is an image; sizes in CSS pixels
   */
  show(hover, { sample, component, className, staying: names, featureNames, palette, form, width, height }) {
    this.node.classList.toggle("its-active", hover !== null);
    if (!hover) return;
    const staying = names[0] ? `: ${names.join(", ")} fixed` : "";
    setText(
      this.#title,
      hover.row === null
        ? `${component}${staying}`
        : `${sample} ${hover.row}${className === null ? "" : `: ${className}`}`,
    );
    this.#values.hidden = form !== null;
    this.#image.hidden = form === null;
    if (form) drawImage(this.#image, hover.values, form);
    const features = hover.features ?? hover.values.map((_, feature) => feature);
    const values = features
      .slice(0, MOST_VALUES)
      .map((feature) => `${featureNames[feature] ?? feature} ${written(hover.values[feature])}`);
    setText(this.#values, `${values.join("  ")}${features.length > MOST_VALUES ? " …" : ""}`);
    this.#bars.node.hidden = hover.responsibilities === null;
    if (hover.responsibilities) this.#bars.show(hover.responsibilities, palette);
    const { x, y } = hover.at;
    // In a room the card is enlarged, and its own pixels are.
    const { offsetWidth: across, offsetHeight: down, currentCSSZoom: zoom = 1 } = this.node;
    const left = x + GAP + zoom * across > width ? x - GAP - zoom * across : x + GAP;
    const top = Math.max(4, Math.min(y - (zoom * down) / 2, height - zoom * down - 4));
    this.node.style.translate = `${Math.max(4, left) / zoom}px ${top / zoom}px`;
  }
}

/** @param {number | undefined} value NaN where it is missing */
function written(value) {
  return Number.isNaN(value) ? "missing" : significant(value, 3);
}
