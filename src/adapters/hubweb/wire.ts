import type { WebSocket } from 'ws';
import type { Clock } from '../../app/ports.ts';
import type { BoxRecord } from '../../core/hub/records.ts';
import { type BoxFrame, CLOSE, FRAME_BYTES_MAX, type HubFrame } from '../../core/link/frames.ts';
import { closeReason } from '../../core/link/reason.ts';
import { parseBoxFrame } from './frames.ts';

const HELLO_MS = 10_000;
const PING_EVERY_MS = 20_000;
/** A box that reads this slowly is let go; it comes again. */
const BACKLOG_MAX = 4_194_304;
/** For the other end to say that it closes too. */
const GOODBYE_MS = 5_000;

/** Who takes the frames of boxes: `HubLinks`. */
export interface LinkEnds {
  open(
    record: BoxRecord,
    wire: { send(frame: HubFrame): void; close(code: number, reason: string): void },
  ): { frame(frame: BoxFrame): void; closed(): void };
}

/** Carries frames between one box, whose secret was right, and its end at the hub. */
export function carry(client: WebSocket, record: BoxRecord, clock: Clock, links: LinkEnds): void {
  let isClosing = false;
  let hasSaidHello = false;
  let isAlive = true;
  let cancelGoodbye = () => {};

  function close(code: number, reason: string): void {
    if (isClosing) return;
    isClosing = true;
    cancelGoodbye = clock.after(GOODBYE_MS, () => client.terminate());
    client.close(code, closeReason(reason));
  }

  function send(frame: HubFrame): void {
    if (isClosing) return;
    if (client.bufferedAmount > BACKLOG_MAX) client.terminate();
    else client.send(JSON.stringify(frame));
  }

  const end = links.open(record, { send, close });

  function hear(text: string): void {
    const parsed = parseBoxFrame(text);
    if ('ignored' in parsed) return;
    if ('refused' in parsed) close(CLOSE.refused, parsed.refused);
    else if (!hasSaidHello && parsed.frame.type !== 'hello')
      close(CLOSE.refused, 'a link begins with a hello');
    else {
      if (parsed.frame.type === 'hello') hasSaidHello = true;
      end.frame(parsed.frame);
    }
  }

  const cancelHello = clock.after(HELLO_MS, () => {
    if (!hasSaidHello) close(CLOSE.refused, `no hello came within ${HELLO_MS / 1_000} s`);
  });
  // Each link by its own timer: thousands of pings at one instant would hold up the loop.
  const cancelPing = clock.every(PING_EVERY_MS, () => {
    if (!isAlive) return client.terminate();
    isAlive = false;
    if (client.readyState === client.OPEN) client.ping();
  });

  client.on('pong', () => {
    isAlive = true;
  });
  client.on('message', (data, isBinary) => {
    isAlive = true;
    if (isClosing) return;
    const bytes = data as Buffer; // a text is one Buffer unless the server was told otherwise
    if (isBinary) close(CLOSE.refused, 'frames are text');
    else if (bytes.length > FRAME_BYTES_MAX)
      close(CLOSE.refused, `the frame is larger than ${FRAME_BYTES_MAX} bytes`);
    else hear(bytes.toString('utf8'));
  });
  // A frame beyond the limit, or one that is none: its code is on its way already.
  client.on('error', () => close(CLOSE.refused, 'the frame is no frame'));
  client.on('close', () => {
    isClosing = true;
    cancelHello();
    cancelPing();
    cancelGoodbye();
    end.closed();
  });
}
