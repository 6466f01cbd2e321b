import { once } from 'node:events';
import type { Express, Request, Response } from 'express';
import { json, parseBody } from './body.ts';
import { knownOf, organisersOnly, signedIn } from './guard.ts';
import type { Accounts, Desk, Log } from './needs.ts';
import { commandBody } from './schema.ts';

/** Each reads every vote there is. */
const EXPORTS_MAX = 2;
const BUSY = 'others are fetching all votes now: try again in a minute';
const NO_PROGRAMME = 'there is no programme yet';
/** What may end sign-ins. */
const OF_ACCOUNTS = ['change-role', 'remove-account'];

interface Deps {
  accounts: Pick<Accounts, 'signedIn'>;
  desk: Desk;
  /** Names the file of votes. */
  event: string;
  log: Log;
  /** Sign-ins may have ended. */
  onEnded: () => void;
}

/** What organisers ask, and what people who are signed in may fetch. */
export function addOffice(app: Express, { accounts, desk, event, log, onEnded }: Deps): void {
  const isIn = signedIn(accounts);
  let exporting = 0;

  app.post('/api/v1/commands', isIn, organisersOnly, json, async (request, response) => {
    const command = parseBody(commandBody, request, response);
    if (command === undefined) return;
    response.json(await desk.command(command, knownOf(response).me.name));
    if (OF_ACCOUNTS.includes(command.kind)) onEnded();
  });
  app.get('/api/v1/results', isIn, async (_request, response) => {
    response.json(await desk.results());
  });
  app.get('/api/v1/programme', isIn, (request, response) => {
    const found = desk.programme();
    if (found === null) response.status(404).json({ error: NO_PROGRAMME });
    else handProgramme(request, response, found);
  });
  const csv = async (request: Request, response: Response) => {
    if (exporting >= EXPORTS_MAX) {
      response.status(429).json({ error: BUSY });
      return;
    }
    exporting += 1;
    response.type('text/csv; charset=utf-8').attachment(`${event}-votes.csv`);
    try {
      await desk.votesCsv(isExact(request), (chunk) => send(response, chunk));
      response.end();
    } catch (error) {
      if (!response.headersSent) {
        response.removeHeader('Content-Disposition');
        throw error;
      }
      // Half a file must not look like a whole one.
      if (!response.destroyed) log.error({ err: error }, 'the export of votes broke off');
      response.destroy();
    } finally {
      exporting -= 1;
    }
  };
  app.get(
    '/api/v1/votes.csv',
    isIn,
    (request, response, next) => (isExact(request) ? organisersOnly(request, response, next) : next()),
    csv,
  );
}

function isExact({ query }: Request): boolean {
  return query.exact === '1';
}

function handProgramme(request: Request, response: Response, found: { etag: string; value: object }): void {
  const etag = `"${found.etag}"`;
  response.setHeader('ETag', etag).setHeader('Cache-Control', 'private, no-cache');
  if (request.headers['if-none-match'] === etag) response.status(304).end();
  else response.json(found.value);
}

/** Waits until whoever reads has caught up; rejects when they have gone. */
async function send(response: Response, chunk: string): Promise<void> {
  if (response.destroyed) throw new Error('nobody reads any more');
  if (response.write(chunk)) return;
  const gone = new AbortController();
  const leave = () => gone.abort();
  response.once('close', leave);
  try {
    await once(response, 'drain', { signal: gone.signal });
  } finally {
    response.off('close', leave);
  }
}
