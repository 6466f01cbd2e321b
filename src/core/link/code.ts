/** No 0, 1, I or O, which people take for each other. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const BYTES = 5;
const BITS_PER_LETTER = 5;

/** The first 40 bits of these bytes as 8 characters. Throws a RangeError for fewer than 5 bytes. */
export function pairingCodeOf(bytes: Uint8Array): string {
  if (bytes.length < BYTES) throw new RangeError(`a code is made of ${BYTES} bytes, not of ${bytes.length}`);
  const bits = [...bytes.subarray(0, BYTES)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: bits.length / BITS_PER_LETTER }, (_, i) =>
    ALPHABET.charAt(Number.parseInt(bits.slice(i * BITS_PER_LETTER, (i + 1) * BITS_PER_LETTER), 2)),
  ).join('');
}

/** `ABCD EFGH`, as it is read aloud: where there is room for 9 characters. */
export function spacedCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}
