import { element, setText } from "../../widget/ui/dom.js";
import { multiples, simplest } from "../dynamics/exterior.js";
import { textOf } from "../overlays/circle.js";

/** @import { Turns } from "../dynamics/exterior.js" */

/** CSS pixels: of the drawing, and of the circle's radius. */
const SIZE = 120;
const RADIUS = 41;
/** Turns within which the simplest fraction is taken; parts of the circle by which arrow keys go. */
const NEAR = 0.004;
const PARTS = 63;
/** Images of an angle that are drawn. */
const IMAGES = 12;
const NAMED = 3;
const TICKS = /** @type {const} */ (["0", "1/4", "1/2", "3/4"]);

/**
 * The card of the circle of external angles: what is pointed at there is drawn in the picture, and the other way round.
 */
export class Circle {
  /** @type {Turns | null} the angle that was pointed at */
  chosen = null;
  #canvas = element("canvas", {
    class: "its-circle",
    tabindex: "0",
    role: "slider",
    "aria-label": "External angle",
    "aria-valuemin": "0",
    "aria-valuemax": "1",
    "aria-valuenow": "0",
  });
  #title = element("strong", {});
  #text = element("span", {});
  /** The element that holds the card. */
  node = element(
    "section",
    { class: "its-card its-angle", "aria-label": "Circle of angles" },
    this.#title,
    this.#canvas,
    this.#text,
  );
  #turns = 0;
  #drawn = "";

  /** @param {() => void} changed called when another angle is chosen */
  constructor(changed) {
    this.#canvas.addEventListener("pointermove", ({ clientX, clientY }) => {
      const { left, right, top, bottom } = this.#canvas.getBoundingClientRect();
      const angle = Math.atan2((top + bottom) / 2 - clientY, clientX - (left + right) / 2) / (2 * Math.PI);
      this.chosen = simplest((angle + 1) % 1, NEAR);
      changed();
    });
    this.#canvas.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      event.stopPropagation();
      const at = Math.round(this.#turns * PARTS) + by;
      this.chosen = simplest(((at + PARTS) % PARTS) / PARTS, 1e-9);
      changed();
    });
  }

  /**
   * Show the angle that was chosen, or that of a point of the picture.
   *
   * @param {number} degree by which angles are multiplied
   * @param {number | null} turns of the point; null if there is none
   * @param {boolean} isParameter whether it is an angle of c
   * @param {string} [none] what is said where there is none
   */
  show(degree, turns, isParameter, none = "") {
    setText(this.#title, `Angle of ${isParameter ? "c" : "z"}`);
    const { chosen } = this;
    const images = chosen ? multiples(chosen, degree, IMAGES) : [];
    const angles = turns === null ? images.map(({ p, q }) => p / q) : [turns, (turns * degree) % 1];
    this.#turns = angles[0] ?? this.#turns;
    const names = images.slice(0, NAMED).map((each) => `${textOf(each)} \u2192 `);
    const text = names.join("") || turns?.toFixed(6) || none;
    setText(this.#text, text);
    this.#canvas.setAttribute("aria-valuetext", text);
    this.#canvas.setAttribute("aria-valuenow", this.#turns.toFixed(2));
    this.#draw(angles);
  }

  /** @param {number[]} angles in turns, an angle and its images */
  #draw(angles) {
    const style = getComputedStyle(this.node);
    const ratio = (devicePixelRatio * this.#canvas.getBoundingClientRect().width) / SIZE; // larger in a room
    const name = `${angles.join()} ${style.color} ${ratio}`;
    const context = this.#canvas.getContext("2d");
    if (name === this.#drawn || !context || !ratio) return;
    this.#drawn = name;
    this.#canvas.width = this.#canvas.height = SIZE * ratio;
    context.scale(ratio, ratio);
    context.translate(SIZE / 2, SIZE / 2);
    context.strokeStyle = context.fillStyle = style.color;
    context.globalAlpha = 0.5;
    context.beginPath();
    context.arc(0, 0, RADIUS, 0, 2 * Math.PI);
    context.stroke();
    context.font = `10px ${style.fontFamily}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.globalAlpha = 0.75;
    for (const [at, text] of TICKS.entries()) context.fillText(text, ...place(at / 4, RADIUS + 11));
    context.globalAlpha = 0.8;
    context.beginPath();
    for (const angle of angles) context.lineTo(...place(angle, RADIUS));
    context.stroke();
    context.globalAlpha = 1;
    for (const [n, angle] of [...angles.entries()].reverse()) {
      context.beginPath();
      context.arc(...place(angle, RADIUS), n === 0 ? 4.5 : 2.5, 0, 2 * Math.PI);
      context.fillStyle = n === 0 ? style.getPropertyValue("--its-accent") : style.color;
      context.fill();
    }
  }
}

/**
 * @param {number} turns
 * @param {number} radius
 * @returns {[number, number]}
 */
function place(turns, radius) {
  const angle = 2 * Math.PI * turns;
  return [radius * Math.cos(angle), -radius * Math.sin(angle)];
}
