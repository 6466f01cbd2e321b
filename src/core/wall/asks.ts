import type { WallRules } from './rules.ts';

/** What somebody at the console of a box asks of its wall. `post` is a key of the list, or the whole id of a post. */
export type WallAsk =
  | { kind: 'wall-list' }
  | { kind: 'wall-approve'; post: string }
  | { kind: 'wall-hide'; post: string; whole: 'post' | 'author' | 'server' }
  | { kind: 'wall-trust'; post: string }
  /** Without a number: what was ruled last. */
  | { kind: 'wall-undo'; number?: number | undefined }
  | { kind: 'wall-clear' }
  /** What is not named stays; without anything the rules are told. */
  | { kind: 'wall-rules'; change: { [K in keyof WallRules]?: WallRules[K] | undefined } };
