import { parentPort } from 'node:worker_threads';
import { Holder } from './holder.ts';
import type { Request } from './messages.ts';

const holder = new Holder();

parentPort?.on('message', (request: Request) => {
  parentPort?.postMessage(holder.handle(request));
});
