import { connect } from 'node:net';
import type { Clock } from '../../app/ports.ts';
import type { Outcome } from '../../core/organising.ts';
import { controlPlace, type Place } from './place.ts';
import { type Asked, BOX, type ControlRequest, HUB, type HubRequest, parseOutcome } from './schema.ts';

const PATIENCE_MS = 300_000; // accepting waits for the sources, each of which may take 20 s

/**
 * Asks the box that runs on a data directory; null when none does. Rejects with a sentence for people when it may not
 * be asked or does not answer.
 */
export function askBox(
  dataDir: string,
  request: ControlRequest,
  clock: Pick<Clock, 'after'>,
): Promise<Outcome | null> {
  return ask(BOX, dataDir, request, clock);
}

/** The same of the hub. */
export function askHub(
  dataDir: string,
  request: HubRequest,
  clock: Pick<Clock, 'after'>,
): Promise<Outcome | null> {
  return ask(HUB, dataDir, request, clock);
}

async function ask<Request>(
  { noun, socket }: Asked<Request>,
  dataDir: string,
  request: Request,
  clock: Pick<Clock, 'after'>,
): Promise<Outcome | null> {
  let place: Place;
  try {
    place = controlPlace(dataDir, socket);
  } catch (error) {
    return refuse(error, noun, dataDir);
  }
  try {
    const outcome = parseOutcome(await exchange(place.path, noun, `${JSON.stringify(request)}\n`, clock));
    if (outcome === null) throw new Error(`The ${noun} in ${dataDir} gave no answer.`);
    return outcome;
  } catch (error) {
    return refuse(error, noun, dataDir);
  } finally {
    place.release();
  }
}

function exchange(path: string, noun: string, line: string, clock: Pick<Clock, 'after'>): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(path, () => socket.write(line));
    socket.setEncoding('utf8');
    const giveUp = clock.after(PATIENCE_MS, () => socket.destroy(new Error(`The ${noun} does not answer.`)));
    socket.on('close', giveUp);
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
}

function refuse(error: unknown, noun: string, dataDir: string): null {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return null;
  if (code === 'EPIPE' || code === 'ECONNRESET') {
    throw new Error(`The ${noun} in ${dataDir} is busy with other commands: try again.`, { cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM') {
    throw new Error(
      `The ${noun} in ${dataDir} may not be spoken to by this user: use sudo, or join the group of that directory.`,
      { cause: error },
    );
  }
  throw error;
}
