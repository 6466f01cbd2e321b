import type { BoxRecord } from '../../core/hub/records.ts';
import type { BoxFrame, ChangedFrame, HubFrame } from '../../core/link/frames.ts';

/** The wire to one box, whose secret was right. */
export interface BoxWire {
  send(frame: HubFrame): void;
  /** @param code of `CLOSE`; the reason is a sentence of at most 120 bytes */
  close(code: number, reason: string): void;
}

/** The hub's end of one link. */
export interface LinkEnd {
  /** A frame that has the shape of one. */
  frame(frame: BoxFrame): void;
  /** The wire has ended, whoever closed it. */
  closed(): void;
}

/** The hub's ends of all links of this process. */
export interface HubLinks {
  open(record: BoxRecord, wire: BoxWire): LinkEnd;
  /** Tells linked boxes what to GET again; all of them, or those named. */
  announce(changed: Omit<ChangedFrame, 'type'>, boxes?: readonly string[]): void;
  /** Ends the link of a box that was revoked. */
  drop(box: string, code: number, reason: string): void;
  linked(): ReadonlySet<string>;
  /** Tells every box to come again after that time, and closes. */
  stop(afterMs: number): Promise<void>;
}
