import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LCD_20X4, type LcdSize, layoutFrame } from '../../src/core/lcd.ts';
import { PAGE_MS } from '../../src/core/paging.ts';
import { type ScreenState, screen } from '../../src/core/screen.ts';
import { type Button, CLOCK_QUALITIES } from '../../src/core/vote.ts';

const LCD_16X2: LcdSize = { cols: 16, rows: 2 };

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const NOW = Date.parse('2026-06-24T11:55:00+02:00');

const french = {
  size: LCD_20X4,
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
const long = { ...talk, title: 'L’architecture hexagonale expliquée à ma grand-mère : retour d’expérience' };

const SCREENS: [what: string, state: ScreenState, lines: string[]][] = [
  [
    'boot',
    { ...french, kind: 'boot' },
    ['   LikeBox 0.1.0    ', '  box-07 · Amphi A  ', ' 24 juin 2026 11:55 ', ' 192.168.1.20:8080  '],
  ],
  [
    'boot without clock, room and network',
    { ...french, kind: 'boot', quality: 'unset', room: null, address: null },
    ['   LikeBox 0.1.0    ', '       box-07       ', ' Horloge non réglée ', '   pas de réseau    '],
  ],
  [
    'boot in English',
    { ...english, kind: 'boot', address: null },
    ['   LikeBox 0.1.0    ', '  box-07 · Amphi A  ', ' 24 Jun 2026 11:55  ', '     no network     '],
  ],
  [
    'waiting',
    { ...french, kind: 'waiting', session: talk },
    ['     TypeScript     ', '   pour les nuls    ', "   Zoé Le Floc'h    ", '12 min pour voter  ♥'],
  ],
  [
    'waiting in English, a second later',
    { ...english, kind: 'waiting', session: talk, elapsedMs: 1_000 },
    ['     TypeScript     ', '   pour les nuls    ', "   Zoé Le Floc'h    ", '12 min left to vote♡'],
  ],
  [
    'waiting for more than an hour',
    { ...french, kind: 'waiting', session: { ...talk, speakers: [], closesAt: NOW + 60 * MINUTE } },
    ['     TypeScript     ', '   pour les nuls    ', '                    ', "Votez jusqu'à 12:55♥"],
  ],
  [
    'a long title, first page',
    { ...french, kind: 'waiting', session: long },
    ["   L'architecture   ", 'hexagonale expliquée', '                    ', '12 min pour voter  ♥'],
  ],
  [
    'a long title, second page',
    { ...french, kind: 'waiting', session: long, elapsedMs: PAGE_MS },
    [' à ma grand-mère :  ', "retour d'expérience ", '                    ', '12 min pour voter  ♡'],
  ],
  [
    'a right-to-left title shows its times',
    { ...french, kind: 'waiting', session: { ...talk, title: 'שלום: עולם! 🎉', speakers: ['דוד'] } },
    ['                    ', 'Session 11:30-12:15 ', '                    ', '12 min pour voter  ♥'],
  ],
  [
    'before opening',
    { ...french, kind: 'before', session: { ...talk, title: '🎉 Cœur de métier', speakers: [] } },
    ['                    ', '  Coeur de métier   ', '                    ', 'Vote dans 8 min    ♥'],
  ],
  [
    'before opening, for more than an hour, in English',
    { ...english, kind: 'before', session: { ...talk, title: 'Web', opensAt: NOW + 90 * MINUTE } },
    ['        Web         ', '                    ', "   Zoé Le Floc'h    ", 'Voting opens 13:25 ♥'],
  ],
  [
    'thanks for +1',
    { ...french, kind: 'thanks', value: 1 },
    ['  ▄   ▄█  Merci !   ', '▄▄█▄▄  █  +1 noté : ', '  █    █  ça fait   ', '      ▀▀▀ plaisir ♥ '],
  ],
  [
    'thanks for -1',
    { ...french, kind: 'thanks', value: -1 },
    ['      ▄█  Merci !   ', '▄▄▄▄▄  █  -1 noté : ', '       █  ça aide à ', '      ▀▀▀ progresser'],
  ],
  [
    'thanks for +1 in English',
    { ...english, kind: 'thanks', value: 1 },
    ['  ▄   ▄█  Thank you!', '▄▄█▄▄  █  +1 noted: ', '  █    █  glad you  ', '      ▀▀▀ liked it ♥'],
  ],
  [
    'thanks for -1 in English',
    { ...english, kind: 'thanks', value: -1 },
    ['      ▄█  Thank you!', '▄▄▄▄▄  █  -1 noted: ', '       █  it helps  ', '      ▀▀▀ us improve'],
  ],
  [
    'slow',
    { ...french, kind: 'slow' },
    ['                    ', '   Un instant...    ', ' je note votre vote ', '                    '],
  ],
  [
    'slow in English',
    { ...english, kind: 'slow' },
    ['                    ', '   One moment...    ', '  saving your vote  ', '                    '],
  ],
  [
    'error',
    { ...french, kind: 'error' },
    ['      Désolé !      ', 'Vote non enregistré ', '    Prévenez un     ', '    organisateur    '],
  ],
  [
    'error in English',
    { ...english, kind: 'error' },
    ['       Sorry!       ', ' Vote not recorded  ', '    Please tell     ', '    an organiser    '],
  ],
  [
    'a notice',
    { ...french, kind: 'notice', text: 'Salle complète' },
    ['                    ', '   Salle complète   ', '                    ', 'Info organisation  ♥'],
  ],
  [
    'a notice in English, a second later',
    { ...english, kind: 'notice', text: 'Moved to Grand Auditorium Simone Veil', elapsedMs: 1_000 },
    ['   Moved to Grand   ', '     Auditorium     ', '    Simone Veil     ', 'From the organisers♡'],
  ],
  [
    'a long notice, second page',
    {
      ...french,
      kind: 'notice',
      text: 'La keynote commence avec un quart d’heure de retard : prenez un café, il y en a pour tout le monde',
      elapsedMs: PAGE_MS,
    },
    [' retard : prenez un ', '  café, il y en a   ', ' pour tout le monde ', 'Info organisation  ♡'],
  ],
  [
    'the code that pairs the box',
    { ...french, kind: 'pairing', code: 'K7QM2XWP' },
    [' Code pour le hub : ', '     K7QM 2XWP      ', 'Comparez-le avec le ', 'tableau de bord    ♥'],
  ],
  [
    'the code that pairs the box in English',
    { ...english, kind: 'pairing', code: 'K7QM2XWP' },
    [' Code for the hub:  ', '     K7QM 2XWP      ', '   Compare it on    ', 'the dashboard      ♥'],
  ],
  [
    'no session, the next one later today',
    { ...french, kind: 'no-session', next: { ...talk, startsAt: NOW + 5 * MINUTE } },
    ['Pas de vote en cours', '     TypeScript     ', '   pour les nuls    ', 'Ensuite à 12:00    ♥'],
  ],
  [
    'no session, the next one tomorrow',
    { ...french, kind: 'no-session', next: { ...talk, startsAt: NOW + DAY } },
    ['Pas de vote en cours', '     TypeScript     ', '   pour les nuls    ', 'Ensuite jeu. 11:55 ♥'],
  ],
  [
    'no session, the next one in a week, in English',
    { ...english, kind: 'no-session', next: { ...talk, startsAt: NOW + 7 * DAY } },
    [' No vote right now  ', '     TypeScript     ', '   pour les nuls    ', 'Next on 1 Jul      ♥'],
  ],
  [
    'no session any more',
    { ...english, kind: 'no-session', next: null },
    [' No vote right now  ', '  No more sessions  ', '    in this room    ', '                   ♥'],
  ],
  [
    'minus button stuck',
    { ...french, kind: 'stuck', buttons: ['minus'] },
    ['  Bouton -1 bloqué  ', '    Le +1 marche    ', '    Prévenez un     ', '    organisateur    '],
  ],
  [
    'plus button stuck, in English',
    { ...english, kind: 'stuck', buttons: ['plus'] },
    [' +1 button is stuck ', '   -1 still works   ', '    Please tell     ', '    an organiser    '],
  ],
  [
    'both buttons stuck',
    { ...french, kind: 'stuck', buttons: ['plus', 'minus'] },
    ['  Les deux boutons  ', '    sont bloqués    ', '    Prévenez un     ', '    organisateur    '],
  ],
  [
    'no room',
    { ...french, kind: 'no-room', room: null },
    ['Aucune salle choisie', '  Tenez + et - 5 s  ', '  pour la choisir   ', 'ou dans box.toml   ♥'],
  ],
  [
    'unknown room',
    { ...french, kind: 'unknown-room' },
    ['  Salle inconnue :  ', '      Amphi A       ', 'absente du programme', 'Corrigez box.room  ♥'],
  ],
  [
    'unknown room in English, long name, second page',
    { ...english, kind: 'unknown-room', room: 'Grand Auditorium Simone Veil', elapsedMs: PAGE_MS },
    ['   Unknown room:    ', '    Simone Veil     ', 'not in the programme', 'Correct box.room   ♡'],
  ],
  [
    'no clock',
    { ...french, kind: 'no-clock' },
    [' Horloge non réglée ', ' Votez quand même : ', 'votre vote est gardé', 'Branchez le réseau ♥'],
  ],
  [
    'no programme',
    { ...english, kind: 'no-programme' },
    ['    No programme    ', '      Do vote:      ', ' your vote is kept  ', 'Check its source   ♥'],
  ],
  [
    'fault',
    { ...english, kind: 'fault', text: 'The database is newer than this program' },
    [' Voting impossible: ', '    The database    ', '   is newer than    ', 'Tell an organiser  ♥'],
  ],
  [
    'settings of the card that are left aside',
    { ...french, kind: 'ignored', text: 'likebox.toml, line 2: box.rom: unknown key' },
    [' Réglages ignorés : ', '   likebox.toml,    ', '  line 2: box.rom:  ', 'Corrigez la carte  ♥'],
  ],
];

for (const [what, state, lines] of SCREENS) {
  test(`screen: ${what}`, () => {
    assert.deepEqual(screen(state), lines);
    assert.deepEqual(layoutFrame(lines, state.size).lines, lines, 'no accent of this screen has to fold');
  });
}

test('time left is begun minutes, and never below one', () => {
  const left = [-MINUTE, 0, 1, MINUTE, MINUTE + 1, 59 * MINUTE, 59 * MINUTE + 1].map((ms) =>
    screen({ ...english, kind: 'waiting', session: { ...talk, closesAt: NOW + ms } })[3]
      ?.slice(0, 19)
      .trim(),
  );
  const short = ['1', '1', '1', '1', '2', '59'].map((minutes) => `${minutes} min left to vote`);
  assert.deepEqual(left, [...short, 'Vote until 12:54']);
});

test('times are told in the zone of the event, across a change of clocks', () => {
  const next = { ...talk, startsAt: Date.parse('2026-10-25T01:30:00Z') };
  const at = Date.parse('2026-10-25T00:30:00Z');
  const shown = ['Europe/Paris', 'America/New_York'].map(
    (timezone) => screen({ ...english, at, timezone, kind: 'no-session', next })[3],
  );
  assert.deepEqual(shown, ['Next at 02:30      ♥', 'Next at 21:30      ♥']);
});

test('a session of the early morning is tomorrow, not today', () => {
  const at = Date.parse('2026-06-24T23:50:00+02:00');
  const next = { ...talk, startsAt: at + 20 * MINUTE };
  assert.equal(screen({ ...english, at, kind: 'no-session', next })[3], 'Next on Thu 00:10  ♥');
});

test('turning a page moves neither the other rows nor the heart', () => {
  const shown = [0, 2, 6].map((pages) =>
    screen({ ...french, kind: 'waiting', session: long, elapsedMs: pages * PAGE_MS }),
  );
  assert.deepEqual(shown[1], shown[0]);
  assert.deepEqual(shown[2], shown[0]);
  const turned = screen({ ...french, kind: 'waiting', session: long, elapsedMs: PAGE_MS });
  assert.equal(turned[3]?.slice(0, 19), shown[0]?.[3]?.slice(0, 19));
});

const SIZES: readonly LcdSize[] = [LCD_20X4, LCD_16X2, { cols: 20, rows: 2 }, { cols: 16, rows: 4 }];

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.lorem({ maxCount: 14 }),
  fc.string({ unit: fc.constantFrom(...'aàéčďěňřšťůýžœß€…「שж🎉 '), maxLength: 120 }),
);
const instant = fc.integer({ min: 0, max: Date.parse('2100-01-01T00:00:00Z') });
const session = fc.record({
  title: anyText,
  speakers: fc.array(anyText, { maxLength: 3 }),
  startsAt: instant,
  endsAt: instant,
  opensAt: fc.option(instant),
  closesAt: fc.option(instant),
});
const context = fc.record({
  size: fc.constantFrom(...SIZES),
  language: fc.constantFrom('fr' as const, 'en' as const),
  at: instant,
  timezone: fc.constantFrom('Europe/Paris', 'UTC', 'America/St_Johns', 'Asia/Kathmandu'),
  quality: fc.constantFrom(...CLOCK_QUALITIES),
  elapsedMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
  box: anyText,
  room: fc.option(anyText),
  address: fc.option(anyText),
  version: anyText,
});
const kind = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      ...(['boot', 'slow', 'error', 'no-room', 'unknown-room', 'no-clock', 'no-programme'] as const),
    ),
  }),
  fc.record({ kind: fc.constantFrom('waiting' as const, 'before' as const), session }),
  fc.record({ kind: fc.constant('thanks' as const), value: fc.constantFrom(1 as const, -1 as const) }),
  fc.record({ kind: fc.constant('no-session' as const), next: fc.option(session) }),
  fc.record({ kind: fc.constant('fault' as const), text: anyText }),
  fc.record({
    kind: fc.constant('stuck' as const),
    buttons: fc.constantFrom<[Button, ...Button[]]>(
      ['plus'],
      ['minus'],
      ['plus', 'minus'],
      ['minus', 'plus'],
    ),
  }),
);

test('any state makes the lines of its display, whole, that the LCD can show', () => {
  fc.assert(
    fc.property(context, kind, (around, what) => {
      const lines = screen({ ...around, ...what });
      assert.equal(lines.length, around.size.rows);
      for (const line of lines) {
        assert.equal([...line].length, around.size.cols);
        assert.equal(line, line.normalize('NFC'));
      }
      const frame = layoutFrame(lines, around.size);
      assert.ok(
        frame.lines.every((line) => [...line].length === around.size.cols && line === line.normalize('NFC')),
      );
      assert.ok(frame.glyphs.length <= 8);
      assert.ok(frame.cells.flat().every((cell) => cell >= 0 && cell <= 255));
    }),
    { numRuns: 2_000 },
  );
});

test('no screen shows a time while the clock is unset', () => {
  fc.assert(
    fc.property(context, session, (around, one) => {
      const unset = {
        ...around,
        quality: 'unset' as const,
        box: 'b',
        room: 'r',
        address: null,
        version: '1',
      };
      const clock = screen({ ...unset, kind: 'no-clock' });
      assert.deepEqual(screen({ ...unset, kind: 'waiting', session: one }), clock);
      assert.deepEqual(screen({ ...unset, kind: 'before', session: one }), clock);
      assert.deepEqual(screen({ ...unset, kind: 'no-session', next: one }), clock);
      assert.doesNotMatch(screen({ ...unset, kind: 'boot' }).join(), /\d\d:\d\d/);
    }),
  );
});
