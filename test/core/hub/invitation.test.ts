import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invitationText } from '../../../src/core/hub/invitation.ts';

const INVITATION = {
  link: 'https://10.0.0.7:8443/#invite=abc',
  role: 'organiser',
  expiresAt: 1,
  address: 'https://10.0.0.7:8443',
  fingerprint: 'AA:BB:CC:DD',
  isSelfMade: true,
} as const;

test('the terminal shows the link, its code, and what to compare when the browser warns', () => {
  assert.equal(
    invitationText(INVITATION, '▀▄'),
    `Open this link to make an organiser's account. It works once, within 24 hours:

  https://10.0.0.7:8443/#invite=abc

▀▄

The browser will warn that it does not know this certificate: the hub has made it itself. Before you go on,
let the browser show the certificate (behind its warning, or behind the lock beside the address), and compare
the SHA-256 fingerprint with this one. If they differ you have reached something else: do not go on.

  AA:BB:
  CC:DD
`,
  );
});

test("with an organisation's own certificate the browser must not warn", () => {
  const text = invitationText({ ...INVITATION, role: 'viewer', isSelfMade: false }, null);
  assert.match(text, /^Open this link to make an account that may look, and change nothing\./);
  assert.match(text, /the browser must not warn/);
  assert.doesNotMatch(text, /will warn|▀/);
});
