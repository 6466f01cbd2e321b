import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countsOf, readReal, skip } from './real.ts';

// Counted in the files by another program, not by this one.
const NONE = { format: 'sessionize', breaks: 0, cancelled: 0, derived: 0, dropped: 0, faults: [] };
const COUNTS: readonly (readonly [file: string, zone: string, counts: ReturnType<typeof countsOf>])[] = [
  [
    'droidcon-sf-2019-gridsmart.json',
    'America/Los_Angeles',
    {
      ...NONE,
      days: ['2019-11-25', '2019-11-26'],
      rooms: ['Fisher East', 'Fisher West', 'Robertson A', 'Robertson B'],
      sessions: 99,
      votable: 72,
      breaks: 27,
    },
  ],
  [
    'droidcon-london-2024-sessions-view.json',
    'Europe/London',
    {
      ...NONE,
      days: ['2024-10-31', '2024-11-01'],
      rooms: ['Ask Android', 'Chromecast', 'Glass', 'Hangouts', 'Nest', 'Stadia', 'Things'],
      sessions: 107,
      votable: 107,
    },
  ],
  [
    'scottishsummit-all.json',
    'Europe/London',
    {
      ...NONE,
      days: ['2026-10-02', '2026-10-03'],
      rooms: [
        'Cap & Thistle (100)',
        'Centenary Club (100)',
        'Moncreiff 1 (33)',
        'Moncreiff 2 (33)',
        'Moncreiff 3 (33)',
        'Presidents Suite 1 (150)',
        'Presidents Suite 2 (150)',
      ],
      sessions: 61,
      votable: 61,
    },
  ],
];

for (const [file, zone, counts] of COUNTS) {
  test(`${file} is read whole`, { skip }, () => {
    assert.deepEqual(countsOf(readReal(`sessionize/${file}`, zone)), counts);
  });
}

test('a grid starts at eight in San Francisco, and 22 of its sessions are for everybody', { skip }, () => {
  const { sessions } = readReal('sessionize/droidcon-sf-2019-gridsmart.json', 'America/Los_Angeles');
  assert.deepEqual(
    [
      new Date(sessions[0]?.startsAt ?? 0).toISOString(),
      sessions.filter(({ plenary }) => plenary === true).length,
      sessions.filter(({ plenary, kind }) => plenary === true && kind === 'talk').length,
    ],
    ['2019-11-25T16:00:00.000Z', 22, 1],
  );
});

test('the view All names 90 speakers, and each session has a track', { skip }, () => {
  const { sessions } = readReal('sessionize/scottishsummit-all.json', 'Europe/London');
  const tracks = new Map<string | null, number>();
  for (const { track } of sessions) tracks.set(track, (tracks.get(track) ?? 0) + 1);
  assert.equal(sessions.flatMap(({ speakers }) => speakers).length, 90);
  assert.deepEqual(
    [...tracks].sort((a, b) => b[1] - a[1] || String(a[0]).localeCompare(String(b[0]))),
    [
      ['Copilot + Agents', 21],
      ['Inclusion & Personal Development', 10],
      ['Dynamics & Power Platform', 8],
      ['M365', 8],
      ['Azure', 7],
      ['Security', 7],
    ],
  );
});

test('the list of speakers is refused by name, with the view to use', { skip }, () => {
  const { sessions, faults } = readReal('sessionize/droidcon-london-2024-speakers-view.json');
  assert.deepEqual(sessions, []);
  assert.deepEqual(faults, [
    {
      severity: 'error',
      message:
        "This is Sessionize's list of speakers (view/Speakers), not a programme: it says nothing of times and rooms. Use the address that ends in view/GridSmart, or in view/All.",
    },
  ]);
});
