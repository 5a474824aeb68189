import { listen } from "../../widget/comm/listen.js";
import { element, setText } from "../../widget/ui/dom.js";
import { fateOf } from "../dynamics/fate.js";
import { iterationOf } from "../dynamics/iteration.js";
import { Pixel } from "../dynamics/pixel.js";
import { Circle } from "../ui/circle.js";
import { Sheet } from "../ui/sheet.js";
import { pointAt } from "../viewport/viewport.js";
import { Kernel } from "./kernel.js";
import { Pen } from "./pen.js";
import { Plane } from "./plane.js";
import { OVERLAYS } from "./registry.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Formula, Overlay as Name, Traits } from "../messages.js" */
/** @import { Chrome } from "../ui/chrome.js" */
/** @import { Frame, FractalView } from "../view.js" */
/** @import { Box } from "./pen.js" */
/** @import { Spot } from "../dynamics/deep.js" */
/** @import { Iteration } from "../dynamics/iteration.js" */
/** @import { Answers } from "./kernel.js" */

/** Milliseconds that a step of a walk takes, and that a notice stays. */
const PACE = 420;
const NOTICE = 6_000;
const UNRECORDED = "These come from a kernel; a file has them if they were shown when it was written.";
/** What of the chrome no label may lie on. */
const CHROME = ".its-title, .its-figure, .its-scalebar, .its-toolbar, .its-card, .its-ruler.its-active, .its-c";

/**
 * What is drawn above the picture: on a canvas of its own, in the frames of the view.
 */
export class Overlays {
  #model;
  #chrome;
  #view;
  #canvas = element("canvas", { class: "its-overlays", "aria-hidden": "true" });
  #pen;
  #sheet;
  #kernel;
  #circle;
  #card = element("section", { class: "its-card its-told", "aria-label": "Period and bulb" });
  /** What finds no room beside its point. */
  #landings = element("section", { class: "its-card its-told", "aria-label": "Landing points" });
  /** @type {Spot | null} where the pointer was last */
  #spot = null;
  /** @type {Pixel | null} */
  #pixel = null;
  /** @type {{formula: Formula, iteration: Iteration | null} | null} */
  #read = null;
  /** @type {number | null} */
  #step = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #walk;

  /**
   * @param {AnyModel<Traits>} model
   * @param {Chrome} chrome
   * @param {FractalView} view
   * @param {Answers | null} recorded what a file has instead of a kernel
   * @param {AbortSignal} signal
   */
  constructor(model, chrome, view, recorded, signal) {
    this.#model = model;
    this.#chrome = chrome;
    this.#view = view;
    this.#sheet = new Sheet({
      walk: () => this.walk(),
      choose: (step) => this.#choose(step),
      close: () => this.toggle("orbit"),
    });
    chrome.canvas.after(this.#canvas);
    this.#circle = new Circle(() => view.schedule());
    chrome.cards.append(this.#sheet.node, this.#circle.node, this.#card, this.#landings);
    const fail = (/** @type {string} */ message) =>
      chrome.notices.show("overlay", message, { duration: NOTICE, dismissible: true });
    this.#kernel = new Kernel(model, recorded, { changed: () => view.schedule(), fail }, signal);
    this.#pen = new Pen(
      /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext("2d")),
      getComputedStyle(chrome.root).getPropertyValue("--its-font") || "sans-serif",
    );
    listen(model, "change:overlays change:angles change:formula change:max_iter", () => this.#follow(), signal);
    signal.addEventListener("abort", () => this.#stop());
    chrome.fate = (shown) => {
      const iteration = this.#iteration;
      return iteration ? fateOf(new Pixel(iteration, shown, new Plane(shown, devicePixelRatio).isDeep)) : "";
    };
    view.watch((frame) => this.#draw(frame));
    this.#follow();
  }

  /**
   * Show an overlay, or hide it.
   *
   * @param {Name} name
   */
  toggle(name) {
    const shown = this.#model.get("overlays");
    const isShown = shown.includes(name);
    this.#model.set("overlays", isShown ? shown.filter((each) => each !== name) : [...shown, name]);
    this.#model.save_changes();
    const lack = isShown ? null : this.lack(name);
    if (lack) this.#chrome.notices.show("overlay", lack, { duration: NOTICE, dismissible: true });
    else this.#chrome.notices.hide("overlay");
  }

  /**
   * Why an overlay has nothing to show here, if so.
   *
   * @param {Name} name
   * @returns {string | null}
   */
  lack(name) {
    const iteration = this.#iteration;
    const overlay = OVERLAYS.find((each) => each.name === name);
    if (!iteration || !overlay) return "This page does not know this family.";
    const needsKernel = name === "rays" || name === "equipotentials";
    return overlay.lack?.({ iteration }) ?? (needsKernel && this.#kernel.lacks(name) ? UNRECORDED : null);
  }

  /** Walk along the orbit, step by step; stop walking. */
  walk() {
    if (this.#walk !== undefined) {
      this.#stop();
      this.#view.schedule();
      return;
    }
    if (!this.#model.get("overlays").includes("orbit")) this.toggle("orbit");
    this.#choose(0);
    this.#walk = setInterval(() => {
      if (this.#step !== null && this.#step + 1 < this.#sheet.length) this.#choose(this.#step + 1);
      else this.#stop();
    }, PACE);
    this.#sheet.showWalk(true);
  }

  #stop() {
    clearInterval(this.#walk);
    this.#walk = undefined;
    this.#sheet.showWalk(false);
  }

  /** @param {number | null} step */
  #choose(step) {
    this.#step = step;
    this.#view.schedule();
  }

  #follow() {
    const shown = this.#model.get("overlays");
    if (!shown.includes("orbit")) {
      this.#stop();
      this.#step = null;
    }
    this.#canvas.hidden = shown.length === 0;
    this.#sheet.node.hidden = !shown.includes("orbit");
    this.#circle.node.hidden = !shown.includes("circle") || this.lack("circle") !== null;
    this.#card.hidden = !shown.includes("bulb") || this.lack("bulb") !== null;
    this.#landings.hidden = !shown.includes("rays");
    for (const { name } of OVERLAYS) this.#chrome.press(name, shown.includes(name));
    this.#view.schedule();
  }

  /** @param {Frame} frame */
  #draw(frame) {
    const names = this.#model.get("overlays");
    if (names.length === 0) return;
    const formula = this.#model.get("formula");
    const iteration = this.#iteration;
    const plane = new Plane(frame.shown, frame.ratio);
    this.#pen.begin(plane.width, plane.height, frame.ratio, this.#chrome.root.classList.contains("its-presenting"));
    if (!iteration) return;
    const { pointer } = frame;
    if (pointer && this.#walk === undefined) {
      const { x, y, bits } = pointAt(frame.shown, pointer.x, pointer.y);
      if (x !== this.#spot?.x || y !== this.#spot.y) {
        this.#step = this.#circle.chosen = null;
        this.#spot = { x, y, bits };
      }
    }
    const pixel = this.#pixelOf(iteration, this.#spot ?? frame.shown, plane.isDeep);
    if (names.includes("orbit")) this.#sheet.show(pixel.orbit, this.#step);
    const ask = {
      formula,
      angles: this.#model.get("angles"),
      max_iter: this.#model.get("max_iter"),
      shown: frame.shown,
      resting: frame.resting,
      kernel: this.#kernel.answer.bind(this.#kernel),
      circle: this.#circle,
      tell: this.#tell.bind(this),
    };
    for (const overlay of OVERLAYS) {
      if (!names.includes(overlay.name) || overlay.lack?.({ iteration })) continue;
      this.#pen.next();
      overlay.draw(this.#pen, { plane, iteration, pixel, step: this.#step, ask });
    }
    const left = this.#pen.end(this.#taken()).join("\n");
    const grows = left.length > this.#landings.textContent.length;
    setText(this.#landings, left);
    if (grows) this.#view.schedule(); // labels make way for the card
  }

  get #iteration() {
    const formula = this.#model.get("formula");
    if (this.#read?.formula !== formula) this.#read = { formula, iteration: iterationOf(formula) };
    return this.#read.iteration;
  }

  /**
   * What is known of a pixel stays until another one, or another formula, is looked at.
   *
   * @param {Iteration} iteration
   * @param {Spot} spot
   * @param {boolean} isDeep
   */
  #pixelOf(iteration, spot, isDeep) {
    const known = this.#pixel;
    const isKnown = known?.iteration === iteration && known.spot === spot && known.isDeep === isDeep;
    this.#pixel = isKnown ? known : new Pixel(iteration, spot, isDeep);
    return this.#pixel;
  }

  /** @param {string[]} lines the title first */
  #tell(lines) {
    const rows = this.#card.children;
    while (rows.length < lines.length) this.#card.append(element(rows.length === 0 ? "strong" : "span"));
    [...rows].forEach((row, at) => setText(row, lines[at] ?? ""));
  }

  /** @returns {Box[]} in CSS pixels of the canvas */
  #taken() {
    const { left, top } = this.#chrome.canvas.getBoundingClientRect();
    return [...this.#chrome.root.querySelectorAll(CHROME)].map((node) => {
      const box = node.getBoundingClientRect();
      return { left: box.left - left, top: box.top - top, right: box.right - left, bottom: box.bottom - top };
    });
  }
}
