import type { ImagesDocument, ResultsDocument } from '../../core/display.ts';
import type { BoxNotice, BoxSettings } from '../../core/hub/orders.ts';
import type { BoxFrame, HeldEpoch, HubFrame, VoteDigest } from '../../core/link/frames.ts';
import type { Programme } from '../../core/programme.ts';
import type { Boot, StoredVote } from '../../core/vote.ts';
import type { WallDocument } from '../../core/wall/view.ts';

/** The votes of a box as the link reads them. Every promise may reject while the store is not open. */
export interface VoteLog {
  /** Every epoch with what lies in it, in order. */
  epochs(): Promise<HeldEpoch[]>;
  boots(): Promise<Boot[]>;
  /** Votes of an epoch behind `after`, ascending, at most `count`. */
  votesAfter(epoch: string, after: number, count: number): Promise<StoredVote[]>;
  /** The greatest `seq` of an epoch at which the box has the same digest; null when it has none of them. */
  commonVote(epoch: string, digests: readonly VoteDigest[]): Promise<number | null>;
  /**
   * Begins an epoch of its own at `firstSeq`, which lies inside `epoch` or right behind it: what the box holds from there
   * on belongs to the new one. Durable when it resolves.
   */
  splitEpoch(epoch: string, firstSeq: number): Promise<void>;
  /** Keeps how far the hub has acknowledged each epoch, for a start without it. */
  saveAcked(acked: ReadonlyMap<string, number>): Promise<void>;
  loadAcked(): Promise<Map<string, number>>;
}

/** What the hub handed out last, kept for starts without it. */
export interface HubKeep {
  load(): Promise<{ settings: Kept<BoxSettings> | null; notices: Kept<readonly BoxNotice[]> | null }>;
  saveSettings(settings: Kept<BoxSettings>): Promise<void>;
  saveNotices(notices: Kept<readonly BoxNotice[]>): Promise<void>;
}

/** What the hub hands out for the screen of a box. */
export interface ScreenDocuments {
  wall: WallDocument;
  results: ResultsDocument;
  images: ImagesDocument;
}

export type ScreenName = keyof ScreenDocuments;

/** The last of each; null for none. */
export type KeptScreens = { [N in ScreenName]: Kept<ScreenDocuments[N]> | null };

/**
 * What the screen was given last, with its pictures, kept for starts without the hub. Pictures are named by their
 * digest, SHA-256 in lower-case hex.
 */
export interface ScreenKeep {
  load(): Promise<KeptScreens>;
  /** Durable when it resolves. */
  save<N extends ScreenName>(name: N, kept: KeptScreens[N]): Promise<void>;
  /** Those that are whole, with their sizes in bytes. */
  pictures(): Promise<ReadonlyMap<string, number>>;
  savePicture(digest: string, bytes: Uint8Array): Promise<void>;
  picture(digest: string): Promise<Uint8Array | null>;
  /** Drops every picture but these. */
  keepOnly(digests: ReadonlySet<string>): Promise<void>;
}

/** A document of the hub and the ETag that it came with. */
export interface Kept<T> {
  etag: string;
  value: T;
}

/** `same`: not modified. */
export type Handed<T> = { kind: 'new'; etag: string; value: T } | { kind: 'same' } | { kind: 'none' };

/** One connection to a hub whose key was compared before anything was sent. */
export interface HubLine {
  send(frame: BoxFrame): void;
  /** Bytes that were not handed to the network yet. */
  backlog(): number;
  close(code: number, reason: string): void;
  programme(etag: string | null): Promise<Handed<Programme>>;
  settings(etag: string | null): Promise<Handed<BoxSettings>>;
  notices(etag: string | null): Promise<Handed<readonly BoxNotice[]>>;
  wall(etag: string | null): Promise<Handed<WallDocument>>;
  results(etag: string | null): Promise<Handed<ResultsDocument>>;
  images(etag: string | null): Promise<Handed<ImagesDocument>>;
  /** A picture of one of these; null when the hub has none that is what its digest says, or one over 4 MB. */
  picture(of: 'wall' | 'images', digest: string): Promise<Uint8Array | null>;
}

export interface LineEvents {
  onFrame(frame: HubFrame): void;
  /** Once, however the line ended; nothing follows. */
  onClose(end: LineEnd): void;
}

export interface LineEnd {
  /** Of RFC 6455, or of `CLOSE`; 1006 when it broke. */
  code: number;
  reason: string;
}

/**
 * What came of a try to reach a hub. `unpaired`: it does not know this box's secret. `changed-key`: its key is not the
 * one that was pinned, or its certificate is not the organisation's; nothing was sent to it.
 */
export type LineOutcome =
  | { kind: 'open'; line: HubLine }
  | { kind: 'unpaired' }
  | { kind: 'changed-key'; why: string }
  | { kind: 'unreachable'; why: string };

/** Opens a line to one of the hub's addresses. Never rejects. */
export type OpenLine = (url: string, events: LineEvents) => Promise<LineOutcome>;

/** What a box says of itself when it asks to be paired. */
export interface PairingAsk {
  machine: string;
  version: string;
  /** How many votes the box holds, and when the first was cast by the box's own clock, epoch milliseconds. */
  votes: number;
  firstVoteAt: number | null;
}

/** `code`: 8 characters, which the LCD and the dashboard both show. */
export type PairingOutcome =
  | { kind: 'waiting'; code: string }
  /** The hub's key is pinned from now on. */
  | { kind: 'paired' }
  | { kind: 'refused' }
  | { kind: 'full'; why: string }
  | { kind: 'changed-key'; why: string }
  | { kind: 'unreachable'; why: string };

/** Asks a hub for pairing, or how the request stands. Never rejects. */
export type AskPairing = (url: string, ask: PairingAsk) => Promise<PairingOutcome>;

/** Who the box is for its hub: its own secret, and the hub it is paired with. */
export interface Identity {
  /** Whether a hub's key is pinned. */
  isPaired(): boolean;
  /** Forgets the hub and takes a new secret, so that a person can pair the box anew. Durable when it resolves. */
  forget(): Promise<void>;
}
