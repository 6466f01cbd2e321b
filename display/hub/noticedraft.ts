import { useState } from 'preact/hooks';
import type { NoticeText } from '../../src/core/hub/orders.ts';
import { localDate } from '../../src/core/zone.ts';
import { useDesk } from './context.ts';
import { instantOf } from './instants.ts';
import { useSubmission } from './submit.ts';
import { noticeWords } from './wordsnotices.ts';

export type Until = '10' | '30' | 'time' | 'hand';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** When it ends, by the event's clock: a time that is over today is tomorrow's. Undefined while it is not known. */
export function endOf(
  until: Until,
  time: string,
  nowAt: number,
  timezone: string,
): number | null | undefined {
  if (until === 'hand') return null;
  if (until !== 'time') return nowAt + Number(until) * MINUTE_MS;
  const at = instantOf(localDate(nowAt, timezone), time, timezone);
  if (at === null) return undefined;
  return at > nowAt ? at : (instantOf(localDate(nowAt + DAY_MS, timezone), time, timezone) ?? undefined);
}

function textFrom(kind: NoticeText['kind'], to: string, text: string): NoticeText {
  if (kind === 'full') return { kind };
  return kind === 'moved' ? { kind, to: to.trim() } : { kind, text: text.trim() };
}

/** A notice as it is being written, and how it is sent. */
export function useNotice(onSent: () => void) {
  const { give, say, nowAt, locale } = useDesk();
  const own = noticeWords[locale.language];
  const [kind, setKind] = useState<NoticeText['kind']>('full');
  const [to, setTo] = useState('');
  const [text, setText] = useState('');
  const [where, setWhere] = useState<'all' | 'some'>('all');
  const [boxes, setBoxes] = useState<readonly string[]>([]);
  const [until, setUntil] = useState<Until>('30');
  const [time, setTime] = useState('');
  const says = textFrom(kind, to, text);
  const untilAt = endOf(until, time, nowAt, locale.timezone);
  const submission = useSubmission(async () => {
    if (where === 'some' && boxes.length === 0) return own.noneChosen;
    if (untilAt === undefined) return own.noTime;
    const outcome = await give({
      kind: 'notice',
      text: says,
      boxes: where === 'all' ? null : boxes,
      untilAt: untilAt === null ? null : Math.round(untilAt),
    });
    if (!outcome.done) return outcome.text;
    say(outcome);
    onSent();
    return '';
  });
  const values = { kind, to, text, where, boxes, until, time };
  const set = {
    kind: setKind,
    to: setTo,
    text: setText,
    where: setWhere,
    boxes: setBoxes,
    until: setUntil,
    time: setTime,
  };
  return { values, set, says, untilAt, ...submission };
}

export type Form = ReturnType<typeof useNotice>;
