// Generated from python/iterscope/fit/messages/agreement.py by `python -m tests.protocol`. Do not edit.

/** The agreement of a step with the true classes is wanted; each view's newest request is answered. */
export interface AgreementRequest {
  kind: "agreement";
  vid: string;
  seq: number;
  run: number;
  index: number;
}

/** How well the components agree with the true classes; see `iterscope.fit.session.agreement`. */
export interface Agreement {
  kind: "agreement";
  vid: string;
  seq: number;
  run: number;
  index: number;
  /** The adjusted Rand index: 1 for the same partition, about 0 for one by chance. */
  rand: number;
  /** A row for each class, a column for each component: samples of the class that belong to it most. */
  table: number[][];
}
