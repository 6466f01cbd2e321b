/** Decodes Windows-1252: every byte is a character. */
export function decodeWindows(bytes: Uint8Array): string {
  // Decoded at one go, Node 20 takes it for Latin-1, and loses ’, œ, – and €.
  return new TextDecoder('windows-1252').decode(bytes, { stream: true });
}
