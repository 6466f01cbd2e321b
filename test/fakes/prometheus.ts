/** A scrape, taken apart: samples by name with labels, types and sentences by name. */
export interface Scrape {
  samples: Map<string, number>;
  types: Map<string, string>;
  helps: Map<string, string>;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABELS = `\\{${NAME}="(?:[^"\\\\\\n]|\\\\.)*"(?:,${NAME}="(?:[^"\\\\\\n]|\\\\.)*")*\\}`;
const SAMPLE = new RegExp(`^(${NAME}(?:${LABELS})?) (-?[0-9.]+(?:e[+-]?\\d+)?|[Nn]a[Nn]|[+-]Inf)$`); // Go, which reads it, ignores case
const COMMENT = new RegExp(`^# (HELP|TYPE) (${NAME}) (.+)$`);

/**
 * Reads the text format of Prometheus (version 0.0.4) strictly: throws for a line that is none, for a sample that comes
 * twice and for a text without its last line break.
 */
export function parseMetrics(text: string): Scrape {
  const scrape: Scrape = { samples: new Map(), types: new Map(), helps: new Map() };
  if (!text.endsWith('\n')) throw new Error('the last line is not ended');
  for (const line of text.split('\n').filter((any) => any !== '')) {
    const [, kind, about = '', words = ''] = COMMENT.exec(line) ?? [];
    if (kind !== undefined) {
      (kind === 'TYPE' ? scrape.types : scrape.helps).set(about, words);
      continue;
    }
    const [, name, value] = SAMPLE.exec(line) ?? [];
    if (name === undefined || scrape.samples.has(name)) throw new Error(`not a new sample: ${line}`);
    scrape.samples.set(name, Number(value?.replace('Inf', 'Infinity')));
  }
  return scrape;
}
