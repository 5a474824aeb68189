/** Formulas as MathML. */

/** @typedef {(name: string) => MathMLElement} Slot makes a place for a number that changes */

const MATHML = "http://www.w3.org/1998/Math/MathML";
/** More dimensions than these have no room for their numbers. */
export const MOST_NUMBERS = 3;

/**
 * Make an element of a formula.
 *
 * @param {string} tag
 * @param {...(Node | string)} children
 * @returns {MathMLElement}
 */
export function math(tag, ...children) {
  const node = /** @type {MathMLElement} */ (document.createElementNS(MATHML, tag));
  node.append(...children);
  return node;
}

/**
 * Put parts of a formula side by side.
 *
 * @param {...(Node | string)} children of which strings are single letters, operators or numbers
 */
export function row(...children) {
  return math("mrow", ...children.map(atom));
}

/**
 * Write an index.
 *
 * @param {Node | string} base
 * @param {Node | string} index
 */
export function sub(base, index) {
  return math("msub", atom(base), atom(index));
}

/**
 * Write an exponent.
 *
 * @param {Node | string} base
 * @param {Node | string} exponent
 */
export function sup(base, exponent) {
  return math("msup", atom(base), atom(exponent));
}

/**
 * Write a squared distance. Both bars stand in a row of their own: only there are they equally high.
 *
 * @param {Node} first
 * @param {Node} second
 */
export function distance(first, second) {
  return sup(row("‖", first, "\u2212", second, "‖"), "2");
}

/**
 * Write a fraction.
 *
 * @param {Node | string} numerator
 * @param {Node | string} denominator
 */
export function fraction(numerator, denominator) {
  return math("mfrac", atom(numerator), atom(denominator));
}

/**
 * A whole formula on a line of its own.
 *
 * @param {MathMLElement} content
 */
export function formula(content) {
  const node = math("math", content);
  node.setAttribute("displaystyle", "true");
  return node;
}

/**
 * A sum's sign with what it goes over.
 *
 * @param {Node | string} index
 */
export function sum(index) {
  const sign = math("mo", "∑");
  sign.setAttribute("largeop", "false");
  return math("msub", sign, atom(index));
}

/**
 * Write a vector in numbers, where there is room for them.
 *
 * @param {Slot} slot
 * @param {string} name of its slots
 * @param {number} axes
 * @returns {(Node | string)[]}
 */
export function vector(slot, name, axes) {
  if (axes > MOST_NUMBERS) return [];
  const values = Array.from({ length: axes }, (_, i) => slot(`${name}${i}`));
  return axes === 1
    ? ["=", ...values]
    : // In a row of its own, or its brackets grow with the fraction before them.
      ["=", row("(", ...values.flatMap((value, i) => (i ? [",", value] : value)), ")")];
}

/**
 * Letters are variables, two of them two, digits numbers, all else operators.
 *
 * @param {Node | string} part
 * @returns {Node}
 */
function atom(part) {
  if (typeof part !== "string") return part;
  if (/^\p{L}{2}$/u.test(part)) return row(...part);
  const tag = /^\p{L}+$/u.test(part) ? "mi" : /^[\d.]+$/.test(part) ? "mn" : "mo";
  return math(tag, part);
}
