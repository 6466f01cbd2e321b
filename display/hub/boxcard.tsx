import type { BoxView, LinkState } from '../../src/core/hub/view.ts';
import { formatWhen } from '../time.ts';
import { Ago, Chip, Facts, Text } from './bits.tsx';
import { BoxSettingsDialog } from './boxsettings.tsx';
import { useDesk } from './context.ts';
import { AskFirst, CommandButton } from './dialog.tsx';
import { formatBytes, formatCount, formatGigabytes, formatVotes } from './figures.ts';
import { words } from './words.ts';
import { boxWords } from './wordsboxes.ts';

const TONES: Record<LinkState, 'good' | 'warning' | 'quiet'> = {
  linked: 'good',
  away: 'warning',
  never: 'warning',
  revoked: 'quiet',
};

function Link({ box: { link, seenAt } }: { box: BoxView }) {
  const { locale, nowAt } = useDesk();
  const own = boxWords[locale.language];
  const away = link === 'away' && seenAt !== null;
  return (
    <Chip tone={TONES[link]}>{away ? own.awaySince(formatWhen(seenAt, nowAt, locale)) : own.link[link]}</Chip>
  );
}

function Signs({ plus, minus }: { plus: number; minus: number }) {
  return (
    <>
      <span class={minus > 0 ? 'minus' : 'soft'}>−1</span> {minus}{' '}
      <span class={plus > 0 ? 'plus' : 'soft'}>+1</span> {plus}
    </>
  );
}

function BoxFacts({ box }: { box: BoxView }) {
  const { language } = useDesk().locale;
  const own = boxWords[language];
  const { disk, temperature } = box;
  return (
    <Facts
      of={[
        [own.lastVote, <Ago key="ago" at={box.lastVoteAt} />],
        [own.stored, formatCount(box.stored, language)],
        [own.queued, formatCount(box.queued, language)],
        [own.failed, formatCount(box.failed, language)],
        [own.clockQuality, box.clock === null ? own.unknown : own.clock[box.clock]],
        [own.temperature, temperature === null ? own.unknown : `${Math.round(temperature)}\u00a0°C`],
        [
          own.disk,
          disk === null
            ? own.unknown
            : own.of(formatGigabytes(disk.freeBytes, language), formatBytes(disk.totalBytes, language)),
        ],
        [own.noise, <Signs key="noise" {...box.noise} />],
        [own.repeats, <Signs key="repeats" {...box.repeats} />],
      ]}
    />
  );
}

/** Sentences about this box, what is wrong first. */
function Remarks({ box }: { box: BoxView }) {
  const { locale, nowAt } = useDesk();
  const own = boxWords[locale.language];
  const { settings, room, takenSinceAt, mode } = box;
  const elsewhere = settings.room !== null && room !== null && settings.room !== room;
  const notes = [
    ...(mode === 'menu' || mode === 'test' ? [own.mode[mode]] : []),
    ...(elsewhere ? [own.says(room)] : []),
    ...(takenSinceAt === null ? [] : [own.takenSince(formatWhen(takenSinceAt, nowAt, locale))]),
  ];
  if (box.advice.length + notes.length === 0) return null;
  return (
    <ul class="advice" data-testid="advice">
      {box.advice.map(({ severity, text }) => (
        <li key={text} data-severity={severity}>
          <Text text={text} />
        </li>
      ))}
      {notes.map((note) => (
        <li key={note} data-severity="note">
          <Text text={note} />
        </li>
      ))}
    </ul>
  );
}

function Logs({ box: { box, logs } }: { box: BoxView }) {
  const { locale, nowAt, organiser } = useDesk();
  const own = boxWords[locale.language];
  if (logs.length === 0) return null;
  return (
    <div class="logs" data-testid="logs">
      <h3>{own.logs}</h3>
      {logs.map(({ epoch, votes, forkedAt, leftOut }) => (
        <div key={epoch} class="log">
          <p>
            {own.log(epoch.slice(0, 8), formatVotes(votes, locale.language))}
            {forkedAt !== null && (
              <span class="soft">, {own.forked(formatWhen(forkedAt, nowAt, locale))}</span>
            )}
            {leftOut && <span class="soft">, {own.leftOut}</span>}
          </p>
          {organiser && (
            <CommandButton
              label={leftOut ? own.takeIn : own.leaveOut}
              name="leave-out"
              command={{ kind: 'leave-out', box, epoch, leftOut: !leftOut }}
            />
          )}
        </div>
      ))}
    </div>
  );
}

/** One box. */
export function BoxCard({ box }: { box: BoxView }) {
  const { locale, organiser, open } = useDesk();
  const own = boxWords[locale.language];
  const room = box.settings.room ?? box.room;
  return (
    <li class="card" data-testid={`box-${box.box}`} data-link={box.link}>
      <div class="card-head">
        <div>
          <h2>
            <Text text={box.name} />
          </h2>
          <p class="soft">
            {box.name !== box.box && `${box.box} · `}
            <Text text={room ?? words[locale.language].noRoom} />
            {box.settings.muted === true && ` · ${own.muted}`}
            {box.version !== null && ` · ${box.version}`}
          </p>
        </div>
        <Link box={box} />
      </div>
      <Remarks box={box} />
      {box.link !== 'revoked' && box.link !== 'never' && <BoxFacts box={box} />}
      <Logs box={box} />
      {organiser && box.link !== 'revoked' && (
        <div class="card-foot">
          <button
            type="button"
            class="small"
            onClick={() => open(<BoxSettingsDialog box={box} />)}
            data-testid="settings"
          >
            {own.settings}
          </button>
          <AskFirst
            label={own.revoke}
            name="revoke"
            title={own.revokeAsk(box.name)}
            help={own.revokeHelp}
            doIt={own.revoke}
            command={{ kind: 'revoke', box: box.box }}
          />
        </div>
      )}
    </li>
  );
}
