import * as icons from "../../widget/ui/icons.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Action } from "../../widget/input/actions.js" */
/** @import { Traits } from "../messages.js" */
/** @import { Player } from "./player.js" */

/** Half-steps of an iteration. */
const ITERATION = 2;

/**
 * What keys and buttons do that go through the steps.
 *
 * @param {{model: AnyModel<Traits>, player: Player, quiz: {isOn: boolean, ask: () => void}}} parts read when an action runs
 * @returns {Action[]}
 */
export function transportActions(parts) {
  return [
    {
      id: "play",
      label: "Play",
      icon: icons.play,
      keys: [" "],
      group: "transport",
      help: ["Space", "play, pause"],
      run: () => (parts.quiz.isOn ? parts.quiz.ask() : parts.player.play()),
    },
    {
      id: "back",
      label: "Half-step back",
      icon: icons.back,
      keys: ["ArrowLeft"],
      group: "transport",
      help: ["\u2190 \u2192", "half-step back, forward; with Shift an iteration"],
      run: (long) => parts.player.step(long ? -ITERATION : -1),
    },
    {
      id: "forward",
      label: "Half-step forward",
      icon: icons.forward,
      keys: ["ArrowRight"],
      group: "transport",
      run: (long) => (parts.quiz.isOn ? parts.quiz.ask() : parts.player.step(long ? ITERATION : 1)),
    },
    {
      id: "first",
      label: "First step",
      icon: icons.first,
      keys: ["Home"],
      group: "transport",
      help: ["Home, End", "first step, end of the fit"],
      run: () => parts.player.seek(0),
    },
    {
      id: "last",
      label: "To the end of the fit",
      icon: icons.last,
      keys: ["End"],
      group: "transport",
      run: () => parts.player.last(),
    },
    {
      id: "slower",
      label: "Slower",
      keys: [","],
      help: [", .", "slower, faster"],
      run: () => parts.player.pace(false),
    },
    { id: "faster", label: "Faster", keys: ["."], run: () => parts.player.pace(true) },
    {
      id: "loop",
      label: "Play again and again",
      icon: icons.loop,
      keys: ["l"],
      group: "transport",
      help: ["L", "play again and again"],
      run: () => parts.player.set("loop", !parts.model.get("loop")),
    },
  ];
}
