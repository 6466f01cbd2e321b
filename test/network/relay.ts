import { connect, createServer, type Socket } from 'node:net';
import type { Weather } from './orders.ts';

/** Connections that pass through another computer. */
export interface Relay {
  weather(weather: Weather): void;
}

/** Relays from a port to `address:port`, at once until it is told otherwise. */
export async function createRelay(port: number, to: string): Promise<Relay> {
  const [host = '', toPort = ''] = to.split(':');
  let now: Weather = { delayMs: 0, isStalled: false };
  const pairs = new Set<readonly [Socket, Socket]>();

  function pass(from: Socket, into: Socket): void {
    const waiting: Buffer[] = []; // in order, whichever delay each of them came under
    from.on('data', (chunk) => {
      waiting.push(chunk);
      setTimeout(() => into.write(waiting.shift() ?? ''), now.delayMs);
    });
    from.on('error', () => {});
    from.on('close', () => setTimeout(() => into.destroySoon(), now.delayMs));
  }

  const server = createServer((near) => {
    const far = connect(Number(toPort), host);
    const pair = [near, far] as const;
    pairs.add(pair);
    near.on('close', () => pairs.delete(pair));
    pass(near, far);
    pass(far, near);
    if (now.isStalled) for (const end of pair) end.pause();
  });
  await new Promise<void>((resolve) => server.listen(port, resolve));

  return {
    weather(weather) {
      now = weather;
      for (const [near, far] of pairs) {
        for (const end of [near, far]) {
          if (weather.cut) end.resetAndDestroy();
          else if (weather.isStalled) end.pause();
          else end.resume();
        }
      }
    },
  };
}
