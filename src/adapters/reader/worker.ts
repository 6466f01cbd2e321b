import { parentPort } from 'node:worker_threads';
import { readProgramme } from '../../core/formats/detect.ts';
import type { Reply, Request } from './messages.ts';

parentPort?.on('message', (request: Request) => {
  parentPort?.postMessage(answer(request));
});

function answer({ bytes, options }: Request): Reply {
  try {
    return { ok: true, reading: readProgramme(bytes, options) };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}
