import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { DeskPost } from '../../src/core/wall/view.ts';
import { useDesk } from './context.ts';
import { CommandButton } from './dialog.tsx';
import { rule } from './postmenu.tsx';
import { wallWords } from './wordswall.ts';

const PAGE = 24;

/** Presses the button of the post that has the focus, and takes the focus on to the next post. */
function useShortcuts(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { key, target, ctrlKey, altKey, metaKey, repeat } = event;
      if (ctrlKey || altKey || metaKey || repeat || !(target instanceof Element)) return;
      const card = target.closest('[data-post]');
      const buttons = [...(card?.querySelectorAll<HTMLButtonElement>('button[aria-keyshortcuts]') ?? [])];
      const button = buttons.find((one) => one.getAttribute('aria-keyshortcuts') === key.toLowerCase());
      if (card === null || button === undefined) return;
      const next = card.nextElementSibling ?? card.previousElementSibling;
      button.click();
      next?.querySelector<HTMLButtonElement>('button[aria-keyshortcuts]')?.focus();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

/** Posts in the order given, a page at a time. */
export function Cards({
  posts,
  card,
}: {
  posts: readonly DeskPost[];
  card(post: DeskPost): ComponentChildren;
}) {
  const own = wallWords[useDesk().locale.language];
  const [count, setCount] = useState(PAGE);
  useShortcuts();
  return (
    <>
      <ul class="cards cards-wide cards-loose" data-testid="posts">
        {posts.slice(0, count).map(card)}
      </ul>
      {posts.length > count && (
        <button type="button" class="fold" onClick={() => setCount(count + PAGE)}>
          {own.showMore(posts.length - count)}
        </button>
      )}
    </>
  );
}

/** Lets this form of a post on the walls. */
export function Approve({ post }: { post: DeskPost }) {
  const own = wallWords[useDesk().locale.language];
  const { id, digest } = post;
  return (
    <CommandButton
      label={own.approve}
      name="approve"
      kind="primary"
      shortcut="a"
      command={rule({ kind: 'approve', post: id, digest })}
    />
  );
}

/** Takes a post off the walls, or keeps it off. */
export function Hide({ post }: { post: DeskPost }) {
  const own = wallWords[useDesk().locale.language];
  const command = rule({ kind: 'hide-post', post: post.id });
  return <CommandButton label={own.hide} name="hide" kind="" shortcut="h" command={command} />;
}
