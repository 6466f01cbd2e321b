const DEPTH_MAX = 40; // the deepest real export has 12

const TOKEN =
  /[ \t\r\n]*(?:([{}[\],:])|"([^"\\\p{Cc}]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\p{Cc}]*)*)"|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.]))/uy;

export type Json = { ok: true; value: unknown } | { ok: false; message: string };

/** Parses JSON once. What is no JSON, or nested deeper than 40, gives a sentence that says where. */
export function parseJson(text: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, message: explain(text) };
  }
  if (isDeeper(value, DEPTH_MAX)) {
    return {
      ok: false,
      message: `This JSON is nested more than ${DEPTH_MAX} levels deep, which no programme is.`,
    };
  }
  return { ok: true, value };
}

/** Whether this is a JSON object: neither null nor an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list as it is, one value as a list of it, nothing as an empty list. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** A value of a source as a message may show it: escaped, and cut short. */
export function quote(value: unknown): string {
  if (value === undefined) return 'missing';
  return JSON.stringify(typeof value === 'string' ? value.slice(0, 60) : value).slice(0, 60);
}

function isDeeper(value: unknown, limit: number): boolean {
  const isNested = (item: unknown): item is object => typeof item === 'object' && item !== null;
  let level = [value].filter(isNested);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((item): unknown[] => Object.values(item)).filter(isNested);
  }
  return false;
}

/** Where broken JSON breaks; the engine's own message names no position in half of the cases. */
function explain(text: string): string {
  const at = breakOf(text);
  const head = text.slice(0, at);
  const line = head.split('\n').length;
  const column = at - head.lastIndexOf('\n');
  if (text.slice(at).trim() === '') {
    return `The JSON ends too early, at line ${line}: the file was probably cut short. Fetch or export it again.`;
  }
  const found =
    text
      .slice(at, at + 20)
      .split('\n')[0]
      ?.trim() ?? '';
  return `The JSON is broken at line ${line}, column ${column}, near ${JSON.stringify(found)}. Correct it there, or export it again.`;
}

/** The index of the first character that cannot stand where it does. */
function breakOf(text: string): number {
  const open: string[] = [];
  let expected: string | null = 'value';
  let end = 0;
  for (;;) {
    TOKEN.lastIndex = end;
    const match = TOKEN.exec(text);
    const token = match?.[1] ?? (match?.[2] === undefined ? 'scalar' : 'string');
    expected = match === null ? null : follow(token, expected, open);
    if (expected === null) return end + text.slice(end).search(/[^ \t\r\n]|$/);
    end = TOKEN.lastIndex;
  }
}

/** What may come after a token, or null when the token itself may not come here; keeps `open` in step. */
function follow(token: string, expected: string, open: string[]): string | null {
  const afterValue = () => (open.length === 0 ? 'end' : 'comma');
  const begins = expected.startsWith('value');
  switch (token) {
    case '{':
    case '[':
      if (!begins) return null;
      open.push(token);
      return token === '{' ? 'key or close' : 'value or close';
    case '}':
    case ']':
      if (open.at(-1) !== (token === '}' ? '{' : '[')) return null;
      if (expected !== 'comma' && expected !== (token === '}' ? 'key or close' : 'value or close'))
        return null;
      open.pop();
      return afterValue();
    case ',':
      if (expected !== 'comma') return null;
      return open.at(-1) === '{' ? 'key' : 'value';
    case ':':
      return expected === 'colon' ? 'value' : null;
    default:
      if (token === 'string' && expected.startsWith('key')) return 'colon';
      return begins ? afterValue() : null;
  }
}
