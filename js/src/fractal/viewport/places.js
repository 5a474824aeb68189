import { Undo } from "../../widget/input/undo.js";
import { center as centerOf } from "./viewport.js";

/** @import { DecimalPair, Formula } from "../messages.js" */
/** @import { Motion } from "./motion.js" */

/** @typedef {Record<string, unknown>} Look values of traits: colors, iterations */
/** @typedef {{center: DecimalPair, log2Width: number, formula?: Formula | undefined, look?: Look | undefined}} Place */
/** @typedef {{width: number, height: number}} Canvas device pixels */
/** @typedef {Place & {canvas: Canvas, home: Place | null}} State what can be gone back to; `home` as it was, if that is there */

/** Milliseconds at rest after which a move is one of its own, to be taken back alone. */
const PAUSE = 150;

/**
 * Where a view is and has been. Home is no fixed place: it depends on the size of the canvas.
 */
export class Places {
  #motion;
  #home;
  #formula;
  #look;
  /** @type {Undo<State>} */
  #undo = new Undo();
  /** @type {State | null} where the view stood still last */
  #rest = null;
  #movedAt = -Infinity;

  /**
   * @param {Motion} motion
   * @param {(canvas: Canvas) => Place} home of the present formula
   * @param {() => Formula | undefined} [formula] the present one
   * @param {(like: Look) => Look} [look] the present values of the same traits
   */
  constructor(motion, home, formula = () => undefined, look = (like) => like) {
    this.#motion = motion;
    this.#home = home;
    this.#formula = formula;
    this.#look = look;
  }

  /** Whether the motion will end at home. */
  get isHome() {
    const { center, log2Width } = this.#home(this.#motion.goal);
    try {
      return this.#motion.isAt(center, log2Width);
    } catch {
      return false; // a saved page may hold anything
    }
  }

  get canUndo() {
    return this.#undo.canUndo;
  }

  get canRedo() {
    return this.#undo.canRedo;
  }

  /**
   * Go to a place, or back to a state. One that was at home is where home is now; the home of another formula comes later, from
   * the kernel: it is where it was.
   *
   * @param {Place | State | "home"} place
   * @param {boolean} eased
   * @throws {RangeError} if the place cannot be read
   */
  visit(place, eased) {
    const isHome =
      place === "home" ||
      ("home" in place && place.home && JSON.stringify(this.#home(place.canvas)) === JSON.stringify(place.home));
    const { center, log2Width } = isHome ? this.#home(this.#motion.goal) : place;
    this.#motion.visit(center, log2Width, eased);
  }

  /** Note where the view stands still. */
  settle() {
    this.#rest = this.#present;
  }

  /**
   * Note that a person has moved the view. What follows before it has stood still for a moment belongs to the same move.
   *
   * @param {number} now milliseconds
   * @param {boolean} wasMoving
   * @returns {boolean} whether that is a move of its own
   */
  leave(now, wasMoving) {
    const isNew = !wasMoving && this.#rest !== null && now - this.#movedAt > PAUSE;
    if (isNew) this.#undo.keep(/** @type {State} */ (this.#rest));
    this.#movedAt = now;
    return isNew;
  }

  /**
   * Keep the present place, to be gone back to.
   *
   * @param {Look} [look] what will change with it
   */
  keep(look) {
    this.#undo.keep({ ...this.#present, look: look && this.#look(look) });
  }

  /** @returns {State | undefined} what to go back to, if there is something */
  undo() {
    return this.#return("undo");
  }

  /** @returns {State | undefined} what to go to again, if there is something */
  redo() {
    return this.#return("redo");
  }

  /** The logarithms of the widths that undo and redo lead to. */
  get visited() {
    return this.#undo.states.map(({ log2Width }) => log2Width);
  }

  /** @returns {State} */
  get #present() {
    const { goal } = this.#motion;
    const canvas = { width: goal.width, height: goal.height };
    const home = this.isHome ? this.#home(canvas) : null;
    return { center: centerOf(goal), log2Width: goal.log2Width, formula: this.#formula(), canvas, home };
  }

  /** @param {"undo" | "redo"} way */
  #return(way) {
    const present = this.#present;
    const state = this.#undo[way](present);
    if (state?.look) present.look = this.#look(state.look);
    return state;
  }
}
