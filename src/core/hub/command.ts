import type { Organising } from '../organising.ts';
import type { WallOrder } from '../wall/rules.ts';
import type { BoxSettings, Correction, NoticeText } from './orders.ts';

/**
 * What an organiser tells the hub: `POST /api/v1/commands` with one of these, answered by an `Outcome`
 * (see organising.ts). Each one that is done is in the audit log.
 */
export type HubCommand =
  | { kind: 'programme'; asked: Organising }
  | { kind: 'correct'; correction: Correction }
  | { kind: 'undo-correction'; number: number }
  | { kind: 'notice'; text: NoticeText; boxes: readonly string[] | null; untilAt: number | null }
  | { kind: 'end-notice'; number: number }
  /**
   * @param sinceAt from when on its votes are taken; null: all
   * @param replaces the box whose place it takes: that one is revoked, its name and settings go over
   */
  | { kind: 'approve'; box: string; secretDigest: string; sinceAt: number | null; replaces: string | null }
  | { kind: 'refuse'; box: string; secretDigest: string }
  | { kind: 'revoke'; box: string }
  | { kind: 'settings'; box: string; settings: Omit<BoxSettings, 'window'> }
  | { kind: 'leave-out'; box: string; epoch: string; leftOut: boolean }
  /** Answered with the link in `data.link`. */
  | { kind: 'invite'; role: 'organiser' | 'viewer' }
  | { kind: 'change-role'; name: string; role: 'organiser' | 'viewer' }
  | { kind: 'remove-account'; name: string }
  | { kind: 'wall'; asked: WallOrder }
  /** Whether screens may show the results. */
  | { kind: 'publish-results'; isPublished: boolean };
