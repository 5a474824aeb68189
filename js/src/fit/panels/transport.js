import { element, setText } from "../../widget/ui/dom.js";
import * as icons from "../../widget/ui/icons.js";
import { dress, makeButton } from "../../widget/ui/toolbar.js";
import { SPEEDS } from "../playback/player.js";
import { phaseName, spoken } from "./captions.js";
import { Scrubber } from "./scrubber.js";

/** @import { Action } from "../../widget/input/actions.js" */
/** @import { Moment } from "../playback/recording.js" */
/** @import { Step } from "../messages.js" */

/** The order of the buttons. */
const BUTTONS = ["first", "back", "play", "forward", "last"];

/** Letters of the name of a half-step that have room; more take more. */
const LETTERS = 6;

/**
 * The buttons and the scrubber below the scene.
 */
export class Transport {
  #actions;
  #buttons;
  #speed = element("select", {
    class: "its-select its-speed",
    title: "Half-steps per second (, and .)",
    "aria-label": "Half-steps per second",
  });
  #iteration = element("span", { class: "its-iteration" });
  #phase = element("span", { class: "its-phase" });
  #scrubber;
  #isPlaying = false;

  /**
   * @param {Action[]} actions of the buttons
   * @param {object} host
   * @param {(id: string) => void} host.run called when a button is pressed
   * @param {(speed: number) => void} host.pace
   * @param {(index: number) => void} host.seek
   * @param {(held: boolean) => void} host.hold
   * @param {(index: number | null) => void} host.hover
   * @param {AbortSignal} signal
   */
  constructor(actions, { run, pace, seek, hold, hover }, signal) {
    this.#actions = new Map(actions.map((action) => [action.id, action]));
    this.#buttons = new Map(actions.map((action) => [action.id, makeButton(action)]));
    /** @type {(ids: string[]) => HTMLElement[]} */
    const pick = (ids) => ids.flatMap((id) => this.#buttons.get(id) ?? []);
    this.#scrubber = new Scrubber({ seek, hold, hover }, signal);
    this.#speed.append(...SPEEDS.map((speed) => choice(speed)));
    this.#speed.addEventListener("change", () => pace(Number(this.#speed.value)));
    /** The element that holds all. */
    this.node = element(
      "div",
      { class: "its-transport", role: "group", "aria-label": "Playback" },
      element("div", { class: "its-buttons" }, ...pick(BUTTONS)),
      this.#scrubber.node,
      element(
        "div",
        { class: "its-readout", "aria-hidden": "true" },
        element("span", { class: "its-readout-name" }, "Iteration"),
        this.#iteration,
        this.#phase,
      ),
      this.#speed,
      ...pick(["loop"]),
    );
    this.node.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target.closest("button") : null;
      const action = target?.dataset["action"];
      if (action) run(action);
    });
  }

  /**
   * Show where the step is in the recording.
   *
   * @param {Moment} moment
   * @param {Step[]} steps
   * @param {{complete: boolean, end: number}} line whether no step will follow; index at its right end
   */
  show({ index, step, model }, steps, { complete, end }) {
    const phase = phaseName(step.phase, model);
    this.#scrubber.show({ steps, index, end }, `${spoken(step, model)}, ${phase}`);
    setText(this.#iteration, String(step.iteration));
    setText(this.#phase, phase);
    const letters = Math.max(LETTERS, ...model.captions.halves.map(({ length }) => length));
    this.node.style.setProperty("--its-letters", String(letters));
    this.#enable("first", index > 0);
    this.#enable("back", index > 0);
    this.#enable("forward", index < steps.length - 1 || !complete);
    this.#enable("last", index < steps.length - 1 || !complete);
  }

  /**
   * Show whether and how fast it plays.
   *
   * @param {boolean} playing
   * @param {number} speed half-steps per second
   * @param {boolean} loop
   */
  showClock(playing, speed, loop) {
    const [button, action] = [this.#buttons.get("play"), this.#actions.get("play")];
    if (button && action && playing !== this.#isPlaying) {
      this.#isPlaying = playing;
      dress(button, playing ? { ...action, icon: icons.pause, label: "Pause" } : action);
    }
    if (!this.#speed.querySelector(`[value="${speed}"]`)) this.#speed.append(choice(speed));
    this.#speed.value = String(speed);
    this.#buttons.get("loop")?.setAttribute("aria-pressed", String(loop));
  }

  /**
   * Mark a step that is pointed at.
   *
   * @param {number | null} index of the step that is pointed at somewhere
   */
  point(index) {
    this.#scrubber.point(index);
  }

  /**
   * Without taking the focus from a button that has just been pressed.
   *
   * @param {string} id
   * @param {boolean} enabled
   */
  #enable(id, enabled) {
    this.#buttons.get(id)?.setAttribute("aria-disabled", String(!enabled));
  }
}

/**
 * @param {number} speed half-steps per second
 */
function choice(speed) {
  return element("option", { value: String(speed) }, `${speed === 0.5 ? "½" : speed}/s`);
}
