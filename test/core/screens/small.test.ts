import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LcdSize, layoutFrame } from '../../../src/core/lcd.ts';
import { PAGE_MS } from '../../../src/core/paging.ts';
import { type ScreenState, screen } from '../../../src/core/screen.ts';

const LCD_16X2: LcdSize = { cols: 16, rows: 2 };

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const NOW = Date.parse('2026-06-24T11:55:00+02:00');

const french = {
  size: LCD_16X2,
  language: 'fr' as const,
  at: NOW,
  timezone: 'Europe/Paris',
  quality: 'synced' as const,
  elapsedMs: 0,
  box: 'box-07',
  room: 'Amphi A' as string | null,
  address: '192.168.1.20:8080' as string | null,
  version: '0.1.0',
};
const english = { ...french, language: 'en' as const };

const talk = {
  title: 'TypeScript pour les nuls',
  speakers: ['Zoé Le Floc’h'],
  startsAt: NOW - 25 * MINUTE,
  endsAt: NOW + 20 * MINUTE,
  opensAt: NOW + 8 * MINUTE,
  closesAt: NOW + 12 * MINUTE,
};

/** What a screen shows, each `everyMs` from its start, the heart apart. */
const SCREENS: [what: string, state: ScreenState, everyMs: number, shown: string[][]][] = [
  [
    'boot: who and where, what and when, at which address',
    { ...french, kind: 'boot' },
    1_000,
    [
      ['     box-07     ', '    Amphi A     '],
      [' LikeBox 0.1.0  ', '2026-06-24 11:55'],
      ['  192.168.1.20  ', '     :8080      '],
    ],
  ],
  [
    'boot without clock, room and network, in English',
    { ...english, kind: 'boot', quality: 'unset', room: null, address: null },
    1_000,
    [
      ['     box-07     ', '                '],
      [' LikeBox 0.1.0  ', 'Clock is not set'],
      ['   no network   ', '                '],
    ],
  ],
  [
    'boot with a long name of the room, and an address that fits',
    { ...french, kind: 'boot', room: 'Grand Auditorium Simone Veil', address: '10.0.0.2:8080' },
    1_000,
    [
      ['     box-07     ', 'Grand Auditorium'],
      [' LikeBox 0.1.0  ', '2026-06-24 11:55'],
      [' 10.0.0.2:8080  ', '                '],
    ],
  ],
  [
    'a notice',
    { ...french, kind: 'notice', text: 'Salle complète' },
    1_000,
    [[' Salle complète ', '               ♥']],
  ],
  [
    'a long notice in English',
    { ...english, kind: 'notice', text: 'Moved to Grand Auditorium Simone Veil' },
    PAGE_MS,
    [
      [' Moved to Grand ', '  Auditorium   ♥'],
      ['  Simone Veil   ', '               ♥'],
    ],
  ],
  [
    'the code that pairs the box',
    { ...french, kind: 'pairing', code: 'K7QM2XWP' },
    PAGE_MS,
    [
      ['   K7QM 2XWP    ', 'Code du hub    ♥'],
      ['   K7QM 2XWP    ', 'Comparez-le    ♥'],
      ['   K7QM 2XWP    ', 'sur le tableau ♥'],
      ['   K7QM 2XWP    ', 'de bord        ♥'],
    ],
  ],
  [
    'the code that pairs the box in English',
    { ...english, kind: 'pairing', code: 'K7QM2XWP' },
    PAGE_MS,
    [
      ['   K7QM 2XWP    ', 'Hub code       ♥'],
      ['   K7QM 2XWP    ', 'Compare it on  ♥'],
      ['   K7QM 2XWP    ', 'the dashboard  ♥'],
    ],
  ],
  [
    'waiting',
    { ...french, kind: 'waiting', session: talk },
    PAGE_MS,
    [
      ['   TypeScript   ', 'Votez ! 12 min ♥'],
      [' pour les nuls  ', 'Votez ! 12 min ♥'],
    ],
  ],
  [
    'waiting in English',
    { ...english, kind: 'waiting', session: { ...talk, title: 'Web' } },
    PAGE_MS,
    [['      Web       ', 'Vote! 12 min   ♥']],
  ],
  [
    'waiting for more than an hour',
    { ...french, kind: 'waiting', session: { ...talk, title: 'Web', closesAt: NOW + 60 * MINUTE } },
    PAGE_MS,
    [['      Web       ', 'Votez ! → 12:55♥']],
  ],
  [
    'waiting for more than an hour, in English',
    { ...english, kind: 'waiting', session: { ...talk, title: 'Web', closesAt: NOW + 60 * MINUTE } },
    PAGE_MS,
    [['      Web       ', 'Vote till 12:55♥']],
  ],
  [
    'before opening: the time, as no count fits',
    { ...french, kind: 'before', session: { ...talk, title: '🎉 Cœur de métier' } },
    PAGE_MS,
    [['Coeur de métier ', 'Vote dès 12:03 ♥']],
  ],
  [
    'before an opening that is not known, in English',
    { ...english, kind: 'before', session: { ...talk, title: 'Web', opensAt: null } },
    PAGE_MS,
    [['      Web       ', 'Voting is soon ♥']],
  ],
  [
    'thanks for +1',
    { ...french, kind: 'thanks', value: 1 },
    PAGE_MS,
    [['▄█▄ ▄█  Merci ♥ ', ' ▀  ▄█▄ +1 noté ']],
  ],
  [
    'thanks for -1',
    { ...french, kind: 'thanks', value: -1 },
    PAGE_MS,
    [['▄▄▄ ▄█  Merci ! ', '    ▄█▄ -1 noté ']],
  ],
  [
    'thanks for +1 in English',
    { ...english, kind: 'thanks', value: 1 },
    PAGE_MS,
    [['▄█▄ ▄█  Thanks ♥', ' ▀  ▄█▄ +1 noted']],
  ],
  [
    'thanks for -1 in English',
    { ...english, kind: 'thanks', value: -1 },
    PAGE_MS,
    [['▄▄▄ ▄█  Thanks! ', '    ▄█▄ -1 noted']],
  ],
  ['slow', { ...french, kind: 'slow' }, PAGE_MS, [[' Un instant...  ', 'je note le vote ']]],
  ['slow in English', { ...english, kind: 'slow' }, PAGE_MS, [[' One moment...  ', 'saving your vote']]],
  [
    'error',
    { ...french, kind: 'error' },
    PAGE_MS,
    [
      [' Désolé : vote  ', ' non enregistré '],
      ['  Prévenez un   ', '  organisateur  '],
    ],
  ],
  [
    'error in English',
    { ...english, kind: 'error' },
    PAGE_MS,
    [
      ['Sorry: your vote', ' was not stored '],
      ['  Please tell   ', '  an organiser  '],
    ],
  ],
  [
    'no session, the next one later today',
    { ...french, kind: 'no-session', next: { ...talk, startsAt: NOW + 5 * MINUTE } },
    PAGE_MS,
    [
      ['  Pas de vote   ', 'Ensuite à 12:00♥'],
      ['   TypeScript   ', 'Ensuite à 12:00♥'],
      [' pour les nuls  ', 'Ensuite à 12:00♥'],
    ],
  ],
  [
    'no session, the next one tomorrow',
    { ...french, kind: 'no-session', next: { ...talk, title: 'Web', startsAt: NOW + DAY } },
    PAGE_MS,
    [
      ['  Pas de vote   ', 'Dès jeu. 11:55 ♥'],
      ['      Web       ', 'Dès jeu. 11:55 ♥'],
    ],
  ],
  [
    'no session, the next one in a week, in English',
    { ...english, kind: 'no-session', next: { ...talk, title: 'Web', startsAt: NOW + 7 * DAY } },
    PAGE_MS,
    [
      ['  No vote now   ', 'Next on 1 Jul  ♥'],
      ['      Web       ', 'Next on 1 Jul  ♥'],
    ],
  ],
  [
    'no session any more',
    { ...french, kind: 'no-session', next: null },
    PAGE_MS,
    [['Plus de session ', 'dans la salle  ♥']],
  ],
  [
    'minus button stuck',
    { ...french, kind: 'stuck', buttons: ['minus'] },
    PAGE_MS,
    [
      ['Bouton -1 bloqué', 'Le +1 marche   ♥'],
      ['  Prévenez un   ', 'organisateur   ♥'],
    ],
  ],
  [
    'both buttons stuck, in English',
    { ...english, kind: 'stuck', buttons: ['minus', 'plus'] },
    PAGE_MS,
    [
      ['  Both buttons  ', 'are stuck      ♥'],
      ['  Please tell   ', 'an organiser   ♥'],
    ],
  ],
  [
    'no room',
    { ...french, kind: 'no-room', room: null },
    PAGE_MS,
    [
      ['  Aucune salle  ', 'choisie        ♥'],
      ['Tenez + et - 5 s', 'pour choisir   ♥'],
    ],
  ],
  [
    'unknown room',
    { ...english, kind: 'unknown-room', room: 'Grand Auditorium Simone Veil' },
    PAGE_MS,
    [
      ['  Unknown room  ', 'Grand          ♥'],
      ['  Unknown room  ', 'Auditorium     ♥'],
      ['  Unknown room  ', 'Simone Veil    ♥'],
      ['  Unknown room  ', 'See box.toml   ♥'],
    ],
  ],
  [
    'no clock',
    { ...french, kind: 'no-clock' },
    PAGE_MS,
    [
      ['Horloge à régler', 'Voyez le réseau♥'],
      ['Votez quand même', 'tout est gardé ♥'],
    ],
  ],
  [
    'no programme',
    { ...english, kind: 'no-programme' },
    PAGE_MS,
    [
      ['  No programme  ', 'See its source ♥'],
      ['    Do vote:    ', 'it will be kept♥'],
    ],
  ],
  [
    'fault: what to do first, then why',
    { ...french, kind: 'fault', text: 'The database is newer than this program' },
    PAGE_MS,
    [
      ['Vote impossible ', "Prévenez l'orga♥"],
      ['Vote impossible ', 'The database   ♥'],
      ['Vote impossible ', 'is newer than  ♥'],
      ['Vote impossible ', 'this program   ♥'],
    ],
  ],
];

for (const [what, state, everyMs, shown] of SCREENS) {
  test(`16x2 screen: ${what}`, () => {
    const at = (elapsedMs: number) => screen({ ...state, elapsedMs });
    const turns = shown.map((_, turn) => at(turn * everyMs).map((line) => line.replace('♡', '♥')));
    assert.deepEqual(turns, shown);
    const again = at(shown.length * everyMs).map((line) => line.replace('♡', '♥'));
    assert.deepEqual(again, shown[0], 'after the last page comes the first');
    for (const lines of shown) {
      assert.deepEqual(layoutFrame(lines, LCD_16X2).lines, lines, 'no accent of this screen has to fold');
    }
  });
}

test('the heart of a 16x2 screen beats each second in its last column, and moves nothing else', () => {
  const shown = [0, 1_000, 2_000].map((elapsedMs) =>
    screen({ ...french, kind: 'waiting', session: talk, elapsedMs }),
  );
  const title = '   TypeScript   ';
  assert.deepEqual(shown, [
    [title, 'Votez ! 12 min ♥'],
    [title, 'Votez ! 12 min ♡'],
    [title, 'Votez ! 12 min ♥'],
  ]);
});

test('other sizes get the short words in their own rows', () => {
  const waiting = { ...french, kind: 'waiting' as const, session: talk };
  assert.deepEqual(screen({ ...waiting, size: { cols: 20, rows: 2 } }), [
    '     TypeScript     ',
    'Votez ! 12 min     ♥',
  ]);
  assert.deepEqual(screen({ ...waiting, size: { cols: 16, rows: 4 } }), [
    '   TypeScript   ',
    ' pour les nuls  ',
    '                ',
    'Votez ! 12 min ♥',
  ]);
  assert.deepEqual(screen({ ...french, kind: 'thanks', value: 1, size: { cols: 16, rows: 4 } }), [
    '                ',
    '▄█▄ ▄█  Merci ♥ ',
    ' ▀  ▄█▄ +1 noté ',
    '                ',
  ]);
});
