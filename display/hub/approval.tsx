import { useState } from 'preact/hooks';
import type { PairingView } from '../../src/core/hub/view.ts';
import { localDate, localTime } from '../../src/core/zone.ts';
import { useDesk } from './context.ts';
import { CommandDialog } from './dialog.tsx';
import { Choice, Input, type Option, Select } from './fields.tsx';
import { formatCount } from './figures.ts';
import { instantOf } from './instants.ts';
import { Code } from './pairing.tsx';
import { correctionWords } from './wordscorrections.ts';
import { pairingWords } from './wordspairing.ts';

function Taken(props: {
  votes: number;
  take: 'all' | 'since';
  onTake(take: 'all' | 'since'): void;
  day: string;
  onDay(day: string): void;
  time: string;
  onTime(time: string): void;
}) {
  const { language } = useDesk().locale;
  const own = pairingWords[language];
  const { toDay, toTime } = { toDay: correctionWords[language].on, toTime: correctionWords[language].from };
  return (
    <Choice
      label={own.take}
      name="take"
      value={props.take}
      onChange={props.onTake}
      help={props.take === 'since' ? own.sinceHelp : undefined}
      options={[
        ['all', own.takeAll(formatCount(props.votes, language))],
        ['since', own.takeSince],
      ]}
    >
      {props.take === 'since' && (
        <div class="side-by-side">
          <Input label={toDay} name="day" type="date" value={props.day} onChange={props.onDay} required />
          <Input label={toTime} name="time" type="time" value={props.time} onChange={props.onTime} required />
        </div>
      )}
    </Choice>
  );
}

/** Lets a box in, after its code was compared. */
export function Approval({ request }: { request: PairingView }) {
  const { parts, locale, nowAt } = useDesk();
  const { timezone, language } = locale;
  const own = pairingWords[language];
  const [take, setTake] = useState<'all' | 'since'>('all');
  const [day, setDay] = useState(localDate(nowAt, timezone));
  const [time, setTime] = useState(localTime(nowAt, timezone));
  const [place, setPlace] = useState<'new' | 'instead'>('new');
  const [replaced, setReplaced] = useState('');
  const others = (parts.fleet ?? []).filter(({ link }) => link !== 'revoked');
  const command = () => {
    const sinceAt = take === 'all' ? null : instantOf(day, time, timezone);
    if (take === 'since' && sinceAt === null) return own.takeSince;
    if (place === 'instead' && replaced === '') return own.which;
    const replaces = place === 'instead' ? replaced : null;
    const { box, secretDigest } = request;
    return { kind: 'approve', box, secretDigest, sinceAt, replaces } as const;
  };
  return (
    <CommandDialog title={own.approveOf(request.box)} doIt={own.doApprove} command={command}>
      <p class="dialog-help">{own.same}</p>
      <Code code={request.code} />
      {request.votes > 0 && (
        <Taken
          votes={request.votes}
          take={take}
          onTake={setTake}
          day={day}
          onDay={setDay}
          time={time}
          onTime={setTime}
        />
      )}
      {others.length > 0 && (
        <Choice
          label={own.place}
          name="place"
          value={place}
          onChange={setPlace}
          help={place === 'instead' ? own.insteadHelp : undefined}
          options={[
            ['new', own.asNew],
            ['instead', own.instead],
          ]}
        >
          {place === 'instead' && (
            <Select
              label={own.which}
              name="replaced"
              value={replaced}
              onChange={setReplaced}
              options={[
                ['', correctionWords[language].choose],
                ...others.map(
                  (box): Option<string> => [box.box, `${box.name} · ${box.settings.room ?? box.room ?? '–'}`],
                ),
              ]}
            />
          )}
        </Choice>
      )}
    </CommandDialog>
  );
}
