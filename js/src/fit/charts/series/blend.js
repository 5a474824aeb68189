/**
 * Numbers on their way from those that were shown before.
 */
export class Blend {
  /** @type {Float64Array} */
  #from = new Float64Array();
  /** @type {Float64Array} */
  #to = new Float64Array();
  /** @type {unknown} */
  #source = null;

  /**
   * Follow numbers.
   *
   * @param {unknown} source another one whenever the numbers are others
   * @param {() => Float64Array} read the numbers
   * @param {number} way from 0 at those before to 1 at these
   * @returns {Float64Array}
   */
  follow(source, read, way) {
    if (source !== this.#source) {
      const to = read();
      this.#from = this.#to.length === to.length ? this.#to : to;
      [this.#to, this.#source] = [to, source];
    }
    const [from, to] = [this.#from, this.#to];
    return way === 1 || from === to ? to : to.map((value, i) => from[i] + way * (value - from[i]));
  }
}
