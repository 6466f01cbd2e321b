import { useState } from 'preact/hooks';
import type { BoxView } from '../../src/core/hub/view.ts';
import { Chip, Empty } from './bits.tsx';
import { BoxCard } from './boxcard.tsx';
import { useDesk } from './context.ts';
import { Input } from './fields.tsx';
import { formatVotes } from './figures.ts';
import { words } from './words.ts';
import { boxWords } from './wordsboxes.ts';

const SEARCHED_FROM = 9; // as many as one sees at a glance need no search

const collator = new Intl.Collator(undefined, { numeric: true });

function wantsAttention({ link, advice }: BoxView): boolean {
  return link !== 'revoked' && (link !== 'linked' || advice.length > 0);
}

/** Where it stands in the list: what takes no votes first, what was revoked last. */
function rankOf(box: BoxView): number {
  if (box.link === 'revoked') return 3;
  if (box.advice.some(({ severity }) => severity === 'error')) return 0;
  return wantsAttention(box) ? 1 : 2;
}

function inOrder(a: BoxView, b: BoxView): number {
  return rankOf(a) - rankOf(b) || collator.compare(a.name, b.name);
}

function Summary({ fleet }: { fleet: readonly BoxView[] }) {
  const { language } = useDesk().locale;
  const box = boxWords[language];
  const standing = fleet.filter(({ link }) => link !== 'revoked');
  const linked = standing.filter(({ link }) => link === 'linked').length;
  const queued = standing.reduce((sum, one) => sum + one.queued, 0);
  const attention = standing.filter(wantsAttention).length;
  return (
    <p class="summary figures" data-testid="summary">
      <span>{box.summary(linked, standing.length)}</span>
      <span>{queued === 0 ? box.nothingQueued : box.queuedInAll(formatVotes(queued, language))}</span>
      <Chip tone={attention === 0 ? 'good' : 'warning'}>
        {attention === 0 ? box.allWell : box.attention(attention)}
      </Chip>
    </p>
  );
}

/** Every box and how it is. */
export function Boxes() {
  const { parts, locale } = useDesk();
  const [wanted, setWanted] = useState('');
  const box = boxWords[locale.language];
  const { fleet } = parts;
  if (fleet === undefined) return <p class="soft">{words[locale.language].loading}</p>;
  if (fleet.length === 0) return <Empty title={box.empty}>{box.emptyHelp}</Empty>;
  const text = wanted.trim().toLowerCase();
  const found = fleet
    .filter((one) => [one.name, one.box, one.room ?? ''].some((name) => name.toLowerCase().includes(text)))
    .sort(inOrder);
  return (
    <>
      <Summary fleet={fleet} />
      {fleet.length >= SEARCHED_FROM && (
        <div class="search">
          <Input label={box.find} name="find" value={wanted} onChange={setWanted} />
        </div>
      )}
      {found.length === 0 && <p class="soft">{box.noneFound}</p>}
      <ul class="cards cards-loose" data-testid="fleet">
        {found.map((one) => (
          <BoxCard key={one.box} box={one} />
        ))}
      </ul>
    </>
  );
}
