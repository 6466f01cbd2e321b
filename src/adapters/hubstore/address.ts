/** A PostgreSQL as configured, apart from its password. */
export interface Address {
  /** With the password: for the driver only, never for a log or a message. */
  url: string;
  /** For people: where it is, and which database. */
  name: string;
}

/** Reads `database = "postgres://…"`. Throws a sentence that does not repeat the password. */
export function addressOf(url: string): Address {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^postgres(ql)?:$/.test(parsed.protocol) || parsed.pathname.length < 2) {
    throw new Error(
      'database is not the address of a PostgreSQL: write "postgres://user:password@host:5432/name", with %40 for @, ' +
        '%3A for :, %2F for / and %23 for # in user and password.',
    );
  }
  const host = parsed.searchParams.get('host') ?? (parsed.hostname || 'localhost');
  const place = host.startsWith('/') ? host : `${host}:${parsed.port || '5432'}`;
  return { url, name: `${decodeURIComponent(parsed.pathname.slice(1))} at ${place}` };
}

/** The address with settings that every session begins with. */
export function withSettings(url: string, settings: Readonly<Record<string, string>>): string {
  const parsed = new URL(url);
  const added = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const before = parsed.searchParams.get('options');
  parsed.searchParams.set('options', [...(before === null ? [] : [before]), ...added].join(' '));
  return parsed.href;
}

/** The hub goes on with these by itself, after a while; the connection or the server was lost. */
const UNREACHABLE = /^(E[A-Z]+|08\w{3}|57P0[1-3])$/;

/** Makes a sentence of what the driver threw, by error of the system or SQLSTATE. */
export function explain(error: unknown, name: string): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const sentence = sentenceOf(code, error.message, name);
  return sentence === null ? error : new Error(sentence, { cause: error });
}

function sentenceOf(code: string, message: string, name: string): string | null {
  if (UNREACHABLE.test(code) || /^(Connection terminated|timeout|Query read timeout)/.test(message)) {
    const why = code === '' ? message : code;
    return `PostgreSQL, ${name}, cannot be reached (${why}). Check that it runs and that database in hub.toml names it.`;
  }
  switch (code) {
    case '':
      return null;
    case '28P01':
    case '28000':
      return `PostgreSQL refuses the hub, ${name}: ${message}. Check user and password of database in hub.toml, and pg_hba.conf.`;
    case '3D000':
      return `PostgreSQL has no such database, ${name}. Create it: createdb, then start the hub again.`;
    case '42501':
      return `The hub's user may not do what it has to, ${name}: ${message}. Make it the owner of that database.`;
    case '53100':
      return `The disk of PostgreSQL is full, ${name}. Free some space.`;
    case '53300':
      return `PostgreSQL takes no more connections, ${name}. Raise max_connections, or run fewer hubs.`;
    case '25006':
      return `PostgreSQL is read-only, ${name}. Check that database in hub.toml names the primary and that its disk has space.`;
    default:
      return `PostgreSQL, ${name}, failed: ${message} (${code}).`;
  }
}
