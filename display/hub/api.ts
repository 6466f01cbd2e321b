import type { HubCommand } from '../../src/core/hub/command.ts';
import type { Outcome } from '../../src/core/organising.ts';

const TIMEOUT_MS = 10_000;

/** What the hub answered; `status` is 0 when it did not. */
export interface Answer<T> {
  status: number;
  /** Null unless it was done. */
  body: T | null;
  /** Why it was not done, a sentence of the hub's; empty when there is none. */
  error: string;
}

/** Asks the hub for a path below `/api/v1/`: GET, or POST when there is something to send. Never rejects. */
export async function ask<T>(path: string, sent?: unknown): Promise<Answer<T>> {
  const posted = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sent),
  };
  try {
    const answer = await fetch(`/api/v1/${path}`, {
      ...(sent === undefined ? {} : posted),
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await answer.text();
    const body: unknown = text === '' ? {} : JSON.parse(text);
    return {
      status: answer.status,
      body: answer.ok ? (body as T) : null,
      error: answer.ok ? '' : errorOf(body),
    };
  } catch {
    return { status: 0, body: null, error: '' };
  }
}

function errorOf(body: unknown): string {
  const { error } = (body ?? {}) as { error?: unknown };
  return typeof error === 'string' ? error : '';
}

/** What came of a command; `signedOut` when the hub no longer knows who asks. */
export type Sent = Outcome & { signedOut: boolean };

/** Gives the hub a command. @param unheard what to say when it did not answer */
export async function command(asked: HubCommand, unheard: string): Promise<Sent> {
  const { status, body, error } = await ask<Outcome>('commands', asked);
  if (body !== null) return { ...body, signedOut: false };
  return { done: false, text: error === '' ? unheard : error, signedOut: status === 401 };
}
