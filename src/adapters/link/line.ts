import { WebSocket } from 'ws';
import type { HubLine, LineEvents, LineOutcome } from '../../app/link/ports.ts';
import type { Clock } from '../../app/ports.ts';
import { type BoxFrame, CLOSE } from '../../core/link/frames.ts';
import { closeReason } from '../../core/link/reason.ts';
import type { DocumentReader } from './documents.ts';
import type { Secured } from './door.ts';
import { parseHubFrame } from './schema.ts';
import { explain, LinkError } from './words.ts';

const ANSWER_MS = 10_000;
/** A hub that went without a word is noticed after two of these. */
const PING_EVERY_MS = 20_000;
/** For the hub to say that it closes too. */
const GOODBYE_MS = 5_000;
const FRAME_BYTES_MAX = 1_048_576;

interface Deps {
  clock: Clock;
  url: string;
  box: string;
  secret: string;
  secured: Secured;
  documents: DocumentReader;
  events: LineEvents;
}

/** Asks for a link over a connection whose other end is the right one. Never rejects. */
export function openLink({
  clock,
  url,
  box,
  secret,
  secured,
  documents,
  events,
}: Deps): Promise<LineOutcome> {
  return new Promise((resolve) => {
    // `ws:`, because the connection is secured already.
    const client = new WebSocket(`ws://${new URL(url).host}/api/v1/boxes/${box}/link`, {
      createConnection: () => secured.socket,
      headers: { Authorization: `Bearer ${secret}` },
      perMessageDeflate: false,
      maxPayload: FRAME_BYTES_MAX,
    });
    const settle = (outcome: LineOutcome) => {
      cancel();
      resolve(outcome);
      if (outcome.kind === 'open') return;
      documents.close();
      secured.socket.destroy();
    };
    const fail = (why: string) => settle({ kind: 'unreachable', why: new LinkError(url, why).message });
    const cancel = clock.after(ANSWER_MS, () => fail(`it did not answer within ${ANSWER_MS / 1_000} s`));
    client.once('open', () => settle({ kind: 'open', line: createLine(client, clock, documents, events) }));
    client.once('unexpected-response', (_request, { statusCode }) => {
      if (statusCode === 401) settle({ kind: 'unpaired' });
      else fail(`it answered ${statusCode} instead of a link`);
    });
    // Stays: what is said here is heard as its end.
    client.on('error', (error) => settle({ kind: 'unreachable', why: explain(url, error).message }));
  });
}

function createLine(client: WebSocket, clock: Clock, documents: DocumentReader, events: LineEvents): HubLine {
  let isClosing = false;
  let isAlive = true;
  let why = '';
  let cancelGoodbye = () => {};

  function close(code: number, reason: string): void {
    if (isClosing) return;
    isClosing = true;
    cancelGoodbye = clock.after(GOODBYE_MS, () => client.terminate());
    client.close(code, closeReason(reason));
  }

  function hear(text: string): void {
    const parsed = parseHubFrame(text);
    if ('frame' in parsed) events.onFrame(parsed.frame);
    else if ('refused' in parsed) close(CLOSE.refused, parsed.refused);
  }

  const cancelPing = clock.every(PING_EVERY_MS, () => {
    if (!isAlive) {
      why = 'The hub does not answer any more.';
      return client.terminate();
    }
    isAlive = false;
    if (client.readyState === client.OPEN) client.ping();
  });

  client.on('pong', () => {
    isAlive = true;
  });
  client.on('message', (data, isBinary) => {
    isAlive = true;
    if (isClosing) return;
    if (isBinary) close(CLOSE.refused, 'frames are text');
    else hear((data as Buffer).toString('utf8')); // one Buffer unless it was told otherwise
  });
  client.on('close', (code, reason) => {
    isClosing = true;
    cancelPing();
    cancelGoodbye();
    documents.close();
    events.onClose({ code, reason: reason.toString('utf8') || why });
  });

  return {
    send(frame: BoxFrame) {
      if (!isClosing) client.send(JSON.stringify(frame));
    },
    backlog: () => client.bufferedAmount,
    ...documents,
    close,
  };
}
