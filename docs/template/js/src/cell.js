/**
 * @param {{clientX: number, clientY: number}} pointer
 * @param {{left: number, top: number, width: number, height: number}} box The picture on the page.
 * @param {[number, number]} shape Rows and columns of the field.
 * @returns {{row: number, column: number}} The cell below the pointer, at the border the nearest one.
 */
export function cellAt(pointer, box, [rows, columns]) {
  return {
    row: within(((pointer.clientY - box.top) / box.height) * rows, rows),
    column: within(((pointer.clientX - box.left) / box.width) * columns, columns),
  };
}

/**
 * @param {number} place
 * @param {number} cells
 */
function within(place, cells) {
  return Math.min(Math.max(Math.floor(place), 0), cells - 1);
}
