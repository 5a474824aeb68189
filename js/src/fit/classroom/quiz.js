import { button, element, setText } from "../../widget/ui/dom.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Chrome } from "../chrome.js" */
/** @import { FitChannel } from "../playback/channel.js" */
/** @import { AnswerRequest, Question, Traits, Verdict } from "../messages.js" */
/** @import { Scene } from "../scene/scene.js" */

/** @typedef {{exemplify: (row: number | null) => void, panes: {scene: Pick<Scene, "placeAt"> | null}}} Asked what is asked about */

/** Components that have a button each: of more the kernel does not ask for one. */
const MOST = 12;

/**
 * Asks before each half-step what it will bring, takes a click, and says how right it was. The kernel knows.
 */
export class Quiz {
  #model;
  #parts;
  #text = element("span", { class: "its-quiz-text" });
  #choices = element("span", { class: "its-quiz-choices" });
  #score = element("span", { class: "its-quiz-score" });
  #guess = element("div", { class: "its-quiz-guess", hidden: "" });
  /** The strip above the scene. */
  node = element("div", { class: "its-quiz", role: "group", "aria-label": "Quiz", hidden: "" });
  /** @type {Question | null} what has been asked and not been answered */
  #question = null;
  /** @type {HTMLCanvasElement | null} */
  #canvas = null;
  /** Where arrows have steered, as shares of the scene. @type {[number, number] | null} */
  #aim = null;

  /**
   * @param {AnyModel<Traits>} model
   * @param {{chrome: Chrome, channel: FitChannel, view: Asked}} parts read when something happens
   */
  constructor(model, parts) {
    this.#model = model;
    this.#parts = parts;
    const live = element("span", { role: "status" }, this.#text);
    this.node.append(live, this.#choices, this.#score);
  }

  /** Whether the next half-step is asked about. */
  get isOn() {
    return this.#model.get("quiz");
  }

  /**
   * Listen for clicks on the scene, and for another plane in which a place would be another one.
   *
   * @param {HTMLCanvasElement} canvas
   * @param {AbortSignal} signal
   */
  listen(canvas, signal) {
    this.#canvas = canvas;
    canvas.parentElement?.append(this.#guess);
    canvas.addEventListener("click", (event) => this.#click(canvas, event), { signal });
    const replace = () => this.#question?.asked === "place" && this.show();
    this.#model.on("change:dims", replace);
    signal.addEventListener("abort", () => this.#model.off("change:dims", replace));
  }

  /** Show that the quiz is on, or no longer. */
  show() {
    this.node.hidden = !this.isOn;
    this.#guess.hidden = true;
    this.#forget();
    if (this.isOn) this.#say("Press \u2192 : before each half-step you are asked what it will bring.");
    else this.#parts.view.exemplify(null);
  }

  /** Ask, unless a question waits for its answer. */
  ask() {
    if (this.#question) return;
    this.#parts.channel.send({ kind: "ask" });
    this.#parts.channel.expectSteps();
  }

  /** Whether a place is asked for. */
  get wantsPlace() {
    return this.#question?.asked === "place";
  }

  /**
   * Move the place that will be the answer.
   *
   * @param {number} dx CSS pixels
   * @param {number} dy
   */
  steer(dx, dy) {
    const canvas = this.#canvas;
    if (!canvas || !this.wantsPlace) return;
    const { width, height } = canvas.getBoundingClientRect();
    const [x, y] = this.#aim ?? [0.5, 0.5];
    this.#aim = [Math.max(0, Math.min(1, x + dx / width)), Math.max(0, Math.min(1, y + dy / height))];
    this.#mark(canvas, this.#aim);
  }

  /** Answer with the place that was steered to. */
  settle() {
    if (this.#canvas && this.#aim) this.#choose(this.#canvas, this.#aim);
  }

  /**
   * Another step is shown: what was asked is not asked any more.
   *
   * @param {number} run
   * @param {number} index
   */
  follow(run, index) {
    const asked = this.#question;
    if (asked && (asked.run !== run || asked.index !== index)) this.show();
  }

  /**
   * Take what the kernel sends.
   *
   * @param {Question | Verdict} message
   */
  take(message) {
    if (!this.isOn || !this.#parts.channel.isMine(message.vid)) return;
    this.#forget();
    if (message.kind === "question") this.#pose(message);
    else this.#judge(message);
  }

  /** @param {Question} question */
  #pose(question) {
    this.#question = question;
    this.#guess.hidden = true;
    this.#aim = null;
    delete this.node.dataset["right"];
    this.#say(question.text);
    if (question.asked === "place") this.#parts.chrome.announce("Arrows steer to a place, Enter answers.");
    if (question.sample !== null) this.#parts.view.exemplify(question.sample);
    /** @type {[string, AnswerRequest["given"]][]} */
    const choices = question.asked === "owner" ? this.#components() : [];
    if (question.asked === "change") choices.push(["better", "better"], ["the same", "same"], ["worse", "worse"]);
    this.#offer(...choices.map(([label, given]) => button("remedy", "", () => this.#answer(given), label)));
    const first = this.#choices.querySelector("button");
    if (first && this.#parts.chrome.hasFocus) first.focus({ preventScroll: true });
  }

  /** @returns {[string, number][]} */
  #components() {
    const count = Math.min(MOST, this.#model.get("n_components"));
    return Array.from({ length: count }, (_, component) => [String(component), component]);
  }

  /** @param {Verdict} verdict */
  #judge({ right, text, score, count }) {
    this.node.dataset["right"] = String(right);
    this.#say(text);
    setText(this.#score, `${Number(score.toFixed(1))} of ${count}`);
    this.#offer(button("remedy", "", () => this.ask(), "Next question"));
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {MouseEvent} event
   */
  #click(canvas, { clientX, clientY }) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    this.#choose(canvas, [(clientX - left) / width, (clientY - top) / height]);
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {readonly [number, number]} share of its width and height; of a series it must lie in the lane of the feature
   */
  #choose(canvas, share) {
    if (!this.#question || !this.wantsPlace) return;
    const place = this.#parts.view.panes.scene?.placeAt(share, this.#question.dims);
    if (!place?.every(Number.isFinite)) return;
    this.#mark(canvas, share);
    this.#answer(place);
  }

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {readonly [number, number]} share of its width and height
   */
  #mark(canvas, [x, y]) {
    this.#guess.style.translate = `${x * canvas.offsetWidth}px ${canvas.offsetTop + y * canvas.offsetHeight}px`;
    this.#guess.hidden = false;
  }

  /** @param {AnswerRequest["given"]} given */
  #answer(given) {
    const question = this.#question;
    if (!question) return;
    const { run, index } = question;
    this.#question = null;
    this.#offer();
    this.#parts.channel.send({ kind: "answer", run, index, given });
    this.#parts.channel.expectSteps();
  }

  /** @param {...HTMLElement} buttons below the words, in the place of those that were there */
  #offer(...buttons) {
    const hadFocus = this.#choices.matches(":focus-within");
    this.#choices.replaceChildren(...buttons);
    // The focus would go with the button that had it, and the next key be the page's.
    if (hadFocus) this.#parts.chrome.takeFocus();
  }

  #forget() {
    this.#question = null;
    this.#offer();
  }

  /** @param {string} text */
  #say(text) {
    setText(this.#text, text);
  }
}
