import { PROGRAMME_SCHEMA } from './core/formats/schema.ts';
import { formatsText } from './core/report/formats.ts';

export interface FormatsOptions {
  /** Print the JSON schema of LikeBox's own format instead, for an editor or a checker. */
  schema: boolean;
  /** Columns of the text; 100 when absent. */
  width?: number;
}

/** Where text goes; each call gets whole lines. */
export interface FormatsOutput {
  out: (text: string) => void;
}

const WIDTH = 100;

/** `likebox programme formats`: the formats that are read, and where each tool keeps its export. Gives the exit code. */
export function listFormats({ schema, width }: FormatsOptions, { out }: FormatsOutput): 0 {
  out(schema ? `${JSON.stringify(PROGRAMME_SCHEMA, null, 2)}\n` : formatsText(width ?? WIDTH));
  return 0;
}
