/**
 * Icons: strokes on a 16 px grid, 1.5 px wide, round ends, as the path of an SVG. A bundle holds those that it names.
 */

export const zoomIn = "M8 3.5v9M3.5 8h9";
export const zoomOut = "M3.5 8h9";
export const more = "M3.5 8h.01M8 8h.01M12.5 8h.01";
export const home = "M2.75 7.75 8 3l5.25 4.75M4.25 6.75v6h7.5v-6M6.75 12.5V9.5h2.5v3";
export const bookmarks = "M4.25 2.75h7.5v10.5L8 10.25l-3.75 3z";
export const goto = "M8 2.5v3M8 10.5v3M2.5 8h3M10.5 8h3M8 4.25a3.75 3.75 0 1 0 0 7.5 3.75 3.75 0 0 0 0-7.5z";
export const formula =
  "M2.75 12.75c1.75.75 2.5-.5 2.9-2.5l1-5c.4-2 1.2-2.9 2.6-2.4M4.25 6.75h4.5M9.75 8.75l3.5 4.5M13.25 8.75l-3.5 4.5";
export const colors =
  "M8 2.25c2.2 2.5 3.75 4.3 3.75 6.6a3.75 3.9 0 0 1-7.5 0c0-2.3 1.55-4.1 3.75-6.6zM8 10.75c1.1 0 1.75-.75 1.75-1.75";
export const overlays = "M2.75 12.5 6 5.5l3.25 4.25L13 3.75M2.75 12.5v.01M6 5.5v.01M9.25 9.75v.01M13 3.75v.01";
export const engine =
  "M5 5h6v6H5zM6.75 5V2.75M9.25 5V2.75M6.75 13.25V11M9.25 13.25V11M5 6.75H2.75M5 9.25H2.75M13.25 6.75H11M13.25 9.25H11";
export const save = "M8 2.75v7M5 7l3 3 3-3M3 12.75h10";
export const large = "M3 13V3h10v10zM9 7l4-4M7 9l-4 4";
export const fullScreen = "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3";
export const leaveFullScreen = "M6 3v3H3M13 6h-3V3M10 13v-3h3M3 10h3v3";
export const help = "M5.75 6a2.25 2.25 0 1 1 3.4 1.95C8.4 8.4 8 8.85 8 9.75M8 12.5v.01";
export const undo = "M6 3 3 6l3 3M3.25 6h6a3.5 3.5 0 0 1 0 7H6.5";
export const redo = "M10 3l3 3-3 3M12.75 6h-6a3.5 3.5 0 0 0 0 7H9.5";
export const together = "M6 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM10 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z";
export const swap = "M10.5 2.75 13 5.25l-2.5 2.5M12.75 5.25H3M5.5 8.25 3 10.75l2.5 2.5M3.25 10.75H13";
export const close = "M4 4l8 8M12 4l-8 8";
export const check = "M3.5 8.5l3 3 6-7";
export const play = "M5 3.25v9.5L12.75 8z";
export const pause = "M5.5 3.5v9M10.5 3.5v9";
export const back = "M11.5 3.75 6.25 8l5.25 4.25zM4.25 4v8";
export const forward = "M4.5 3.75 9.75 8 4.5 12.25zM11.75 4v8";
export const first = "M8 4 4.25 8 8 12M12.75 4 9 8l3.75 4M2.5 4v8";
export const last = "M8 4l3.75 4L8 12M3.25 4 7 8l-3.75 4M13.5 4v8";
export const loop =
  "M3 8.5V7a2.5 2.5 0 0 1 2.5-2.5h7M10.5 2.5l2 2-2 2M13 7.5V9a2.5 2.5 0 0 1-2.5 2.5h-7M5.5 13.5l-2-2 2-2";
export const model =
  "M2.75 4.5h3.5M9.75 4.5h3.5M8 2.75v3.5M2.75 11.5h6M12.25 11.5h1M10.5 9.75v3.5M6.25 4.5H8M8.75 11.5h1.75";
export const compare = "M2.75 2.75v10.5h10.5M5 6l2.25 4 2.5.75L13 8.5M5 6v.01M7.25 10v.01M9.75 10.75v.01M13 8.5v.01";
export const look =
  "M1.75 8S4 3.75 8 3.75 14.25 8 14.25 8 12 12.25 8 12.25 1.75 8 1.75 8zM8 6.25a1.75 1.75 0 1 0 0 3.5 1.75 1.75 0 0 0 0-3.5z";
export const hand =
  "M8 2.5v11M2.5 8h11M6.25 4.25 8 2.5l1.75 1.75M6.25 11.75 8 13.5l1.75-1.75M4.25 6.25 2.5 8l1.75 1.75M11.75 6.25 13.5 8l-1.75 1.75";
export const add = "M4.5 4.5v.01M3.25 9v.01M7 12.25v.01M6.75 7.25v.01M9 3.25v.01M11.5 8.5v5M9 11h5";
export const erase = "M8.75 3.25l4 4-5.5 5.5h-2.5l-2-2 6-7.5zM5.75 6.5l4 4M7.25 12.75h6";
