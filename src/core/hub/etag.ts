import { createHash } from 'node:crypto';

/** Names a document by what is in it: the same for equal JSON, another one for any other. */
export function etagOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value), 'utf8').digest('hex').slice(0, 32);
}
