import { createHash } from 'node:crypto';
import { WebSocket } from 'ws';
import type { BoxFrame, HubFrame } from '../../../src/core/link/frames.ts';
import type { StoredVote } from '../../../src/core/vote.ts';
import { type Chain, createChain } from './chain.ts';

/** Frames that are on their way at most, as the hub gives credit for. */
const CREDIT = 8;
const BATCH = 500;

/** A box as the hub sees it, with nothing behind it but a chain of votes. */
export interface WireBox {
  /** Resolves when the hub has said where to resume. */
  connect(): Promise<void>;
  /** Sends this many votes in frames of `batch`, as fast as they are acknowledged; resolves with the last ack. */
  send(votes: number, batch?: number): Promise<void>;
  /** One vote now. @returns its number */
  punch(): number;
  say(frame: BoxFrame): void;
  /** Called with each acknowledgement. */
  onAck: (acked: number) => void;
  close(): void;
}

export const boxName = (index: number) => `box-${index}`;
const secretOf = (name: string) => createHash('sha256').update(`secret of ${name}`).digest('hex');

/** What the hub keeps of a box's secret. */
export const secretDigestOf = (name: string) => createHash('sha256').update(secretOf(name)).digest('hex');

export function createWireBox(
  port: number,
  name: string,
  room: string,
  chain: Chain = createChain(name, room, Date.now),
): WireBox {
  let socket: WebSocket | null = null;
  let sent = 0;
  let acked = 0;
  let goal = 0;
  let finish = () => {};
  let size = 1;
  /** The last vote of each frame that is under way. */
  let flights: number[] = [];

  const say = (frame: object) => socket?.send(JSON.stringify(frame));

  function sendFrame(): void {
    const votes: StoredVote[] = [];
    while (votes.length < size && sent < goal) {
      votes.push(chain.next());
      sent += 1;
    }
    flights.push(sent);
    say({ type: 'votes', epoch: chain.epoch, from: votes[0]?.seq, votes });
  }

  function hear(frame: HubFrame): void {
    if (frame.type !== 'ack') return;
    acked = frame.acked;
    flights = flights.filter((last) => last > acked);
    box.onAck(acked);
    while (flights.length < CREDIT && sent < goal) sendFrame();
    if (acked >= goal) finish();
  }

  const box: WireBox = {
    onAck() {},
    connect: () =>
      new Promise((resolve, reject) => {
        const url = `wss://127.0.0.1:${port}/api/v1/boxes/${name}/link`;
        const headers = { authorization: `Bearer ${secretOf(name)}` };
        socket = new WebSocket(url, { rejectUnauthorized: false, headers, perMessageDeflate: false });
        socket.once('open', () => say(hello(name, chain)));
        socket.once('error', reject);
        socket.on('close', (code, reason) => {
          if (code !== 1000 && code !== 1005) reject(new Error(`${name}: closed with ${code} ${reason}`));
        });
        socket.on('message', (data) => {
          const frame = JSON.parse(String(data)) as HubFrame;
          if (frame.type === 'resume') {
            say({ type: 'boots', boots: [{ bootId: chain.bootId, wallOffsetMs: 0, quality: 'synced' }] });
            resolve();
          } else hear(frame);
        });
      }),
    send(votes, batch = BATCH) {
      size = batch;
      goal = sent + votes;
      return new Promise((resolve) => {
        finish = resolve;
        while (flights.length < CREDIT && sent < goal) sendFrame();
      });
    },
    punch() {
      goal = sent + 1;
      size = 1;
      sendFrame();
      return sent;
    },
    say,
    close: () => socket?.close(),
  };
  return box;
}

function hello(name: string, { epoch, bootId }: Chain): object {
  return {
    ...{
      type: 'hello',
      protocol: 1,
      machine: `board of ${name}`,
      bootId,
      monoMs: 0,
      wallMs: 0,
      clock: 'synced',
    },
    ...{ version: 'bench', epochs: [{ epoch, firstSeq: 1, lastSeq: 0, digest: '', lost: [] }] },
  };
}
