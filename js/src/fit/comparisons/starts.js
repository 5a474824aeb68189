import { significant } from "../../widget/math/format.js";
import { cross, element } from "../../widget/ui/dom.js";
import { watchSize } from "../../widget/ui/layout.js";
import { modelOf } from "../models/registry.js";
import { Scene } from "../scene/scene.js";

/** @import { Snapshot, View } from "../draw/drawing.js" */
/** @import { Chrome } from "../chrome.js" */
/** @import { Starts } from "../messages.js" */
/** @import { FitChannel } from "../playback/channel.js" */

/** Values at which starts end that are counted apart. */
const MOST_ENDS = 6;

/**
 * Show the ends of several starts upon a view; a click on one shows it there.
 *
 * @param {Starts} starts
 * @param {Omit<View, "hovered" | "example">} view
 * @param {Pick<Chrome, "popup" | "closePopup" | "togglePopup">} chrome
 * @param {Pick<FitChannel, "send">} channel
 */
export function openStarts(starts, view, chrome, channel) {
  const choose = (/** @type {number} */ n) => {
    chrome.closePopup();
    channel.send({ kind: "start", n });
  };
  const close = () => void chrome.closePopup();
  if (chrome.popup === "starts") chrome.closePopup();
  chrome.togglePopup("starts", (signal) => startsSheet(starts, view, { choose, close }, signal));
}

/**
 * The ends of several starts side by side, the best marked; a click shows one.
 *
 * @param {Starts} starts
 * @param {Omit<View, "hovered" | "example">} view
 * @param {{choose: (start: number) => void, close: () => void}} host
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
function startsSheet({ starts, best }, view, { choose, close }, signal) {
  const values = starts.map(valueOf);
  const areBest = bestOf(values, best);
  const cards = starts.map((start, index) => {
    const { seed } = start;
    const moment = momentOf(start);
    const value = values[index] ?? "";
    const name = `Seed ${seed}, ${moment.model.captions.objective} ${value}${areBest[index] ? ", none is better" : ""}`;
    const canvas = element("canvas", { class: "its-start-picture" });
    drawEnd(canvas, { ...view, ...moment }, signal);
    const title = element(
      "span",
      { class: "its-start-title" },
      `seed ${seed}`,
      element("span", { class: "its-start-value" }, value),
      element("span", {}, `${start.n_iter} iterations`),
    );
    const card = element("button", { type: "button", class: "its-start", "aria-label": name }, canvas, title);
    if (areBest[index]) {
      card.classList.add("its-best");
      const equals = areBest.filter(Boolean).length;
      const text = equals === 1 ? "best" : `${equals} of ${starts.length}`;
      title.append(element("span", { class: "its-start-best" }, text));
    }
    card.addEventListener("click", () => choose(index));
    return card;
  });
  const button = cross("Close (Escape)", close, "button");
  return element(
    "div",
    { class: "its-starts", role: "dialog", "aria-label": "Several starts" },
    element("div", { class: "its-head" }, element("strong", {}, `${starts.length} starts and where they end`), button),
    histogram(endsOf(values, best)),
    element("div", { class: "its-start-grid" }, ...cards),
  );
}

/**
 * Count the starts that end at the same value, as far as can be read.
 *
 * @param {string[]} values as they are shown
 * @param {number} best
 * @returns {{value: string, count: number}[]} the best one first, the others as they come; what is beyond a few together
 */
export function endsOf(values, best) {
  const counts = new Map([[values[best] ?? "", 0]]);
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const ends = [...counts].map(([value, count]) => ({ value, count }));
  if (ends.length <= MOST_ENDS) return ends;
  const others = ends.slice(MOST_ENDS - 1);
  const count = others.reduce((sum, end) => sum + end.count, 0);
  return [...ends.slice(0, MOST_ENDS - 1), { value: `${others.length} others`, count }];
}

/** @param {ReturnType<typeof endsOf>} ends */
function histogram(ends) {
  const most = Math.max(...ends.map(({ count }) => count));
  const rows = ends.map(({ value, count }) => {
    const bar = element("span", { class: "its-start-bar", "aria-hidden": "true" });
    bar.style.width = `${(80 * count) / most}px`;
    const text = `${count} start${count === 1 ? "" : "s"}`;
    return element("li", {}, element("span", { class: "its-start-value" }, value), bar, text);
  });
  return element("ul", { class: "its-start-ends", "aria-label": "How many starts end at each value" }, ...rows);
}

/** @param {Starts["starts"][number]} start */
function valueOf(start) {
  const { model, step } = momentOf(start);
  return significant(model.objective(step), 6);
}

/**
 * Which starts are marked: all that end where the best one does, as far as can be read, and none of a tie of all.
 *
 * @param {string[]} values as they are shown
 * @param {number} best
 */
export function bestOf(values, best) {
  const isTie = values.length > 1 && values.every((value) => value === values[best]);
  return values.map((value) => !isTie && value === values[best]);
}

/** @param {Starts["starts"][number]} start */
function momentOf({ step, model, n_iter: index }) {
  return { index, model: modelOf(model), step, shading: step, previous: null, trail: [] };
}

/**
 * A small picture without trails, pointers and what the kernel draws.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Omit<Snapshot, "hovered" | "example">} snapshot
 * @param {AbortSignal} signal
 */
function drawEnd(canvas, snapshot, signal) {
  const { style, points } = snapshot;
  const scene = new Scene(canvas, signal);
  signal.addEventListener("abort", () => scene.close());
  watchSize(canvas, (width, height, ratio) => scene.resize(width, height, ratio), signal);
  scene.show(
    {
      ...snapshot,
      style: { ...style, density: "none", trails: false, sigmas: [1, 2] },
      points: { ...points, total: points.n },
      hovered: null,
      example: null,
    },
    { eased: false },
  );
}
