import type { ComponentChildren } from 'preact';
import { keepTogether } from '../spacing.ts';
import type { Words } from '../words.ts';
import { useFittedTitle } from './title.ts';

/** What organisers say, over everything; `children` is what has to be seen all the same. */
export function Message({
  text,
  words,
  children,
}: {
  text: string;
  words: Words;
  children: ComponentChildren;
}) {
  return (
    <div class="message" data-testid="message" role="alert">
      <p class="message-from">{words.noticeFrom}</p>
      <div class="talk" ref={useFittedTitle(text)}>
        <p class="title">{keepTogether(text)}</p>
      </div>
      {children}
    </div>
  );
}
