import { noticeWords as textOf } from '../../src/core/hub/noticetext.ts';
import { formatWhen } from '../time.ts';
import { Text } from './bits.tsx';
import { useDesk } from './context.ts';
import { Checks, Choice, Input, type Option } from './fields.tsx';
import { type Form, useNotice } from './noticedraft.ts';
import { noticeWords } from './wordsnotices.ts';

const TEXT_MAX = 120; // the hub takes no more

function What({ values, set }: Form) {
  const { hub, locale } = useDesk();
  const own = noticeWords[locale.language];
  return (
    <>
      <Choice
        label={own.what}
        name="kind"
        value={values.kind}
        onChange={set.kind}
        options={[
          ['full', own.full],
          ['moved', own.moved],
          ['free', own.free],
        ]}
      />
      {values.kind === 'moved' && (
        <Input
          label={own.to}
          name="to"
          value={values.to}
          onChange={set.to}
          options={hub.rooms}
          maxLength={TEXT_MAX}
          required
        />
      )}
      {values.kind === 'free' && (
        <Input
          label={own.text}
          help={own.textHelp}
          name="text"
          value={values.text}
          onChange={set.text}
          maxLength={TEXT_MAX}
          required
        />
      )}
    </>
  );
}

function Where({ values, set }: Form) {
  const { parts, locale } = useDesk();
  const own = noticeWords[locale.language];
  const fleet = (parts.fleet ?? []).filter(({ link }) => link !== 'revoked');
  const nameOf = ({ name, room, settings }: (typeof fleet)[number]) => {
    const stands = settings.room ?? room;
    return stands === null ? name : `${name} · ${stands}`;
  };
  return (
    <>
      <Choice
        label={own.where}
        name="where"
        value={values.where}
        onChange={set.where}
        options={[
          ['all', own.everywhere],
          ['some', own.some],
        ]}
      />
      {values.where === 'some' && (
        <Checks
          label={own.where}
          name="on"
          value={values.boxes}
          onChange={set.boxes}
          options={fleet.map((box): Option<string> => [box.box, nameOf(box)])}
        />
      )}
    </>
  );
}

/** Writes a notice. */
export function NoticeForm({ onSent }: { onSent(): void }) {
  const { parts, locale, nowAt } = useDesk();
  const own = noticeWords[locale.language];
  const form = useNotice(onSent);
  const { values, set, says, untilAt, busy, refused, submit } = form;
  if (parts.fleet?.length === 0) return <p class="soft">{own.noBoxes}</p>;
  const shown = (['fr', 'en'] as const).map((language) => textOf(says, language));
  return (
    <form class="form" onSubmit={submit} data-testid="notice-form">
      <What {...form} />
      <Where {...form} />
      <Choice
        label={own.until}
        name="until"
        value={values.until}
        onChange={set.until}
        options={[
          ['10', own.inMinutes(10)],
          ['30', own.inMinutes(30)],
          ['time', own.atTime],
          ['hand', own.byHand],
        ]}
      />
      {values.until === 'time' && (
        <Input label={own.time} name="time" type="time" value={values.time} onChange={set.time} required />
      )}
      <p class="preview" data-testid="preview">
        <span class="soft">{own.shows}</span>
        {[...new Set(shown)].map((text) => (
          <Text key={text} class="preview-text" text={text} />
        ))}
        {typeof untilAt === 'number' && (
          <span class="soft">{own.tomorrow(formatWhen(untilAt, nowAt, locale))}</span>
        )}
      </p>
      <p class="refused" role="alert">
        {refused}
      </p>
      <div class="form-end">
        <button type="submit" class="primary" disabled={busy} data-testid="do">
          {own.send}
        </button>
      </div>
    </form>
  );
}
