import type { PairingAsk, PairingOutcome } from '../../app/link/ports.ts';
import type { Clock } from '../../app/ports.ts';
import type { Secured } from './door.ts';
import { type Answer, ask } from './request.ts';
import { pairingAnswer } from './schema.ts';
import { LinkError } from './words.ts';

const ANSWER_BYTES_MAX = 65_536;
const FULL = 'So many boxes wait at the hub already that this one cannot be added: ask an organiser to look.';

type State = Exclude<PairingOutcome['kind'], 'changed-key' | 'unreachable'>;

interface Asked {
  clock: Pick<Clock, 'after'>;
  url: string;
  box: string;
  secretDigest: string;
  said: PairingAsk;
  secured: Secured;
}

/** Asks once whether this box is paired, over a connection of its own. Rejects when no hub answers as one does. */
export async function askOnce({ clock, url, box, secretDigest, said, secured }: Asked): Promise<State> {
  const { machine, version, votes, firstVoteAt } = said;
  try {
    const answer = await ask(clock, {
      method: 'POST',
      url: new URL(`/api/v1/boxes/${box}/pairing`, url),
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ machine, secretDigest, version, votes, firstVoteAt }),
      most: ANSWER_BYTES_MAX,
      over: { socket: secured.socket },
    });
    return stateOf(url, answer);
  } finally {
    secured.socket.destroy();
  }
}

/** What people are told where too many wait. */
export const fullOutcome: PairingOutcome = { kind: 'full', why: FULL };

function stateOf(url: string, { status, bytes }: Answer): State {
  if (status === 429) return 'full';
  const state = pairingAnswer.safeParse(jsonOf(bytes.toString('utf8'))).data?.state;
  if (state === undefined) throw new LinkError(url, `it answered ${status} to a request for pairing`);
  return state;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
