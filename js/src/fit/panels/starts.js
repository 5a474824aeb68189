import { element } from "../../widget/ui/dom.js";
import { significant } from "../../widget/math/format.js";
import { icon } from "../../widget/ui/icons.js";
import { watchSize } from "../../widget/ui/layout.js";
import { Scene } from "../scene/scene.js";

/** @import { Starts } from "../protocol.js" */
/** @import { Snapshot } from "../scene/scene.js" */

/** A small picture that nobody touches. */
const LISTENER = {
  move: () => {},
  brush: () => {},
  hover: () => {},
  wantPicture: () => {},
  changed: () => {},
  takesWheel: () => false,
  decline: () => {},
};

/**
 * The ends of several starts side by side, the best one marked; a click shows one.
 *
 * @param {Starts} starts
 * @param {Pick<Snapshot, "points" | "dims" | "look" | "palette" | "featureNames">} picture
 * @param {{choose: (start: number) => void, close: () => void}} host
 * @param {AbortSignal} signal
 * @returns {HTMLElement}
 */
export function startsSheet({ starts, best }, picture, { choose, close }, signal) {
  const cards = starts.map((start, index) => {
    const canvas = element("canvas", { class: "its-start-picture" });
    const scene = new Scene(canvas, LISTENER, signal);
    signal.addEventListener("abort", () => scene.close());
    watchSize(canvas, (width, height, ratio) => scene.resize(width, height, ratio), signal);
    const { step, algorithm, covariance_type: covarianceType } = start;
    scene.show(
      {
        ...picture,
        step,
        algorithm,
        covarianceType,
        shading: { step, covarianceType },
        previous: null,
        trail: [],
        look: { ...picture.look, density: "none", trails: false, sigmas: [1, 2] },
        points: { ...picture.points, total: picture.points.n },
        hovered: null,
      },
      { eased: false },
    );
    const figure = element("span", { class: "its-start-value" }, significant(step.log_likelihood, 6));
    const card = element(
      "button",
      { type: "button", class: "its-start", "aria-label": `Seed ${start.seed}, log-likelihood ${significant(step.log_likelihood, 6)}${index === best ? ", the best" : ""}` },
      canvas,
      element("span", { class: "its-start-title" }, `seed ${start.seed}`, figure, element("span", {}, `${start.n_iter} iterations`)),
    );
    if (index === best) {
      card.classList.add("its-best");
      card.append(element("span", { class: "its-start-best" }, icon("check"), "best"));
    }
    card.addEventListener("click", () => choose(index));
    return card;
  });
  const button = element("button", { type: "button", class: "its-button", title: "Close (Escape)", "aria-label": "Close" }, icon("close"));
  button.addEventListener("click", close);
  return element(
    "div",
    { class: "its-starts", role: "dialog", "aria-label": "Several starts" },
    element("header", {}, element("strong", {}, `${starts.length} starts and where they end`), button),
    element("div", { class: "its-start-grid" }, ...cards),
  );
}
