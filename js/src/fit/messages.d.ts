// Generated from python/iterscope/fit/messages/__init__.py by `python -m tests.protocol`. Do not edit.

import type { Agreement, AgreementRequest } from "./messages/agreement.js";
import type { Basins, BasinsRequest } from "./messages/basins.js";
import type {
  AheadRequest,
  CloseRequest,
  FinishRequest,
  OpenRequest,
  RedoRequest,
  ResetRequest,
  RestartRequest,
  StepRequest,
  UndoRequest,
} from "./messages/commands.js";
import type { AdjustRequest, MoveRequest, ReshapeRequest } from "./messages/drags.js";
import type { ExportRequest, FilePart, Progress } from "./messages/exports.js";
import type { Peer, PeerRequest } from "./messages/peer.js";
import type { CameraRequest, Picture, PictureRequest } from "./messages/pictures.js";
import type { BrushRequest, Points } from "./messages/points.js";
import type { AnswerRequest, AskRequest, Question, Verdict } from "./messages/quiz.js";
import type { ChooseRequest, Selection, SelectRequest } from "./messages/selection.js";
import type { StartRequest, Starts, StartsRequest } from "./messages/starts.js";
import type { Steps } from "./messages/steps.js";

export * from "./messages/agreement.js";
export * from "./messages/basins.js";
export * from "./messages/commands.js";
export * from "./messages/drags.js";
export * from "./messages/exports.js";
export * from "./messages/peer.js";
export * from "./messages/pictures.js";
export * from "./messages/points.js";
export * from "./messages/quiz.js";
export * from "./messages/selection.js";
export * from "./messages/starts.js";
export * from "./messages/steps.js";
export * from "./messages/traits.js";
export * from "./messages/values.js";

/** A message was refused, or a computation failed; nothing else has changed. */
export interface Failure {
  kind: "error";
  vid: string | null;
  seq: number | null;
  code: "malformed" | "refused" | "failed";
  /** Description of the error and of what is allowed, at most 300 characters of plain text. */
  message: string;
}

/** Messages from the page. */
export type PageRequest =
  | OpenRequest
  | CloseRequest
  | FinishRequest
  | RestartRequest
  | ResetRequest
  | UndoRequest
  | RedoRequest
  | StepRequest
  | AheadRequest
  | StartsRequest
  | StartRequest
  | SelectRequest
  | ChooseRequest
  | MoveRequest
  | ReshapeRequest
  | AdjustRequest
  | BasinsRequest
  | BrushRequest
  | PictureRequest
  | AgreementRequest
  | CameraRequest
  | ExportRequest
  | PeerRequest
  | AskRequest
  | AnswerRequest;

/** Messages from the kernel. */
export type Reply =
  | Points
  | Steps
  | Picture
  | Agreement
  | Basins
  | Starts
  | Selection
  | FilePart
  | Progress
  | Peer
  | Question
  | Verdict
  | Failure;
