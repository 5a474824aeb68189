/** @import { Point } from "../../widget/input/pointer.js" */
/** @import { Settings } from "../protocol.js" */
/** @import { Pace } from "../tiles/pace.js" */
/** @import { Place, Places } from "../viewport/places.js" */
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
 * @param {Places} view.places
 */
export function report(chrome, { shown, level, pointer, ratio, home, settings, pace, places }) {
  const { status, ruler, hasKernel } = chrome;
  chrome.showPlace(shown, pointer, ratio);
  ruler.show(shown.log2Width, { home: home.log2Width, visited: places.visited });
  status.showFormula(settings.formula);
  status.showWork(pace.iterations(level, !hasKernel), pace.ms, settings.engine, !pace.knows(level));
  chrome.enable("undo", places.canUndo);
  chrome.enable("redo", places.canRedo);
}
