import { useState } from 'preact/hooks';
import type { BoxView } from '../../src/core/hub/view.ts';
import { useDesk } from './context.ts';
import { CommandDialog } from './dialog.tsx';
import { Choice, Input } from './fields.tsx';
import { boxWords } from './wordsboxes.ts';

const MUTED = { own: null, on: false, off: true } as const;

function soundOf(muted: boolean | null): keyof typeof MUTED {
  if (muted === null) return 'own';
  return muted ? 'off' : 'on';
}

interface Draft {
  name: string;
  room: string;
  language: 'own' | 'fr' | 'en';
  sound: keyof typeof MUTED;
}

function draftOf({ name, room, language, muted }: BoxView['settings']): Draft {
  return { name, room: room ?? '', language: language ?? 'own', sound: soundOf(muted) };
}

/** What organisers set for one box; what is left empty stays as the box itself has it. */
export function BoxSettingsDialog({ box }: { box: BoxView }) {
  const { hub, parts, locale } = useDesk();
  const own = boxWords[locale.language];
  // What is not touched here stays as it is, whoever changes it meanwhile.
  const { settings } = parts.fleet?.find((one) => one.box === box.box) ?? box;
  const [changed, setChanged] = useState<Partial<Draft>>({});
  const { name, room, language, sound } = { ...draftOf(settings), ...changed };
  const set =
    <K extends keyof Draft>(key: K) =>
    (value: Draft[K]) =>
      setChanged({ ...changed, [key]: value });
  return (
    <CommandDialog
      title={own.settingsOf(box.name)}
      doIt={own.save}
      command={() => ({
        kind: 'settings',
        box: box.box,
        settings: {
          name: name.trim(),
          room: room.trim() === '' ? null : room.trim(),
          language: language === 'own' ? null : language,
          muted: MUTED[sound],
        },
      })}
    >
      <Input
        label={own.name}
        help={own.nameHelp(box.box)}
        name="name"
        value={name}
        onChange={set('name')}
        maxLength={60}
      />
      <Input
        label={own.room}
        help={own.roomHelp}
        name="room"
        value={room}
        onChange={set('room')}
        options={hub.rooms}
        maxLength={200}
      />
      <Choice
        label={own.language}
        name="language"
        value={language}
        onChange={set('language')}
        options={[
          ['own', own.own],
          ['fr', own.french],
          ['en', own.english],
        ]}
      />
      <Choice
        label={own.sound}
        name="sound"
        value={sound}
        onChange={set('sound')}
        options={[
          ['own', own.own],
          ['on', own.soundOn],
          ['off', own.soundOff],
        ]}
      />
    </CommandDialog>
  );
}
