// Generated from python/iterscope/fit/messages/peer.py by `python -m tests.protocol`. Do not edit.

/** scikit-learn's own fit from the same start is wanted, beside ours. */
export interface PeerRequest {
  kind: "peer";
  vid: string;
}

/** Where scikit-learn's fit has come to. */
export interface Peer {
  kind: "peer";
  vid: string;
  /** Whether it is the same optimum. */
  same: boolean;
  /** Both ends, in words. */
  text: string;
}
