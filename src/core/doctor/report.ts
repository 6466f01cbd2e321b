import { paragraph } from '../report/width.ts';
import type { Check, Verdict } from './check.ts';

/** What `likebox doctor --json` prints. */
export interface DoctorReport {
  /** Nothing is wrong; warnings are allowed. */
  ok: boolean;
  checks: readonly Check[];
}

/** They say the same without colours, and line up. */
const MARKS: Readonly<Record<Verdict, string>> = {
  ok: 'ok  ',
  warning: 'look',
  wrong: 'BAD ',
  absent: '-   ',
};
const ID_WIDTH = 17;
const MEND_INDENT = ' '.repeat(MARKS.ok.length + 1 + ID_WIDTH + 1);

/** One line, and a second one for what mends it. */
export function checkText({ id, verdict, message, mend }: Check): string {
  const line = `${markOf(id, verdict)}${message}\n`;
  return mend === null ? line : `${line}${MEND_INDENT}-> ${mend}\n`;
}

/** The same for a terminal of so many columns. */
export function checkLines({ id, verdict, message, mend }: Check, width: number): string[] {
  const lines = paragraph(markOf(id, verdict), message, width);
  return mend === null ? lines : [...lines, ...paragraph(`${MEND_INDENT}-> `, mend, width)];
}

function markOf(id: string, verdict: Verdict): string {
  return `${MARKS[verdict]} ${id.padEnd(ID_WIDTH)} `;
}

/** A line that asks something of the person, in line with the checks. */
export function askText(words: string): string {
  return `${MEND_INDENT}${words}\n`;
}

/** The last sentence: what is wrong, and what is worth a look. */
export function summaryText(checks: readonly Check[]): string {
  const wrong = namesOf(checks, 'wrong');
  const look = namesOf(checks, 'warning');
  const worth = look.length === 0 ? '' : `Worth a look: ${look.join(', ')}.`;
  if (wrong.length > 0) return `\nWrong: ${wrong.join(', ')}. ${worth}`.trimEnd().concat('\n');
  return `\nNothing is wrong. ${worth}`.trimEnd().concat('\n');
}

/** The whole for programs. */
export function doctorReport(checks: readonly Check[]): DoctorReport {
  return { ok: checks.every(({ verdict }) => verdict !== 'wrong'), checks };
}

function namesOf(checks: readonly Check[], verdict: Verdict): string[] {
  return checks.filter((check) => check.verdict === verdict).map(({ id }) => id);
}
