import type { ButtonLines, Edge } from './ports.ts';

/** The same lines, of which somebody else hears each edge first. */
export function overhear(lines: ButtonLines, onEdge: (edge: Edge) => void): ButtonLines {
  return {
    start: () => lines.start(),
    stop: () => lines.stop(),
    read: (button) => lines.read(button),
    get lagMs() {
      return lines.lagMs ?? 0;
    },
    watch: (hear, onRestart) =>
      lines.watch((edge) => {
        onEdge(edge);
        hear(edge);
      }, onRestart),
  };
}
