import type { ComponentChildren } from 'preact';
import type { ProgrammeView } from '../../src/core/hub/view.ts';
import { formatWhen } from '../time.ts';
import { Chip, Section, Text } from './bits.tsx';
import { useDesk } from './context.ts';
import { AskFirst, CommandButton } from './dialog.tsx';
import { words } from './words.ts';
import { programmeWords } from './wordsprogramme.ts';

interface Given {
  number: number;
  at: number;
  who: string;
  text: string;
  undone: { at: number; who: string } | null;
}

/** Something an organiser gave, by whom, and how to take it back. */
export function GivenLine({ given, undo }: { given: Given; undo: ComponentChildren }) {
  const { locale, nowAt, organiser } = useDesk();
  const common = words[locale.language];
  const { undone } = given;
  return (
    <li class="given" data-undone={undone !== null} data-testid={`given-${given.number}`}>
      <div>
        <p class="given-text" dir="auto">
          {given.text}
        </p>
        <p class="soft">
          <Text text={common.by(given.who, formatWhen(given.at, nowAt, locale))} />
          {undone !== null && (
            <>
              {' '}
              · <Text text={common.undone(undone.who, formatWhen(undone.at, nowAt, locale))} />
            </>
          )}
        </p>
      </div>
      {organiser && undone === null && undo}
    </li>
  );
}

/** What organisers changed of the programme, newest first. */
export function Orders({ orders }: { orders: ProgrammeView['orders'] }) {
  const own = programmeWords[useDesk().locale.language];
  return (
    <Section title={own.log} name="orders">
      {orders.length === 0 && <p class="soft">{own.logEmpty}</p>}
      <ul class="lines">
        {orders.map((order) => (
          <GivenLine
            key={order.number}
            given={order}
            undo={
              <CommandButton
                label={own.undo}
                name="undo"
                command={{ kind: 'programme', asked: { kind: 'undo', number: order.number } }}
              />
            }
          />
        ))}
      </ul>
    </Section>
  );
}

/** What was read from the source, newest first. */
export function Versions({ programme: { versions, source } }: { programme: ProgrammeView }) {
  const { locale, nowAt, organiser } = useDesk();
  const own = programmeWords[locale.language];
  const newest = Math.max(...versions.map(({ version }) => version));
  const accept = (
    <AskFirst
      label={own.accept}
      name="accept"
      title={own.acceptAsk}
      help={own.acceptHelp}
      doIt={own.accept}
      danger={false}
      command={{ kind: 'programme', asked: { kind: 'accept' } }}
    />
  );
  return (
    <Section title={own.versions} aside={organiser && source !== '' ? accept : null} name="versions">
      {source !== '' && (
        <p class="soft">
          <Text text={own.source(source)} />
        </p>
      )}
      <p class="lead">{versions.length === 0 ? own.versionsEmpty : own.versionsHelp}</p>
      <ul class="lines">
        {versions.map(({ version, at, sessions, changes }) => (
          <li key={version} class="given" data-testid={`version-${version}`}>
            <div>
              <p>
                {own.version(version, sessions)}{' '}
                {version === newest && <Chip tone="good">{own.current}</Chip>}
              </p>
              <p class="soft">
                {formatWhen(at, nowAt, locale)} · <Text text={changes} />
              </p>
            </div>
            {organiser && version !== newest && (
              <AskFirst
                label={own.rollback}
                name="rollback"
                title={own.rollbackAsk(version)}
                help={own.rollbackHelp}
                doIt={own.rollback}
                command={{ kind: 'programme', asked: { kind: 'rollback', version } }}
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
