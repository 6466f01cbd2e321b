import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LCD_20X4, type LcdSize, layoutFrame } from '../../../src/core/lcd.ts';
import { probesOf } from '../../../src/core/menu/probe.ts';
import {
  CLOCK_FIELDS,
  FACTS,
  ITEMS,
  type MenuFacts,
  type MenuState,
  type Notice,
} from '../../../src/core/menu/state.ts';
import { MENU_WORDS } from '../../../src/core/menu/words.ts';
import { PAGE_MS } from '../../../src/core/paging.ts';
import { screen } from '../../../src/core/screen.ts';
import { CLOCK_QUALITIES, type ClockQuality, type VoteValue } from '../../../src/core/vote.ts';

const SMALL: LcdSize = { cols: 16, rows: 2 };

const french = {
  size: LCD_20X4,
  language: 'fr' as const,
  at: Date.parse('2026-06-24T11:55:00+02:00'),
  timezone: 'Europe/Paris',
  quality: 'manual' as ClockQuality,
  elapsedMs: 0,
  box: 'box-07',
  room: 'Amphi A' as string | null,
  address: '192.168.1.20:8080' as string | null,
  version: '0.1.0',
};
const english = { ...french, language: 'en' as const };

const facts: MenuFacts = {
  rooms: ['Amphi A', 'Grande salle des fêtes'],
  muted: false,
  testMinutes: null,
  queued: 0,
  votes: 1,
  hub: null,
  code: '',
};

const wall = { year: 2026, month: 6, day: 24, hour: 11, minute: 55, second: 0 };
const at = (item: (typeof ITEMS)[number]): MenuState => ({ page: 'items', at: ITEMS.indexOf(item) });
const say = (notice: Notice): MenuState => ({ page: 'notice', notice, closes: true });

type Around = Omit<typeof french, 'language' | 'size'> & { language: 'fr' | 'en'; size: LcdSize };

/** A page of the menu, and whole screens by the instant at which they are shown. */
const PAGES: readonly [state: MenuState, around: Partial<Around>, screens: Record<number, string[]>][] = [
  [
    at('room'),
    {},
    { 0: ['  Menu: vote fermé  ', '       Salle        ', '      Amphi A       ', '  + suite  - choix  '] },
  ],
  [
    at('room'),
    { room: null, language: 'en' },
    { 0: ['  Menu: no voting   ', '        Room        ', '        none        ', '  + next  - choose  '] },
  ],
  [
    at('room'),
    { size: SMALL },
    {
      0: ['     Salle      ', '+ suite  - choix'],
      [PAGE_MS]: ['    Amphi A     ', 'Menu: vote fermé'],
      [2 * PAGE_MS]: ['     Salle      ', '+ suite  - choix'],
    },
  ],
  [
    at('mute'),
    { size: SMALL, language: 'en' },
    { 0: ['     Sound      ', '+ next  - choose'], [PAGE_MS]: ['       on       ', 'Menu: no voting '] },
  ],
  [
    at('clock'),
    { quality: 'unset' },
    { 0: ['  Menu: vote fermé  ', "  Régler l'horloge  ", '     non réglée     ', '  + suite  - choix  '] },
  ],
  [
    { page: 'rooms', at: 1 },
    {},
    {
      0: ['  Menu: vote fermé  ', '    Autre salle     ', '    Grande salle    ', '  + suite  - choix  '],
      [PAGE_MS]: [
        '  Menu: vote fermé  ',
        '    Autre salle     ',
        '     des fêtes      ',
        '  + suite  - choix  ',
      ],
    },
  ],
  [
    { page: 'rooms', at: 0 },
    { size: SMALL },
    { 0: ['    Amphi A     ', '+ suite  - choix'], [PAGE_MS]: [' Salle actuelle ', 'Menu: vote fermé'] },
  ],
  [
    { page: 'facts', at: FACTS.indexOf('address') },
    { size: SMALL, language: 'en' },
    {
      0: ['  192.168.1.20  ', ' + next  - back '],
      [PAGE_MS]: ['   port 8080    ', 'Menu: no voting '],
      [2 * PAGE_MS]: ['    Address     ', ' + next  - back '],
    },
  ],
  [
    { page: 'clock', field: 'month', wall },
    {},
    { 0: ['  Menu: vote fermé  ', ' 24 juin 2026 11:55 ', '      Mois : 6      ', '  + change - suite  '] },
  ],
  [
    { page: 'clock', field: 'minute', wall },
    { size: SMALL, language: 'en' },
    { 0: ['  Minute : 55   ', '+ change - next '] },
  ],
  [
    { page: 'confirm', asked: { kind: 'new-event' }, yes: true },
    { language: 'en' },
    {
      0: ['  Menu: no voting   ', '     New event?     ', '       → Yes        ', '   + change  - ok   '],
      [PAGE_MS]: [
        '  Menu: no voting   ',
        '  1 vote put aside  ',
        '       → Yes        ',
        '   + change  - ok   ',
      ],
    },
  ],
  [
    { page: 'confirm', asked: { kind: 'restart' }, yes: false },
    { size: SMALL },
    { 0: ['     → Non      ', ' + change  - ok '], [PAGE_MS]: ['  Redémarrer ?  ', 'Menu: vote fermé'] },
  ],
  [
    { page: 'code', typed: '+-', wrong: false, begin: 'items' },
    {},
    { 0: ['  Menu: vote fermé  ', '    Code du menu    ', '         **         ', '    tapez + et -    '] },
  ],
  [
    say({ kind: 'failed', why: 'The disk is full.' }),
    { language: 'en' },
    { 0: ['  Menu: no voting   ', '    Failed: The     ', '   disk is full.    ', '   + or - : leave   '] },
  ],
  [
    say({ kind: 'room', room: 'Amphi B' }),
    { size: SMALL },
    { 0: ['Salle : Amphi B ', '+ ou - : quitter'], [PAGE_MS]: ['Salle : Amphi B ', 'Menu: vote fermé'] },
  ],
  [
    { page: 'test', at: 0 },
    {},
    { 0: ['  Menu: vote fermé  ', '       LED +1       ', '                    ', '   + suite  - fin   '] },
  ],
  [{ page: 'test', at: 4 }, { size: SMALL }, { 0: ['████████████████', '████████████████'] }],
  [
    { page: 'test', at: 5 },
    {},
    {
      0: ['!"#$%&\'()*+,-./01234', '56789:;<=>?@ABCDEFGH', 'IJKLMNOPQRSTUVWXYZ[]', '^_`abcdefghijklmnopq'],
    },
  ],
];

const LACKING: readonly [Around, string[][]][] = [
  [
    french,
    [
      ['  Menu: vote fermé  ', '  Il manque encore  ', '       → Non        ', '   + change  - ok   '],
      ['  Menu: vote fermé  ', '  300 votes au hub  ', '       → Non        ', '   + change  - ok   '],
      ['  Menu: vote fermé  ', '  Autre événement?  ', '       → Non        ', '   + change  - ok   '],
      ['  Menu: vote fermé  ', ' 312 votes de côté  ', '       → Non        ', '   + change  - ok   '],
    ],
  ],
  [
    english,
    [
      ['  Menu: no voting   ', '   The hub still    ', '        → No        ', '   + change  - ok   '],
      ['  Menu: no voting   ', '  lacks 300 votes   ', '        → No        ', '   + change  - ok   '],
      ['  Menu: no voting   ', '     New event?     ', '        → No        ', '   + change  - ok   '],
      ['  Menu: no voting   ', '312 votes put aside ', '        → No        ', '   + change  - ok   '],
    ],
  ],
  [
    { ...french, size: SMALL },
    [
      ['     → Non      ', ' + change  - ok '],
      ['Il manque encore', 'Menu: vote fermé'],
      ['300 votes au hub', ' + change  - ok '],
      ['Autre événement?', 'Menu: vote fermé'],
      ['   312 votes    ', ' + change  - ok '],
      ['    de côté     ', 'Menu: vote fermé'],
    ],
  ],
  [
    { ...english, size: SMALL },
    [
      ['      → No      ', ' + change  - ok '],
      [' The hub still  ', 'Menu: no voting '],
      ['lacks 300 votes ', ' + change  - ok '],
      ['   New event?   ', 'Menu: no voting '],
      ['   312 votes    ', ' + change  - ok '],
      ['   put aside    ', 'Menu: no voting '],
    ],
  ],
];

describe('the menu', () => {
  for (const [state, around, screens] of PAGES) {
    test(`shows ${JSON.stringify(state)} ${JSON.stringify(around)}`, () => {
      for (const [elapsedMs, lines] of Object.entries(screens)) {
        const shown = screen({
          ...french,
          ...around,
          elapsedMs: Number(elapsedMs),
          kind: 'menu',
          menu: state,
          facts,
        });
        assert.deepEqual(shown, lines);
      }
    });
  }

  test('asks for a new event with the votes that the hub lacks first, in whole screens one after the other', () => {
    const menu: MenuState = { page: 'confirm', asked: { kind: 'new-event' }, yes: false };
    const known = { ...facts, votes: 312, queued: 300 };
    for (const [around, screens] of LACKING) {
      const shown: (readonly string[])[] = screens.map((_, page) =>
        screen({ ...around, elapsedMs: page * PAGE_MS, kind: 'menu', menu, facts: known }),
      );
      assert.deepEqual(shown, screens);
    }
  });

  test('says on every page, in time, that presses are no votes, and fills the display with what it can show', () => {
    const kinds = Object.keys(MENU_WORDS.fr.notices) as (keyof typeof MENU_WORDS.fr.notices)[];
    const states: MenuState[] = [
      ...ITEMS.map(at),
      ...[0, 1, 2].map((index) => ({ page: 'rooms', at: index }) as const),
      ...FACTS.map((_, index) => ({ page: 'facts', at: index }) as const),
      ...CLOCK_FIELDS.map((field) => ({ page: 'clock', field, wall }) as const),
      ...kinds.map((kind) => say({ kind })),
      say({ kind: 'event', votes: 12_345 }),
      { page: 'working' },
      { page: 'code', typed: '', wrong: true, begin: 'rooms' },
      { page: 'confirm', asked: { kind: 'set-clock', wall }, yes: false },
      { page: 'confirm', asked: { kind: 'shut-down' }, yes: true },
      { page: 'test', at: 3 },
    ];
    for (const around of [french, english, { ...french, size: SMALL }, { ...english, size: SMALL }]) {
      for (const menu of states) {
        for (const quality of CLOCK_QUALITIES) {
          const seen = [0, PAGE_MS].map((elapsedMs) =>
            screen({ ...around, quality, elapsedMs, kind: 'menu', menu, facts }),
          );
          assert.ok(seen.flat().join().includes(MENU_WORDS[around.language].noVotes), JSON.stringify(menu));
          for (const lines of seen) {
            assert.deepEqual(
              lines.map((line) => [...line].length),
              Array(around.size.rows).fill(around.size.cols),
            );
            assert.ok(
              !layoutFrame(lines, around.size).lines.join('').includes('?') || /\?/.test(lines.join('')),
            );
          }
        }
      }
    }
  });

  test('names, headings and legends fit the smallest display', () => {
    for (const words of Object.values(MENU_WORDS)) {
      const short = [words.legends, words.items, words.lamps, words.fields, words.facts, words.asked].flatMap(
        (part) => Object.values(part),
      );
      const all = [
        ...short,
        words.noVotes,
        words.testTitle,
        words.testAdvice,
        words.enterCode,
        words.roomNow,
      ];
      for (const text of all) assert.ok([...text].length <= SMALL.cols, text);
    }
  });

  test('its test of the LCD shows every character of the ROM once, on either display', () => {
    const pages = (size: LcdSize) =>
      probesOf(size).flatMap((probe) => (probe.kind === 'lcd' ? [probe.rows.join('')] : []));
    const rom = (size: LcdSize) => pages(size).slice(1, -1).join('');
    assert.equal(rom(SMALL), rom(LCD_20X4));
    assert.equal(new Set(rom(SMALL)).size, rom(SMALL).length);
    assert.equal(layoutFrame([pages(SMALL).at(-1) ?? ''], SMALL).glyphs.length, 8);
  });
});

describe('test mode', () => {
  const shown = (
    state: { kind: 'test-mode'; minutes: number } | { kind: 'test-thanks'; value: VoteValue },
    around: Partial<Around> = {},
  ) => screen({ ...french, ...around, ...state });

  test('says that nothing counts and for how long', () => {
    const state = { kind: 'test-mode' as const, minutes: 4 };
    assert.deepEqual(shown(state), [
      '     Mode test      ',
      '                    ',
      '   Rien ne compte   ',
      'encore 4 min       ♥',
    ]);
    assert.deepEqual(shown(state, { language: 'en', size: SMALL }), ['   Test mode    ', '4 min left     ♥']);
  });

  test('thanks for a try as for a vote, and says that it does not count', () => {
    assert.deepEqual(shown({ kind: 'test-thanks', value: 1 }), [
      '  ▄   ▄█  Essai !   ',
      '▄▄█▄▄  █  +1 noté,  ',
      '  █    █  ne compte ',
      '      ▀▀▀ pas       ',
    ]);
    assert.deepEqual(shown({ kind: 'test-thanks', value: -1 }, { language: 'en', size: SMALL }), [
      ' -1 : Test mode ',
      ' Nothing counts ',
    ]);
  });
});
