import { element, setText } from "../../widget/ui/dom.js";
import { dress, makeButton } from "../../widget/ui/toolbar.js";
import { Scrubber } from "./scrubber.js";
import { PHASES, spoken } from "./captions.js";

/** @import { Button } from "../../widget/ui/toolbar.js" */
/** @import { Moment } from "../playback/recording.js" */
/** @import { Step } from "../protocol.js" */

/** Half-steps per second to choose from. */
export const SPEEDS = [0.5, 1, 2, 4, 8, 16, 30];

/** @typedef {"first" | "back" | "play" | "forward" | "last" | "loop"} TransportAction */

/** @type {Button[]} */
const BUTTONS = [
  { action: "first", icon: "first", label: "First step", key: "Home" },
  { action: "back", icon: "back", label: "Half-step back", key: "ArrowLeft" },
  { action: "play", icon: "play", label: "Play", key: "Space" },
  { action: "forward", icon: "forward", label: "Half-step forward", key: "ArrowRight" },
  { action: "last", icon: "last", label: "To the end of the fit", key: "End" },
];
/** @type {Button} */
const PAUSE = { action: "play", icon: "pause", label: "Pause", key: "Space" };
/** @type {Button} */
const LOOP = { action: "loop", icon: "loop", label: "Play again and again", key: "L" };

/**
 * The buttons and the scrubber below the scene.
 */
export class Transport {
  #buttons = new Map(BUTTONS.map((button) => [button.action, makeButton(button)]));
  #loop = makeButton(LOOP);
  #speed = element("select", { class: "its-select its-speed", title: "Half-steps per second (, and .)", "aria-label": "Half-steps per second" });
  #iteration = element("span", { class: "its-iteration" });
  #phase = element("span", { class: "its-phase" });
  #scrubber;
  #isPlaying = false;

  /**
   * @param {object} host
   * @param {(action: TransportAction) => void} host.act
   * @param {(speed: number) => void} host.pace
   * @param {(index: number) => void} host.seek
   * @param {(held: boolean) => void} host.hold
   * @param {(index: number | null) => void} host.hover
   * @param {AbortSignal} signal
   */
  constructor({ act, pace, seek, hold, hover }, signal) {
    this.#scrubber = new Scrubber({ seek, hold, hover }, signal);
    this.#speed.append(...SPEEDS.map((speed) => choice(speed)));
    this.#speed.addEventListener("change", () => pace(Number(this.#speed.value)));
    /** The element that holds all. */
    this.node = element(
      "div",
      { class: "its-transport", role: "group", "aria-label": "Playback" },
      element("div", { class: "its-buttons" }, ...this.#buttons.values()),
      this.#scrubber.node,
      element("div", { class: "its-readout", "aria-hidden": "true" }, element("span", { class: "its-readout-name" }, "Iteration"), this.#iteration, this.#phase),
      this.#speed,
      this.#loop,
    );
    this.node.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target.closest("button") : null;
      const action = target?.dataset["action"];
      if (action) act(/** @type {TransportAction} */ (action));
    });
  }

  /**
   * @param {Moment} moment
   * @param {Step[]} steps
   * @param {boolean} complete
   */
  show({ index, step, algorithm }, steps, complete) {
    this.#scrubber.show({ steps, index, complete }, `${spoken(step, algorithm)}, ${PHASES[step.phase]}`);
    setText(this.#iteration, String(step.iteration));
    setText(this.#phase, PHASES[step.phase]);
    this.#enable("first", index > 0);
    this.#enable("back", index > 0);
    this.#enable("forward", index < steps.length - 1 || !complete);
    this.#enable("last", index < steps.length - 1 || !complete);
  }

  /**
   * @param {boolean} playing
   * @param {number} speed half-steps per second
   * @param {boolean} loop
   */
  showClock(playing, speed, loop) {
    const play = this.#buttons.get("play");
    if (play && playing !== this.#isPlaying) {
      this.#isPlaying = playing;
      dress(play, playing ? PAUSE : /** @type {Button} */ (BUTTONS[2]));
    }
    if (!this.#speed.querySelector(`[value="${speed}"]`)) this.#speed.append(choice(speed));
    this.#speed.value = String(speed);
    this.#loop.setAttribute("aria-pressed", String(loop));
  }

  /** @param {number | null} index of the step that is pointed at somewhere */
  point(index) {
    this.#scrubber.point(index);
  }

  /**
   * Without taking the focus from a button that has just been pressed.
   *
   * @param {TransportAction} action
   * @param {boolean} enabled
   */
  #enable(action, enabled) {
    this.#buttons.get(action)?.setAttribute("aria-disabled", String(!enabled));
  }
}

/**
 * @param {number} speed half-steps per second
 */
function choice(speed) {
  return element("option", { value: String(speed) }, `${speed === 0.5 ? "½" : speed}/s`);
}
