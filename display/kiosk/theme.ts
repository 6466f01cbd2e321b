/**
 * Puts the theme of the box over the colours of the pages, and takes it away again: `version` of it, null for none.
 * The one before stays until the new one is there, so that no screen flashes in between.
 */
export function setTheme(version: string | null): void {
  const before = [...document.head.querySelectorAll<HTMLLinkElement>('link[data-theme]')];
  if (before.at(-1)?.dataset.theme === (version ?? undefined)) return;
  if (version === null) {
    for (const link of before) link.remove();
    return;
  }
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.dataset.theme = version;
  link.href = `/theme.css?v=${encodeURIComponent(version)}`;
  link.onload = () => {
    for (const old of before) old.remove();
  };
  link.onerror = () => link.remove();
  document.head.append(link);
}
