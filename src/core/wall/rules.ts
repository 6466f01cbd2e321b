/** When a post that nothing forbids comes on the wall. Durations are milliseconds. */
export interface WallRules {
  /** `approve`: an organiser says so. `delay`: after `delayMs` without an objection. `trusted`: those of trusted authors. */
  mode: 'approve' | 'delay' | 'trusted';
  delayMs: number;
  /** Posts of one author within an hour. */
  perAuthorHour: number;
  bots: boolean;
  replies: boolean;
  /** Posts with one of these words wait for an organiser, whatever the mode; case and accents make no difference. */
  words: readonly string[];
}

export const WALL_RULES: WallRules = {
  mode: 'approve',
  delayMs: 120_000,
  perAuthorHour: 4,
  bots: false,
  replies: false,
  words: [],
};

/** What an organiser rules. A newer ruling about the same thing replaces the older one; one that is undone is none. */
export type Ruling =
  /** Only this form of the post: an edited one waits again. */
  | { kind: 'approve'; post: string; digest: string }
  | { kind: 'hide-post'; post: string }
  | { kind: 'hide-author'; author: string; handle: string }
  | { kind: 'hide-server'; server: string }
  | { kind: 'trust-author'; author: string; handle: string }
  /** The panic button: every wall is empty until this is undone; what was known by then stays off the walls even after. */
  | { kind: 'clear' };

/** A ruling as it is kept: never changed, only undone. */
export interface KeptRuling {
  /** Counts from 1 in the order in which they were given. */
  number: number;
  at: number;
  who: string;
  ruling: Ruling;
  undone: { at: number; who: string } | null;
}

/** What an organiser asks of the wall. */
export type WallOrder =
  | { kind: 'rule'; ruling: Ruling }
  | { kind: 'undo'; number: number }
  | { kind: 'rules'; rules: WallRules };

/** Where a post stands, and why it is not shown: stable words that pages and consoles translate. */
export type Standing =
  | { is: 'shown' }
  | { is: 'waiting'; why: 'approval' | 'delay' | 'edited' | 'word' | 'untrusted' }
  | {
      is: 'off';
      why:
        | 'gone'
        | 'not-public'
        | 'sensitive'
        | 'limited'
        | 'bot'
        | 'reply'
        | 'repost'
        | 'hidden-post'
        | 'hidden-author'
        | 'hidden-server'
        | 'cleared'
        | 'too-many'
        | 'same-text';
    };
