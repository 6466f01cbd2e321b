import { pad } from './width.ts';

/** One cell of a table; its lines are at most as wide as its column. */
export interface Cell {
  lines: readonly string[];
  /** It goes on with the cell above: no rule parts the two. */
  joined: boolean;
}

/** What stands between two columns, as `frame` draws it. */
export const GAP_WIDTH = 3;

const JUNCTIONS: Readonly<Record<string, string>> = {
  'true true': '┼',
  'true false': '┤',
  'false true': '├',
  'false false': '│',
};

/** Draws a table without an outer border, with a rule below its head and between its rows. */
export function frame(
  head: readonly (readonly string[])[],
  rows: readonly (readonly Cell[])[],
  widths: readonly number[],
): string[] {
  const isRuled = widths.map(() => true);
  return [
    ...rowLines(head, widths),
    rule(isRuled, widths).replaceAll('─', '━').replaceAll('┼', '┿'),
    ...rows.flatMap((cells, index) => [
      ...(index === 0
        ? []
        : [
            rule(
              cells.map(({ joined }) => !joined),
              widths,
            ),
          ]),
      ...rowLines(
        cells.map(({ lines }) => lines),
        widths,
      ),
    ]),
  ];
}

/**
 * Parts columns among those who need them: a column that needs less than its even share leaves the rest to the others.
 */
export function share(columns: number, needs: readonly number[]): number[] {
  const widths = needs.map(() => 0);
  const narrowFirst = needs.map((need, index) => ({ need, index })).sort((a, b) => a.need - b.need);
  let left = columns;
  for (const [rank, { need, index }] of narrowFirst.entries()) {
    const width = Math.min(need, Math.floor(left / (needs.length - rank)));
    widths[index] = width;
    left -= width;
  }
  return widths;
}

function rowLines(cells: readonly (readonly string[])[], widths: readonly number[]): string[] {
  const height = Math.max(1, ...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    widths
      .map((width, column) => pad(cells[column]?.[line] ?? '', width))
      .join(' │ ')
      .trimEnd(),
  );
}

function rule(isRuled: readonly boolean[], widths: readonly number[]): string {
  const last = widths.length - 1;
  return widths
    .map((width, column) => {
      const length = width + (column === 0 || column === last ? 1 : 2);
      const line = (isRuled[column] ? '─' : ' ').repeat(length);
      const junction = JUNCTIONS[`${isRuled[column]} ${isRuled[column + 1]}`] ?? '┼';
      return column === last ? line.slice(0, width + 1) : `${line}${junction}`;
    })
    .join('')
    .trimEnd();
}
