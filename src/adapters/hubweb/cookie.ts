import type { IncomingMessage } from 'node:http';
import type { Response } from 'express';

/** Browsers take this name from the host itself only, over TLS, and for all of it. */
const NAME = '__Host-likebox';
const TOKEN = /(?:^|;\s*)__Host-likebox=([\w-]{43})(?:;|$)/;
const FLAGS = { httpOnly: true, secure: true, sameSite: 'strict', path: '/' } as const;
const SIGN_IN_MS = 604_800_000; // 7 days; the hub knows by itself when a sign-in ends

/** The token of a sign-in that came with a request; null without one. */
export function readToken(request: IncomingMessage): string | null {
  return TOKEN.exec(request.headers.cookie ?? '')?.[1] ?? null;
}

export function giveToken(response: Response, token: string): void {
  response.cookie(NAME, token, { ...FLAGS, maxAge: SIGN_IN_MS });
}

export function dropToken(response: Response): void {
  response.clearCookie(NAME, FLAGS);
}
