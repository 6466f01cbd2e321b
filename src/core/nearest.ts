/** The candidates most like `wanted`, best first; none when nothing is near enough to be a slip. */
export function nearest(wanted: string, candidates: readonly string[], most = 3): string[] {
  const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const target = plain(wanted);
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(target, plain(candidate)) }))
    .filter(
      ({ candidate, distance }) => distance <= Math.max(2, Math.max(wanted.length, candidate.length) / 3),
    )
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** Levenshtein distance: insertions, deletions and substitutions of UTF-16 units. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
