/** @import { Menu } from "../ui/menu.js" */

/**
 * Something that a view can do. Buttons, keys, help sheet and menus all come from a view's table of actions.
 *
 * @typedef {object} Action
 * @property {string} id stable name, also in `data-action`
 * @property {string} label names the button and the menu
 * @property {string} [icon] one of `ui/icons.js`, gives it a button in its group
 * @property {string[]} [keys] names of keys as `chordOf` gives them; the first one is in the tooltip
 * @property {string} [group] buttons of one group stand together
 * @property {number} [fold] where there is no room for all buttons, larger ones go into a menu first; 0 if none is given
 * @property {() => boolean} [isThere] whether its keys are taken now; always, without it
 * @property {boolean} [needsKernel] whether it is left out where there is no kernel
 * @property {[string, string]} [help] a row of the help sheet: what to press or drag, and what that does
 * @property {(long: boolean) => void} [run] `long` says that Shift is held; an action without it only explains a gesture
 * @property {(held: boolean) => void} [hold] while its key or button is held it goes on, instead of running again and again
 * @property {() => Menu} [menu] opens a menu instead of running
 */

/**
 * The table of a view's actions, and what is found in it.
 */
export class Actions {
  #table;

  /**
   * @param {Action[]} table in the order of the buttons and of the help sheet
   * @param {boolean} hasKernel
   */
  constructor(table, hasKernel) {
    this.#table = table.filter(({ needsKernel }) => hasKernel || !needsKernel);
  }

  /**
   * The action of that name, if the view has it.
   *
   * @param {string} id
   */
  find(id) {
    return this.#table.find((action) => action.id === id);
  }

  /**
   * The action that a key or a chord stands for.
   *
   * @param {string} key as events have it, or a chord
   */
  forKey(key) {
    const name = key.length === 1 ? key.toLowerCase() : key;
    return this.#table.find(({ keys, isThere }) => keys?.includes(name) && (!isThere || isThere()));
  }

  /**
   * The actions of a group that have buttons.
   *
   * @param {string} group
   */
  buttons(group) {
    return this.inGroup(group).filter(({ icon }) => icon);
  }

  /**
   * The actions of a group, with or without buttons.
   *
   * @param {string} group
   */
  inGroup(group) {
    return this.#table.filter((action) => action.group === group);
  }

  /** The rows of the help sheet. */
  get help() {
    return this.#table.flatMap(({ help }) => (help ? [help] : []));
  }
}

/**
 * Name what is pressed: a key as events have it, letters in lower case, after the keys that make it a chord. Ctrl stands
 * for Cmd as well; Shift alone makes no chord, since it only chooses another sign of the key.
 *
 * @param {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">} event
 * @returns {string} e.g. "z", "?", "Ctrl+z", "Ctrl+Shift+z"
 */
export function chordOf({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  const name = key.length === 1 ? key.toLowerCase() : key;
  if (!(ctrlKey || metaKey || altKey)) return name;
  const held = { Ctrl: ctrlKey || metaKey, Alt: altKey, Shift: shiftKey };
  return [...Object.entries(held).flatMap(([modifier, isHeld]) => (isHeld ? [modifier] : [])), name].join("+");
}

/**
 * Name a key or a chord as keyboards do.
 *
 * @param {string} chord as `chordOf` gives it
 * @returns {string} e.g. "Space", "Ctrl+Shift+Z"
 */
export function keyName(chord) {
  const [held = ""] = /^((Ctrl|Alt|Shift)\+)*/.exec(chord) ?? [];
  const key = chord.slice(held.length);
  if (key === " ") return `${held}Space`;
  return held + (key.length === 1 ? key.toUpperCase() : key);
}
