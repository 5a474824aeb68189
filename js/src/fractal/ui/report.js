/** @import { Point } from "../../widget/input/pointer.js" */
/** @import { Settings } from "../protocol.js" */
/** @import { Pace } from "../tiles/pace.js" */
/** @import { History } from "../view.js" */
/** @import { Place } from "../viewport/places.js" */
/** @import { Viewport } from "../viewport/viewport.js" */
/** @import { Chrome } from "./chrome.js" */

/**
 * Tell what a view shows, where, and how fast it comes.
 *
 * @param {Chrome} chrome
 * @param {object} view
 * @param {Viewport} view.shown
 * @param {number} view.level of its tiles
 * @param {Point | null} view.pointer device pixels
 * @param {number} view.ratio device pixels per CSS pixel
 * @param {Place} view.home
 * @param {Settings} view.settings
 * @param {Pace} view.pace
 * @param {string | null} view.file that tiles are read from
 * @param {number[]} view.visited logarithms of the widths where it has been
 * @param {History} view.history
 */
export function report(chrome, { shown, level, pointer, ratio, home, settings, pace, file, visited, history }) {
  const { status, ruler, hasKernel } = chrome;
  chrome.showPlace(shown, pointer, ratio);
  ruler.show(shown.log2Width, { home: home.log2Width, visited });
  status.showFormula(settings.formula, shown.width);
  status.showWork(pace.iterations(level, !hasKernel), pace.ms, settings.engine, !pace.knows(level), file);
  chrome.enable("undo", history.canUndo);
  chrome.enable("redo", history.canRedo);
}
