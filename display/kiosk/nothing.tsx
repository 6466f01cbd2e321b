import { keepTogether } from '../spacing.ts';

/** What a page says that was asked for by its address and has nothing to show: no screen is ever empty. */
export function Nothing({ text }: { text: string }) {
  return (
    <main class="nothing" data-testid="nothing">
      <p>{keepTogether(text)}</p>
    </main>
  );
}
