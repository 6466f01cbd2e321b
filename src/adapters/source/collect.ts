import { TooLargeError } from './errors.ts';

/** How far a source is read. */
export interface Limits {
  maxBytes: number;
  /** Ends the reading, whatever it waits for. */
  signal: AbortSignal;
}

/** Joins what arrives, and gives up as soon as it is too much. */
export async function collect(
  source: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { maxBytes }: Limits,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new TooLargeError(
        source,
        `it is larger than ${Math.floor(maxBytes / 1_048_576)} MB, which no programme is`,
      );
    }
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
