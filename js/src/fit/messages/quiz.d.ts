// Generated from python/iterscope/fit/messages/quiz.py by `python -m tests.protocol`. Do not edit.

/** A question at the step that is shown is wanted. */
export interface AskRequest {
  kind: "ask";
  vid: string;
}

/** The answer to the question of a step; one that is not asked any more is refused. */
export interface AnswerRequest {
  kind: "answer";
  vid: string;
  run: number;
  index: number;
  /** A component, a place in the features that are shown, or how the objective changes. */
  given: number | number[] | "better" | "same" | "worse";
}

/** A question about the half-step after the one that is shown. */
export interface Question {
  kind: "question";
  vid: string;
  run: number;
  index: number;
  asked: "owner" | "place" | "change";
  text: string;
  /** Row of the points that the page has. */
  sample: number | null;
  /** Whose mean or level. */
  component: number | null;
  /** Features, or beyond them principal axes, in which a place is given. */
  dims: number[];
}

/** How right an answer was; the step that it was about is shown now. */
export interface Verdict {
  kind: "verdict";
  vid: string;
  run: number;
  index: number;
  right: boolean;
  text: string;
  /** Of all answers so far. */
  score: number;
  /** Answers so far. */
  count: number;
}
