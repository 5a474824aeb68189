import { chordOf } from "./actions.js";

/** @import { Action, Actions } from "./actions.js" */

/** Fields take all keys, what can be pressed takes two, what is chosen by arrows takes these. */
const FIELDS = "input:not([type=checkbox], [type=radio]), select, textarea";
const PRESSED = "button, input, summary";
const CHOSEN = "input[type=radio]";
/** Chords with which a field is edited. */
const EDITING = /^Ctrl\+(Shift\+)?[acvxyz]$/;
/** JupyterLab takes no shortcut from within an element that has this attribute. */
const SUPPRESSED = "data-lm-suppress-shortcuts";

/**
 * Let keys run a view's actions. A control inside it, e.g. a field, keeps the keys that are its own, and the host keeps
 * the chords with Ctrl, Alt or Cmd that nothing in the view stands for.
 *
 * @param {HTMLElement} target
 * @param {Actions} actions
 * @param {(action: Action, long: boolean) => void} run `long` says that Shift is held
 * @param {AbortSignal} signal
 */
export function listenToKeys(target, actions, run, signal) {
  /** @type {Action | null} */
  let held = null;
  const release = () => {
    held?.hold?.(false);
    held = null;
  };
  target.addEventListener(
    "keydown",
    (event) => {
      // JupyterLab can be set to enlarge itself by Ctrl + wheel, and listens for this key; it takes arrows from sliders.
      const isFields = isOwn(event);
      if (event.key === "Control" || isFields) event.stopPropagation();
      const action = event.defaultPrevented || isFields ? undefined : actions.forKey(chordOf(event));
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      if (!(action.hold && event.repeat)) run(action, event.shiftKey);
      else if (held !== action) {
        release();
        held = action;
        action.hold(true);
      }
    },
    { signal },
  );
  target.addEventListener("keyup", release, { signal });
  target.addEventListener("focusout", release, { signal });
  signal.addEventListener("abort", release);
  // The host listens in the capture phase too, on the document.
  target.setAttribute(SUPPRESSED, "true");
  addEventListener(
    "keydown",
    (event) => {
      if (!event.composedPath().includes(target)) return;
      const passes = isChord(event) && !isOwn(event) && !actions.forKey(chordOf(event));
      if (passes) target.removeAttribute(SUPPRESSED);
      else target.setAttribute(SUPPRESSED, "true");
    },
    { signal, capture: true },
  );
}

/** @param {KeyboardEvent} event */
function isChord({ ctrlKey, metaKey, altKey }) {
  return ctrlKey || metaKey || altKey;
}

/** @param {KeyboardEvent} event */
function isOwn(event) {
  const [target] = event.composedPath();
  if (!(target instanceof Element) || event.key === "Escape") return false;
  const isField = target.matches(FIELDS);
  if (isChord(event)) return isField && EDITING.test(chordOf(event));
  if (event.key === " " || event.key === "Enter") return isField || target.matches(PRESSED);
  return isField || (event.key.startsWith("Arrow") && target.matches(CHOSEN));
}
