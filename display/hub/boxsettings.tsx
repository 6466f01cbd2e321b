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

/** What organisers set for one box; what is left empty stays as the box itself has it. */
export function BoxSettingsDialog({ box }: { box: BoxView }) {
  const { hub, locale } = useDesk();
  const own = boxWords[locale.language];
  const { settings } = box;
  const [name, setName] = useState(settings.name);
  const [room, setRoom] = useState(settings.room ?? '');
  const [language, setLanguage] = useState<'own' | 'fr' | 'en'>(settings.language ?? 'own');
  const [sound, setSound] = useState(soundOf(settings.muted));
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
        onChange={setName}
        maxLength={60}
      />
      <Input
        label={own.room}
        help={own.roomHelp}
        name="room"
        value={room}
        onChange={setRoom}
        options={hub.rooms}
        maxLength={200}
      />
      <Choice
        label={own.language}
        name="language"
        value={language}
        onChange={setLanguage}
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
        onChange={setSound}
        options={[
          ['own', own.own],
          ['on', own.soundOn],
          ['off', own.soundOff],
        ]}
      />
    </CommandDialog>
  );
}
