/**
 * French sets a narrow space before `;!?`, and a space before `:` and inside `« »`; with those of the answer no line
 * begins or ends there. Text without such spaces stays as it is.
 */
export function keepTogether(text: string): string {
  return text
    .replace(/[ \u00a0](?=[;!?]+(?:[\s»”)]|$))/g, '\u202f')
    .replace(/ (?=:(?:\s|$))| (?=»)|(?<=«) /g, '\u00a0');
}
