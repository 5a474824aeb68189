/** @import { Action, Actions } from "./actions.js" */

/** Milliseconds from which a button is held rather than pressed. */
const HELD = 350;

/**
 * Let a view's buttons be held, if their actions can be.
 *
 * @param {HTMLElement} bar
 * @param {Actions} actions
 * @param {AbortSignal} signal
 */
export function listenToHolds(bar, actions, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Action | undefined} */
  let held;
  let wasHeld = false;
  const release = () => {
    clearTimeout(timer);
    held?.hold?.(false);
    held = undefined;
  };
  bar.addEventListener(
    "pointerdown",
    ({ target, button }) => {
      release();
      wasHeld = false;
      const name = target instanceof Element ? target.closest("button")?.dataset["action"] : undefined;
      const action = name === undefined ? undefined : actions.find(name);
      if (!action?.hold || button !== 0) return;
      timer = setTimeout(() => {
        held = action;
        wasHeld = true;
        action.hold?.(true);
      }, HELD);
    },
    { signal },
  );
  for (const kind of ["pointerup", "pointercancel", "pointerleave"]) bar.addEventListener(kind, release, { signal });
  // What ends a hold is no press.
  bar.addEventListener(
    "click",
    (event) => {
      if (!wasHeld) return;
      wasHeld = false;
      event.stopImmediatePropagation();
    },
    { signal, capture: true },
  );
  signal.addEventListener("abort", release);
}
