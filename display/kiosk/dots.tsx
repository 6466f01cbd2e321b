/** Which page of how many this is, as dots; nothing for a single one. `label` says it in words. */
export function Dots({ page, pages, label }: { page: number; pages: number; label: string }) {
  if (pages < 2) return null;
  return (
    <p class="dots" role="img" aria-label={label}>
      {Array.from({ length: pages }, (_, place) => (
        <i key={place} data-on={place === page} />
      ))}
    </p>
  );
}
