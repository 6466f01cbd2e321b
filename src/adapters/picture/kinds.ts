/** What sharp calls the formats that are decoded; `heif` only as AVIF. */
export type Kind = 'jpeg' | 'png' | 'webp' | 'gif' | 'heif' | 'svg';

/** Of AVIF (ISO 23000-22): major brands of files that hold one picture or several. */
const AVIF_BRANDS = ['avif', 'avis', 'mif1', 'msf1'];
const SVG_WITHIN_CHARS = 1_000; // as far as libvips looks

/**
 * What bytes begin like, so that nothing else reaches a decoder: decoders of other formats are not as well tested.
 * Null for none of these, as for the page that a server gives in place of a picture.
 */
export function kindOf(bytes: Uint8Array): Kind | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SVG_WITHIN_CHARS)).toString(
    'latin1',
  );
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (/^GIF8[79]a/.test(head)) return 'gif';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.slice(4, 8) === 'ftyp' && AVIF_BRANDS.includes(head.slice(8, 12))) return 'heif';
  return /^(\xef\xbb\xbf)?\s*</.test(head) && head.includes('<svg') ? 'svg' : null;
}
