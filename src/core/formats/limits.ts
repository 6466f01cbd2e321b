/** A source of more bytes is refused; the biggest real export has 3.96 MB (FORMATS.md 0.12). */
export const SOURCE_MAX_BYTES = 16 * 1024 * 1024;

/** A programme of more sessions is refused, in one source or in several (FORMATS.md 0.12). */
export const SESSIONS_MAX = 5_000;
