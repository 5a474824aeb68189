/** @import { IconName } from "../ui/icons.js" */
/** @import { Menu } from "../ui/menu.js" */

/**
 * Something that a view can do. Buttons, keys, help sheet and menus all come from a view's table of actions.
 *
 * @typedef {object} Action
 * @property {string} id stable name, also in `data-action`
 * @property {string} label names the button and the menu
 * @property {IconName} [icon] gives it a button in its group
 * @property {string[]} [keys] names of keys as events have them, letters in lower case; the first one is in the tooltip
 * @property {string} [group] buttons of one group stand together
 * @property {boolean} [needsKernel] whether it is left out where there is no kernel
 * @property {[string, string]} [help] a row of the help sheet: what to press or drag, and what that does
 * @property {(long: boolean) => void} [run] `long` says that Shift is held; an action without it only explains a gesture
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
   * The action that a key stands for.
   *
   * @param {string} key as events have it
   */
  forKey(key) {
    const name = key.length === 1 ? key.toLowerCase() : key;
    return this.#table.find(({ keys }) => keys?.includes(name));
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
 * Name a key as keyboards do.
 *
 * @param {string} key as events have it
 * @returns {string}
 */
export function keyName(key) {
  if (key === " ") return "Space";
  return key.length === 1 ? key.toUpperCase() : key;
}
