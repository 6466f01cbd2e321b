import { stat } from 'node:fs/promises';
import type { Clock, Fetched, FetchSource, SourceTag } from '../../app/ports.ts';
import { SOURCE_MAX_BYTES } from '../../core/formats/limits.ts';
import { isAddress, readAddress } from './address.ts';
import type { Limits } from './collect.ts';
import { readDirectory } from './directory.ts';
import { explain, SourceError } from './errors.ts';
import { pathOf, readFile } from './file.ts';
import { USB_PLACES, type UsbPlaces } from './mounts.ts';
import { isUsb, readUsb } from './usb.ts';

const TIMEOUT_MS = 20_000;

export interface SourceOptions {
  clock: Pick<Clock, 'after'>;
  timeoutMs?: number;
  maxBytes?: number;
  usb?: UsbPlaces;
}

/**
 * Reads programmes from http(s) addresses, files, directories (their newest file) and USB sticks (`usb:`): at most
 * 16 MB and 20 seconds. The answer rejects with a SourceError; with an AbsentError while a stick is not plugged in.
 */
export function createSource({
  clock,
  timeoutMs = TIMEOUT_MS,
  maxBytes = SOURCE_MAX_BYTES,
  usb = USB_PLACES,
}: SourceOptions): FetchSource {
  return async (source, known) => {
    const abort = new AbortController();
    const cancel = clock.after(timeoutMs, () => abort.abort());
    const limits = { maxBytes, signal: abort.signal };
    try {
      return await inTime(read(source, known, usb, limits), abort.signal);
    } catch (error) {
      if (abort.signal.aborted) {
        throw new SourceError(source, `it took longer than ${timeoutMs / 1000} s`, error);
      }
      throw explain(source, error);
    } finally {
      cancel();
    }
  };
}

async function read(
  source: string,
  known: SourceTag | null,
  usb: UsbPlaces,
  limits: Limits,
): Promise<Fetched> {
  if (isAddress(source)) return readAddress(source, known, limits);
  if (isUsb(source)) return readUsb(source, usb, known, limits);
  const path = pathOf(source);
  const isDirectory = (await stat(path)).isDirectory();
  return isDirectory ? readDirectory(source, path, known, limits) : readFile(source, path, limits);
}

/** A disk that hangs, or a pipe into which nobody writes, heeds no signal: it is left behind. */
async function inTime<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([answer, aborted]);
}
