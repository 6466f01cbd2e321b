import { useState } from 'preact/hooks';
import { noticeWords as textOf } from '../../src/core/hub/noticetext.ts';
import type { Notice } from '../../src/core/hub/orders.ts';
import { formatWhen } from '../time.ts';
import { Section, Text } from './bits.tsx';
import { useDesk } from './context.ts';
import { CommandButton } from './dialog.tsx';
import { NoticeForm } from './noticeform.tsx';
import { words } from './words.ts';
import { noticeWords } from './wordsnotices.ts';

const PAST_MAX = 20;

function isOn({ ended, untilAt }: Notice, nowAt: number): boolean {
  return ended === null && (untilAt === null || nowAt < untilAt);
}

/** Where it is shown, and until when or since when no more. */
function Whereabouts({ notice }: { notice: Notice }) {
  const { parts, locale, nowAt } = useDesk();
  const own = noticeWords[locale.language];
  const names = new Map(parts.fleet?.map(({ box, name }) => [box, name]));
  const { ended, untilAt, boxes } = notice;
  const when = (at: number) => formatWhen(at, nowAt, locale);
  const end = () => {
    if (ended !== null)
      return ended.who === '' ? own.endedAt(when(ended.at)) : own.endedBy(ended.who, when(ended.at));
    if (untilAt === null) return own.untilEnded;
    return nowAt < untilAt ? own.untilTime(when(untilAt)) : own.endedAt(when(untilAt));
  };
  const where = boxes === null ? own.everyBox : boxes.map((box) => names.get(box) ?? box).join(', ');
  return (
    <p class="soft">
      <Text text={where} /> · <Text text={end()} /> ·{' '}
      <Text text={words[locale.language].by(notice.who, when(notice.at))} />
    </p>
  );
}

function NoticeLine({ notice, on }: { notice: Notice; on: boolean }) {
  const { locale, organiser } = useDesk();
  const own = noticeWords[locale.language];
  return (
    <li class="given" data-testid={`notice-${notice.number}`} data-on={on}>
      <div>
        <p class="notice-text">
          <Text text={textOf(notice.text, locale.language)} />
        </p>
        <Whereabouts notice={notice} />
      </div>
      {organiser && on && (
        <CommandButton label={own.end} name="end" command={{ kind: 'end-notice', number: notice.number }} />
      )}
    </li>
  );
}

/** What boxes show over everything else. */
export function Notices() {
  const { parts, locale, nowAt, organiser } = useDesk();
  const [sent, setSent] = useState(0);
  const own = noticeWords[locale.language];
  const { notices } = parts;
  if (notices === undefined) return <p class="soft">{words[locale.language].loading}</p>;
  const newestFirst = [...notices].sort((a, b) => b.number - a.number);
  const on = newestFirst.filter((notice) => isOn(notice, nowAt));
  const past = newestFirst.filter((notice) => !isOn(notice, nowAt)).slice(0, PAST_MAX);
  return (
    <>
      <p class="lead">{own.help}</p>
      <div class="pair">
        {organiser && (
          <Section title={own.write}>
            <NoticeForm key={sent} onSent={() => setSent(sent + 1)} />
          </Section>
        )}
        <Section title={own.running} name="running">
          {on.length === 0 && <p class="soft">{own.none}</p>}
          <ul class="lines">
            {on.map((notice) => (
              <NoticeLine key={notice.number} notice={notice} on />
            ))}
          </ul>
        </Section>
      </div>
      {past.length > 0 && (
        <Section title={own.past} name="past">
          <ul class="lines">
            {past.map((notice) => (
              <NoticeLine key={notice.number} notice={notice} on={false} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
