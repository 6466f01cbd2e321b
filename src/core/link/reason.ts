/** A control frame holds 125 bytes, and two of them are the code (RFC 6455, section 5.5). */
const BYTES_MAX = 123;

/** As much of a reason as the frame that closes a link holds. */
export function closeReason(reason: string): string {
  const bytes = Buffer.from(reason, 'utf8');
  if (bytes.length <= BYTES_MAX) return reason;
  const cut = bytes.subarray(0, BYTES_MAX).toString('utf8');
  return cut.replace(/\uFFFD+$/, ''); // half a character
}
