import type { HubPeople } from '../../app/hub/ports.ts';
import type { Account, Invitation, SignIn } from '../../core/hub/records.ts';
import type { Ledger } from './ledger.ts';
import type { Database } from './sql.ts';

const ACCOUNT = 'name, role, password_hash AS "passwordHash", created_at AS "createdAt"';
const INVITATION = 'token_digest AS "tokenDigest", role, expires_at AS "expiresAt"';

/** Accounts, sign-ins, invitations and the audit log. */
export function createPeople(database: Database, ledger: Ledger, event: string): HubPeople {
  return {
    accounts: () =>
      database.read((query) =>
        query.all<Account>(`SELECT ${ACCOUNT} FROM accounts WHERE event = $1 ORDER BY name`, [event]),
      ),
    async addAccount({ name, role, passwordHash, createdAt }, by) {
      const added = await ledger.change(by, async (query) => {
        const rows = await query.run(
          `INSERT INTO accounts (event, name, role, password_hash, created_at) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (event, name) DO NOTHING`,
          [event, name, role, passwordHash, Math.round(createdAt)],
        );
        return rows > 0 || null;
      });
      return added ?? false;
    },
    async changeAccount(known, change, by) {
      const { name } = known;
      const { role, passwordHash } = { ...known, ...change };
      const changed = await ledger.change(by, async (query) => {
        const rows = await query.run(
          `UPDATE accounts SET role = $3, password_hash = $4
           WHERE event = $1 AND name = $2 AND role = $5 AND password_hash = $6`,
          [event, name, role, passwordHash, known.role, known.passwordHash],
        );
        if (rows === 0) return null;
        await query.run('DELETE FROM sign_ins WHERE event = $1 AND name = $2', [event, name]);
        return true;
      });
      return changed ?? false;
    },
    async removeAccount(name, by) {
      await ledger.change(by, async (query) => {
        const rows = await query.run('DELETE FROM accounts WHERE event = $1 AND name = $2', [event, name]);
        await query.run('DELETE FROM sign_ins WHERE event = $1 AND name = $2', [event, name]);
        return rows > 0 || null;
      });
    },
    async invite({ tokenDigest, role, expiresAt }, by) {
      await ledger.change(by, async (query) => {
        await query.run('DELETE FROM invitations WHERE event = $1 AND expires_at <= $2', [
          event,
          Math.round(by.at),
        ]);
        await query.run(
          'INSERT INTO invitations (event, token_digest, role, expires_at) VALUES ($1, $2, $3, $4)',
          [event, tokenDigest, role, Math.round(expiresAt)],
        );
        return true;
      });
    },
    takeInvitation: (tokenDigest, at) =>
      database.write(async (query) => {
        // Of two who come at once, the second finds nothing left to delete.
        const [taken] = await query.all<Invitation>(
          `DELETE FROM invitations WHERE event = $1 AND token_digest = $2 AND expires_at > $3 RETURNING ${INVITATION}`,
          [event, tokenDigest, Math.round(at)],
        );
        return taken ?? null;
      }),
    invitation: (tokenDigest, at) =>
      database.read(async (query) => {
        const [found] = await query.all<Invitation>(
          `SELECT ${INVITATION} FROM invitations WHERE event = $1 AND token_digest = $2 AND expires_at > $3`,
          [event, tokenDigest, Math.round(at)],
        );
        return found ?? null;
      }),
    ...createSignIns(database, event),
    audit: (count) => ledger.audit(count),
    async note(entry) {
      await ledger.change(entry, async () => true);
    },
  };
}

function createSignIns(
  database: Database,
  event: string,
): Pick<HubPeople, 'signIn' | 'signedIn' | 'signOut'> {
  return {
    signIn: ({ tokenDigest, name, createdAt, expiresAt }) =>
      database.write(async (query) => {
        await query.run('DELETE FROM sign_ins WHERE event = $1 AND expires_at <= $2', [
          event,
          Math.round(createdAt),
        ]);
        await query.run(
          'INSERT INTO sign_ins (event, token_digest, name, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)',
          [event, tokenDigest, name, Math.round(createdAt), Math.round(expiresAt)],
        );
      }),
    signedIn: (tokenDigest, at) =>
      database.read(async (query) => {
        // Somebody may have signed in while the account was being removed.
        const [found] = await query.all<SignIn>(
          `SELECT s.token_digest AS "tokenDigest", s.name, s.created_at AS "createdAt", s.expires_at AS "expiresAt"
           FROM sign_ins s JOIN accounts a ON a.event = s.event AND a.name = s.name
           WHERE s.event = $1 AND s.token_digest = $2 AND s.expires_at > $3`,
          [event, tokenDigest, Math.round(at)],
        );
        return found ?? null;
      }),
    signOut: (tokenDigest) =>
      database.write(async (query) => {
        await query.run('DELETE FROM sign_ins WHERE event = $1 AND token_digest = $2', [event, tokenDigest]);
      }),
  };
}
