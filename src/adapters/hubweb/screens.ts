import type { IncomingMessage } from 'node:http';
import type { Express, Request, RequestHandler, Response } from 'express';
import { signedIn } from './guard.ts';
import type { Accounts } from './needs.ts';

/** A document and its version, which is its ETag. */
interface Document {
  etag: string;
  value: object;
}

/** What screens show besides the programme; null where there is none. */
export interface ScreenDocuments {
  wall(): Document;
  results(): Document | null;
  images(): Document | null;
  picture(of: 'wall' | 'images' | 'desk', digest: string): Promise<Uint8Array | null>;
}

interface Deps {
  screens: ScreenDocuments;
  /** Whose secret a request came with; null for nobody's. */
  boxOf(request: IncomingMessage): Promise<object | null>;
  accounts: Pick<Accounts, 'signedIn'>;
}

const UNKNOWN = 'this hub does not know this box and its secret, or no more: pair the box again';
const NONE = 'there is none';
/** A picture is what its name says for ever; only whoever may GET it keeps it. */
const PICTURE_AGE = 'private, max-age=31536000, immutable';

/** What boxes GET for their screens with their secret, and the pictures that people see at the dashboard. */
export function addScreens(app: Express, { screens, boxOf, accounts }: Deps): void {
  const ofBox: RequestHandler = async (request, response, next) => {
    if ((await boxOf(request)) === null) response.status(401).json({ error: UNKNOWN });
    else next();
  };
  const documents = {
    '/api/v1/wall': screens.wall,
    '/api/v1/screen/results': screens.results,
    '/api/v1/screen/images': screens.images,
  };
  for (const [path, of] of Object.entries(documents)) {
    app.get(path, ofBox, (request, response) => handDocument(request, response, of()));
  }
  const picture =
    (of: Parameters<ScreenDocuments['picture']>[0]) => async (request: Request, response: Response) => {
      const digest = String(request.params.digest);
      handPicture(request, response, digest, await screens.picture(of, digest));
    };
  app.get('/api/v1/wall/:digest.webp', ofBox, picture('wall'));
  app.get('/api/v1/screen/images/:digest.webp', ofBox, picture('images'));
  app.get('/api/v1/desk/wall/:digest.webp', signedIn(accounts), picture('desk'));
}

function handDocument(request: Request, response: Response, found: Document | null): void {
  if (found === null) {
    response.status(404).json({ error: NONE });
    return;
  }
  const etag = `"${found.etag}"`;
  response.setHeader('ETag', etag).setHeader('Cache-Control', 'private, no-cache');
  if (request.headers['if-none-match'] === etag) response.status(304).end();
  else response.json(found.value);
}

function handPicture(request: Request, response: Response, digest: string, bytes: Uint8Array | null): void {
  if (bytes === null) {
    response.status(404).json({ error: NONE });
    return;
  }
  const etag = `"${digest}"`;
  response.setHeader('ETag', etag).setHeader('Cache-Control', PICTURE_AGE);
  if (request.headers['if-none-match'] === etag) response.status(304).end();
  else response.type('image/webp').send(Buffer.from(bytes));
}
