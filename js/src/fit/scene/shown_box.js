/** @import { Chart } from "../charts/chart.js" */

/**
 * The part of the data that a scene shows: it is told once the camera rests, and somebody else may choose it.
 */
export class ShownBox {
  #report;
  /** What was reported last. */
  #reported = "";
  /** Where the camera is to go. @type {{box: number[] | null} | null} */
  #wanted = null;
  /** Whether it goes where it was led: who led it needs no report. */
  #isLed = false;

  /** @param {(box: number[] | null) => void} report null is all of the data */
  constructor(report) {
    this.#report = report;
  }

  /**
   * Let the camera go somewhere with the next frame.
   *
   * @param {number[] | null} box as charts give them; null is all of the data
   */
  look(box) {
    this.#wanted = { box };
  }

  /** Other axes are shown, all of them at first: who has chosen them knows that. */
  renew() {
    this.#reported = "";
  }

  /**
   * Lead the camera there.
   *
   * @param {Chart} chart
   * @param {boolean} isEased
   */
  lead(chart, isEased) {
    if (!this.#wanted) return;
    const { box } = this.#wanted;
    [this.#wanted, this.#isLed] = [null, true];
    if (!box) chart.camera.home(isEased);
    else chart.look?.(box, isEased);
  }

  /**
   * Write what is shown to the element, and report it if the camera rests.
   *
   * @param {Chart} chart
   * @param {HTMLElement} element
   */
  tell(chart, element) {
    if (!chart.box) return;
    const { camera } = chart;
    const shown = chart.box();
    element.dataset["itsBox"] = shown.join(" ");
    // Where one has gone in as far as numbers go, an interval may be empty.
    const isPart = !camera.isHome && shown.every((side, i) => i % 2 === 0 || shown[i - 1] < side);
    const reported = isPart ? String(shown) : "";
    if (camera.moving || reported === this.#reported) return;
    this.#reported = reported;
    if (!this.#isLed) this.#report(isPart ? shown : null);
    this.#isLed = false;
  }
}
