/** @import { AnyModel } from "@anywidget/types" */
/** @import { ExplorerTraits } from "../messages.js" */
/** @import { Viewport } from "../viewport/viewport.js" */
/** @import { Pane } from "./explorer.js" */

/**
 * Make each plane follow the other one while both are to show the same place. The one that a person touched last leads; where
 * the kernel moves them, it moves both.
 *
 * @param {AnyModel<ExplorerTraits>} model
 * @param {readonly Pane[]} panes
 * @param {AbortSignal} signal
 * @returns {(pane: Pane) => void} makes a pane the one that leads
 */
export function keepTogether(model, panes, signal) {
  /** @type {Pane | null} */
  let leader = null;
  for (const pane of panes) {
    const lead = () => {
      leader = pane;
    };
    for (const event of ["pointerdown", "wheel", "keydown"]) {
      pane.chrome.root.addEventListener(event, lead, { signal, capture: true, passive: true });
    }
    /** @type {Viewport | null} */
    let last = null;
    pane.view.watch(({ shown }) => {
      const hasMoved = last !== null && shown !== last;
      last = shown;
      if (!hasMoved || leader !== pane || !model.get("together")) return;
      for (const other of panes) if (other !== pane) other.view.moves.mirror(shown);
    });
  }
  return (pane) => {
    leader = pane;
  };
}
