import { FORMATS } from '../formats/detect.ts';
import { EXPORTS } from './tools.ts';
import { paragraph, wrap } from './width.ts';

const WIDTH_MIN = 40;
const WIDTH_MAX = 100;
const TOOL_WIDTH = Math.max(...EXPORTS.map(({ tool }) => tool.length));

/** What `likebox programme formats` prints: the formats that are read, and where each tool keeps its export. */
export function formatsText(width: number): string {
  const columns = Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, Math.floor(width) || WIDTH_MIN));
  const lines = [
    ...wrap(
      'These programmes are read. Content decides which one it is, never the name of the file.',
      columns,
    ),
    '',
    ...FORMATS.flatMap((format) => paragraph('  - ', format, columns)),
    '',
    'Where to find the address',
    ...EXPORTS.flatMap(({ tool, how }) => paragraph(`  ${tool.padEnd(TOOL_WIDTH)}  `, how, columns)),
    '',
    ...wrap('Then try it: likebox programme check FILE-OR-ADDRESS', columns),
  ];
  return `${lines.join('\n')}\n`;
}
