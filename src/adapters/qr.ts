import { renderUnicodeCompact } from 'uqr';

/** A QR code of half blocks for a terminal with light text on dark, which phones read from the screen. */
export function qrCode(text: string): string {
  return renderUnicodeCompact(text, { ecc: 'L', border: 2 });
}
