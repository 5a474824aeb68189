/** @import { Action, Actions } from "./actions.js" */

/** Fields take all keys, what can be pressed takes two, what is chosen by arrows takes these. */
const FIELDS = "input:not([type=checkbox], [type=radio]), select, textarea";
const PRESSED = "button, input, summary";
const CHOSEN = "input[type=radio]";

/**
 * Let keys run a view's actions. A control inside it, e.g. a field, keeps the keys that are its own.
 *
 * @param {HTMLElement} target
 * @param {Actions} actions
 * @param {(action: Action, long: boolean) => void} run `long` says that Shift is held
 * @param {AbortSignal} signal
 */
export function listenToKeys(target, actions, run, signal) {
  target.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isOwn(event)) return;
      const action = actions.forKey(event.key);
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      run(action, event.shiftKey);
    },
    { signal },
  );
}

/** @param {KeyboardEvent} event */
function isOwn({ key, target }) {
  if (!(target instanceof Element) || key === "Escape") return false;
  if (key === " " || key === "Enter") return target.matches(PRESSED) || target.matches(FIELDS);
  return target.matches(FIELDS) || (key.startsWith("Arrow") && target.matches(CHOSEN));
}
