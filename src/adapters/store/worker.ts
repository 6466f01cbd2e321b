import { parentPort } from 'node:worker_threads';
import { createHolder } from './holder.ts';
import type { Request } from './messages.ts';

const holder = createHolder();

parentPort?.on('message', (request: Request) => {
  parentPort?.postMessage(holder.handle(request));
});
