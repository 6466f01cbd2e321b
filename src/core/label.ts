/** A source as faults and logs may name it: an address without password and query, which may hold secrets. */
export function labelOf(source: string): string {
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(source) || !URL.canParse(source)) return source;
  const { protocol, host, pathname, hash } = new URL(source);
  return `${protocol}//${host}${pathname}${hash}`;
}
