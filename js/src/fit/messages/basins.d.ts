// Generated from python/iterscope/fit/messages/basins.py by `python -m tests.protocol`. Do not edit.

/** The basins of a mean are wanted; each view's newest request is answered, in ever finer maps. */
export interface BasinsRequest {
  kind: "basins";
  vid: string;
  seq: number;
  run: number;
  index: number;
  /** None: no map is wanted any more. */
  component: number | null;
  dims: [number, number];
  /** Left, right, bottom, top in the data's units. */
  box: [number, number, number, number];
  rows: number;
  columns: number;
}

/** What is known of a map. */
export interface Basins {
  kind: "basins";
  vid: string;
  seq: number;
  run: number;
  index: number;
  component: number;
  dims: number[];
  /** Left, right, bottom, top in the data's units. */
  box: number[];
  rows: number;
  columns: number;
  /** Little endian int16 for each point, row by row from below, base64: its optimum, -1 for none. */
  optimum: string;
  /** Likewise the component of the optimum that the moved one has become. */
  became: string;
  /** Little endian uint16 likewise. */
  iterations: string;
  /** Of the optima; of k-means minus the inertias. */
  log_likelihoods: number[];
  /** Of the optima. */
  colors: string[];
  /** To which the fits are made. */
  n_samples: number;
  /** Share of the points that are known. */
  progress: number;
}
