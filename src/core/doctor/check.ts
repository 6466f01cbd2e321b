/** `absent`: it is not here, or could not be looked at; neither good nor bad. */
export type Verdict = 'ok' | 'warning' | 'wrong' | 'absent';

/** What `likebox doctor` says of one thing. */
export interface Check {
  /** Stable, for programs: `button-plus`. */
  id: string;
  verdict: Verdict;
  /** One line for people. */
  message: string;
  /** What puts it right, a command where there is one; null where nothing has to be. */
  mend: string | null;
  /** What was measured; names carry their unit. */
  values: Readonly<Record<string, unknown>>;
}

/** One check; what is not given has no mend, or no values. */
export function createCheck(
  id: string,
  verdict: Verdict,
  message: string,
  { mend = null, values = {} }: { mend?: string | null; values?: Check['values'] } = {},
): Check {
  return { id, verdict, message, mend, values };
}
