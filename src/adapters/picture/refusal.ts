/** Why a picture is not used: the message is a clause about it, "it has more than 40 million pixels". */
export class Refusal extends Error {
  override name = 'Refusal';
}

const WORDS_MAX = 200; // a library or a server may say what it likes

/** What went wrong, on one line: the code where there is one, or the first line of the message. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, WORDS_MAX);
  if ('code' in error && typeof error.code === 'string') return error.code.slice(0, WORDS_MAX);
  return (error.message.split('\n', 1)[0] ?? '').slice(0, WORDS_MAX);
}
