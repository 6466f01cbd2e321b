/** Parts what a socket brings into lines; gives null when one is longer than `max` characters. */
export function createLines(max: number): (chunk: string) => string[] | null {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    return rest.length > max || lines.some((line) => line.length > max) ? null : lines;
  };
}
