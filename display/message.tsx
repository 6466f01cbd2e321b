import { useLayoutEffect, useRef } from 'preact/hooks';
import { keepTogether, TITLE_SIZES, titleStep } from './room.ts';
import type { Words } from './words.ts';

/** Sets the largest size at which a title, and what stands with it, fits in its place. */
export function useFittedTitle(title: string) {
  const fitted = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = fitted.current;
    if (place === null) return;
    for (const size of TITLE_SIZES.slice(titleStep(title))) {
      place.dataset.size = size;
      if (place.scrollHeight <= place.clientHeight) return;
    }
  });
  return fitted;
}

/** What organisers say, over everything but which way to vote. */
export function Message({ text, words }: { text: string; words: Words }) {
  return (
    <div class="message" data-testid="message" role="alert">
      <p class="message-from">{words.noticeFrom}</p>
      <div class="talk" ref={useFittedTitle(text)}>
        <p class="title">{keepTogether(text)}</p>
      </div>
    </div>
  );
}
