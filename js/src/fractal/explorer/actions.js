import * as icons from "../../widget/ui/icons.js";

/** @import { AnyModel } from "@anywidget/types" */
/** @import { Action } from "../../widget/input/actions.js" */
/** @import { ExplorerTraits } from "../messages.js" */

/** CSS pixels that an arrow key moves c, and how many times as far together with Shift. */
const STEP = 1;
const LONG_STEP = 16;
const ARROWS = /** @type {[string, number, number][]} */ ([
  ["Left", -1, 0],
  ["Right", 1, 0],
  ["Up", 0, -1],
  ["Down", 0, 1],
]);

/**
 * What both planes of an explorer can do besides what every view can.
 *
 * @param {AnyModel<ExplorerTraits>} model
 * @param {(dx: number, dy: number) => void} nudge moves c by so many CSS pixels of the parameter plane
 * @param {(together: boolean) => void} gather shows both planes at c, or each where it is
 * @returns {Action[]}
 */
export function explorerActions(model, nudge, gather) {
  return [
    { id: "drag-c", label: "Move c", needsKernel: true, help: ["Drag the ring", "move c"] },
    { id: "click-c", label: "Set c", needsKernel: true, help: ["Click", "set c, in its plane"] },
    ...ARROWS.map(([name, dx, dy], index) => ({
      id: `c-${name.toLowerCase()}`,
      label: `Move c: ${name.toLowerCase()}`,
      keys: [`Alt+Arrow${name}`, `Alt+Shift+Arrow${name}`],
      needsKernel: true,
      ...(index === 0
        ? { help: /** @type {[string, string]} */ (["Alt + arrows", "move c, with Shift further"]) }
        : {}),
      run: (/** @type {boolean} */ long) => nudge(dx * (long ? LONG_STEP : STEP), dy * (long ? LONG_STEP : STEP)),
    })),
    {
      id: "together",
      label: "Zoom both about c",
      icon: icons.together,
      keys: ["t"],
      group: "planes",
      needsKernel: true,
      help: ["T", "both at c, at one scale"],
      run: () => gather(!model.get("together")),
    },
    {
      id: "swap",
      label: "Swap the planes",
      icon: icons.swap,
      keys: ["w"],
      group: "planes",
      help: ["W", "swap the planes"],
      run: () => {
        model.set("swapped", !model.get("swapped"));
        model.save_changes();
      },
    },
  ];
}
