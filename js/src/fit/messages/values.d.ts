// Generated from python/iterscope/fit/messages/values.py by `python -m tests.protocol`. Do not edit.

/** None is a number that is not finite. */
export type Real = number | null;
