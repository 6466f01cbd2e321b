import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { createPictureMaker, type PictureMakerOptions } from '../../../src/adapters/picture/maker.ts';
import { createFakeClock } from '../../fakes/clock.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on the loopback, and a maker of pictures that may ask it and no other. */
export async function createSample(
  t: TestContext,
  answer: Answer,
  options: Partial<PictureMakerOptions> = {},
) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = createFakeClock();
  const lines: object[] = [];
  const maker = createPictureMaker({
    clock,
    log: { info: (fields) => void lines.push(fields) },
    version: '1.2.3',
    allow: [base],
    ...options,
  });
  const make = (path: string) => maker.make({ url: URL.canParse(path) ? path : `${base}${path}`, alt: '' });
  return { base, clock, lines, make };
}

/** The whole answer at once, under a name and a type that say nothing. */
export function serve(bytes: Uint8Array): Answer {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'image/png' });
    response.end(bytes);
  };
}
