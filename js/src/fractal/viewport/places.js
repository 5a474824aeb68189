import { Undo } from "../../widget/input/undo.js";
import { center as centerOf } from "./viewport.js";

/** @import { DecimalPair, Formula } from "../messages.js" */
/** @import { Motion } from "./motion.js" */

/** @typedef {{center: DecimalPair, log2Width: number, formula?: Formula | undefined}} Place */
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
  /** @type {Undo<State>} */
  #undo = new Undo();
  /** @type {State | null} where the view stood still last */
  #rest = null;
  #movedAt = -Infinity;

  /**
   * @param {Motion} motion
   * @param {(canvas: Canvas) => Place} home of the present formula
   * @param {() => Formula | undefined} [formula] the present one
   */
  constructor(motion, home, formula = () => undefined) {
    this.#motion = motion;
    this.#home = home;
    this.#formula = formula;
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
   * Go to a place.
   *
   * @param {Place | "home"} place
   * @param {boolean} eased
   * @throws {RangeError} if the place cannot be read
   */
  visit(place, eased) {
    const { center, log2Width } = place === "home" ? this.#home(this.#motion.goal) : place;
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

  /** Keep the present place, to be gone back to. */
  keep() {
    this.#undo.keep(this.#present);
  }

  /** @returns {Place | "home" | undefined} the place to go back to, if there is one */
  undo() {
    return this.#placeOf(this.#undo.undo(this.#present));
  }

  /** @returns {Place | "home" | undefined} the place to go to again, if there is one */
  redo() {
    return this.#placeOf(this.#undo.redo(this.#present));
  }

  /** The logarithms of the widths that undo and redo lead to. */
  get visited() {
    return this.#undo.states.map(({ log2Width }) => log2Width);
  }

  get #present() {
    const { goal } = this.#motion;
    const canvas = { width: goal.width, height: goal.height };
    const home = this.isHome ? this.#home(canvas) : null;
    return { center: centerOf(goal), log2Width: goal.log2Width, formula: this.#formula(), canvas, home };
  }

  /**
   * @param {State | undefined} state
   * @returns {Place | "home" | undefined} the home of another formula comes later, from the kernel: it is where it was
   */
  #placeOf(state) {
    const isHome = state?.home && JSON.stringify(this.#home(state.canvas)) === JSON.stringify(state.home);
    return isHome ? "home" : state;
  }
}
