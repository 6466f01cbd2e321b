import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { HubCommand } from '../../src/core/hub/command.ts';
import { localDate } from '../../src/core/zone.ts';
import { formatDay } from '../time.ts';
import { Section } from './bits.tsx';
import { useDesk } from './context.ts';
import { CommandButton } from './dialog.tsx';
import { Input, type Option, Select } from './fields.tsx';
import { daysOf, instantOf } from './instants.ts';
import { GivenLine } from './orders.tsx';
import { useSubmission } from './submit.ts';
import { words } from './words.ts';
import { correctionWords } from './wordscorrections.ts';

/** A form that gives one command, and says below why it was not taken. */
function Sentence(props: {
  name: string;
  doIt: string;
  command(): HubCommand | string;
  onDone(): void;
  children: ComponentChildren;
}) {
  const { give, say } = useDesk();
  const { busy, refused, submit } = useSubmission(async () => {
    const asked = props.command();
    if (typeof asked === 'string') return asked;
    const outcome = await give(asked);
    if (!outcome.done) return outcome.text;
    say(outcome);
    props.onDone();
    return '';
  });
  return (
    <form class="sentence" onSubmit={submit} data-testid={props.name}>
      {props.children}
      <button type="submit" class="primary" disabled={busy} data-testid="do">
        {props.doIt}
      </button>
      <p class="refused" role="alert">
        {refused}
      </p>
    </form>
  );
}

function Stood() {
  const { hub, parts, locale, nowAt } = useDesk();
  const own = correctionWords[locale.language];
  const [box, setBox] = useState('');
  const [room, setRoom] = useState('');
  const [day, setDay] = useState('');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const { timezone } = locale;
  const today = localDate(nowAt, timezone);
  const days = daysOf(
    [nowAt, ...(parts.programme?.sessions ?? []).map(({ startsAt }) => startsAt)],
    timezone,
  );
  const boxes = (parts.fleet ?? []).map(
    (one): Option<string> => [one.box, one.name === one.box ? one.box : `${one.name} (${one.box})`],
  );
  const choose: Option<string> = ['', own.choose];
  if (boxes.length === 0) return <p class="soft">{own.noBoxes}</p>;
  const command = () => {
    const on = day === '' ? today : day;
    const [fromAt, toAt] = [instantOf(on, from, timezone), instantOf(on, to, timezone)];
    if (box === '' || room === '') return own.choose;
    if (fromAt === null || toAt === null || toAt <= fromAt) return own.badTimes;
    return { kind: 'correct', correction: { kind: 'stood', box, room, fromAt, toAt } } as const;
  };
  const clear = () => {
    setFrom('');
    setTo('');
  };
  return (
    <Sentence name="stood" doIt={own.add} command={command} onDone={clear}>
      <Select label={own.box} name="box" value={box} onChange={setBox} options={[choose, ...boxes]} />
      <Select
        label={own.stoodIn}
        name="room"
        value={room}
        onChange={setRoom}
        options={[choose, ...hub.rooms.map((name): Option<string> => [name, name])]}
      />
      <Select
        label={own.on}
        name="day"
        value={day === '' ? today : day}
        onChange={setDay}
        options={days.map(({ day: one, at }): Option<string> => [one, formatDay(at, locale)])}
      />
      <Input label={own.from} name="from" type="time" value={from} onChange={setFrom} required />
      <Input label={own.to} name="to" type="time" value={to} onChange={setTo} required />
    </Sentence>
  );
}

function Alias() {
  const { hub, parts, locale } = useDesk();
  const own = correctionWords[locale.language];
  const [alias, setAlias] = useState('');
  const [room, setRoom] = useState('');
  const heard = [...new Set((parts.fleet ?? []).flatMap((box) => (box.room === null ? [] : [box.room])))];
  const command = () => {
    if (alias.trim() === '' || room === '') return own.choose;
    return { kind: 'correct', correction: { kind: 'alias', alias: alias.trim(), room } } as const;
  };
  return (
    <Sentence name="alias" doIt={own.addAlias} command={command} onDone={() => setAlias('')}>
      <Input
        label={own.aliasOf}
        name="alias"
        value={alias}
        onChange={setAlias}
        options={heard}
        maxLength={200}
        required
      />
      <Select
        label={own.aliasIs}
        name="room"
        value={room}
        onChange={setRoom}
        options={[['', own.choose], ...hub.rooms.map((name): Option<string> => [name, name])]}
      />
    </Sentence>
  );
}

/** Where votes were really cast. */
export function Corrections() {
  const { parts, locale, organiser } = useDesk();
  const own = correctionWords[locale.language];
  const { corrections } = parts;
  if (corrections === undefined) return <p class="soft">{words[locale.language].loading}</p>;
  return (
    <>
      <p class="lead">{own.help}</p>
      {organiser && (
        <>
          <Section title={own.stood}>
            <Stood />
          </Section>
          <Section title={own.alias}>
            <Alias />
          </Section>
        </>
      )}
      <Section title={own.given} name="corrections">
        {corrections.length === 0 && <p class="soft">{own.empty}</p>}
        <ul class="lines">
          {corrections.toReversed().map((one) => (
            <GivenLine
              key={one.number}
              given={one}
              undo={
                <CommandButton
                  label={own.undo}
                  name="undo"
                  command={{ kind: 'undo-correction', number: one.number }}
                />
              }
            />
          ))}
        </ul>
      </Section>
    </>
  );
}
