import { decodeWindows } from './windows.ts';

/** The text of a source. `guessed` when it is no Unicode, and was read as Windows-1252 because that fits anything. */
export interface Decoded {
  text: string;
  guessed: boolean;
}

const HEAD_BYTES = 200;

/**
 * Decodes a source by its byte order mark, else as UTF-8, else by the encoding that its XML declaration names, else as
 * Windows-1252. Byte order mark and leading white space are left out.
 */
export function decode(bytes: Uint8Array): Decoded {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-16be';
  const isMarked = marked === 'utf-16le' || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isMarked) return { text: new TextDecoder(marked).decode(bytes).trimStart(), guessed: false };
  const declared = declaredEncoding(bytes);
  for (const encoding of ['utf-8', ...(declared === null ? [] : [declared])]) {
    const text = tryDecode(bytes, encoding);
    if (text !== null) return { text: text.trimStart(), guessed: false };
  }
  return { text: decodeWindows(bytes).trimStart(), guessed: true };
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = decodeWindows(bytes.subarray(0, HEAD_BYTES));
  return /^\s*<\?xml[^>]*\sencoding=["']([\w.:-]{1,40})["']/i.exec(head)?.[1] ?? null;
}

/** Null when the bytes are not of this encoding, or nobody knows it. */
function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    return decoder.encoding === 'windows-1252' ? decodeWindows(bytes) : decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
}
