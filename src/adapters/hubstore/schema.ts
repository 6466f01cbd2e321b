/** What the two databases call the same. */
export interface Dialect {
  text: string;
  integer: string;
  /** A double. */
  real: string;
  bytes: string;
  /** Behind a table whose rows lie in the order of its primary key, where that has to be asked for. */
  clustered: string;
}

/**
 * The nth entry leads from format n to n + 1, in one transaction. What has been released is never edited. The event comes
 * first in every key, so that a large installation can partition by it as it is.
 */
export const MIGRATIONS: readonly ((dialect: Dialect) => string)[] = [
  ({ text, integer, real, bytes, clustered }) => `
  CREATE TABLE counters (
    event ${text} PRIMARY KEY,
    basis ${integer} NOT NULL,
    changes ${integer} NOT NULL,
    rule ${text}
  );
  CREATE TABLE secrets (event ${text}, key ${text}, value ${text} NOT NULL, PRIMARY KEY (event, key));
  CREATE TABLE heads (
    event ${text}, box ${text}, epoch ${text},
    machine ${text} NOT NULL,
    first_seq ${integer} NOT NULL,
    acked ${integer} NOT NULL,
    digest ${text} NOT NULL,
    votes ${integer} NOT NULL,
    forked_at ${integer},
    left_out ${integer} NOT NULL,
    PRIMARY KEY (event, box, epoch)
  )${clustered};
  CREATE TABLE boots (
    event ${text}, box ${text}, boot_id ${text},
    wall_offset_ms ${real} NOT NULL,
    quality ${text} NOT NULL CHECK (quality IN ('synced', 'hub', 'manual', 'rtc', 'unset')),
    PRIMARY KEY (event, box, boot_id)
  )${clustered};
  CREATE TABLE votes (
    event ${text}, box ${text}, epoch ${text}, seq ${integer},
    boot_id ${text} NOT NULL,
    mono_ms ${integer} NOT NULL,
    wall_ms ${integer} NOT NULL,
    value ${integer} NOT NULL CHECK (value IN (-1, 1)),
    room ${text},
    shown_session_id ${text},
    source ${text} NOT NULL CHECK (source IN ('button', 'simulator', 'test')),
    digest ${bytes} NOT NULL,
    PRIMARY KEY (event, box, epoch, seq)
  )${clustered};
  CREATE TABLE tally (
    event ${text}, box ${text}, epoch ${text}, kind ${text}, session_id ${text},
    plus ${integer} NOT NULL,
    minus ${integer} NOT NULL,
    PRIMARY KEY (event, box, epoch, kind, session_id)
  )${clustered};
  CREATE TABLE programmes (
    event ${text}, version ${integer},
    at ${integer} NOT NULL,
    origin ${text} NOT NULL,
    json ${text} NOT NULL,
    sessions ${integer} NOT NULL,
    changes ${text} NOT NULL,
    PRIMARY KEY (event, version)
  );
  CREATE TABLE adjustments (
    event ${text}, number ${integer},
    at ${integer} NOT NULL,
    who ${text} NOT NULL,
    json ${text} NOT NULL,
    undone_at ${integer},
    undone_by ${text},
    PRIMARY KEY (event, number)
  );
  CREATE TABLE corrections (
    event ${text}, number ${integer},
    at ${integer} NOT NULL,
    who ${text} NOT NULL,
    json ${text} NOT NULL,
    undone_at ${integer},
    undone_by ${text},
    PRIMARY KEY (event, number)
  );
  CREATE TABLE notices (
    event ${text}, number ${integer},
    at ${integer} NOT NULL,
    who ${text} NOT NULL,
    json ${text} NOT NULL,
    boxes ${text},
    until_at ${integer},
    ended_at ${integer},
    ended_by ${text},
    PRIMARY KEY (event, number)
  );
  CREATE TABLE boxes (
    event ${text}, box ${text},
    machine ${text} NOT NULL,
    secret_digest ${text} NOT NULL,
    paired_at ${integer} NOT NULL,
    paired_by ${text} NOT NULL,
    revoked_at ${integer},
    taken_since_at ${integer},
    settings ${text} NOT NULL,
    PRIMARY KEY (event, box)
  );
  CREATE TABLE pairings (
    event ${text}, box ${text}, secret_digest ${text},
    machine ${text} NOT NULL,
    version ${text} NOT NULL,
    votes ${integer} NOT NULL,
    first_vote_at ${integer},
    asked_at ${integer} NOT NULL,
    came_from ${text} NOT NULL,
    state ${text} NOT NULL CHECK (state IN ('waiting', 'refused')),
    PRIMARY KEY (event, box, secret_digest)
  );
  CREATE TABLE healths (
    event ${text}, box ${text},
    at ${integer} NOT NULL,
    linked ${integer} NOT NULL,
    json ${text} NOT NULL,
    PRIMARY KEY (event, box)
  );
  CREATE TABLE accounts (
    event ${text}, name ${text},
    role ${text} NOT NULL CHECK (role IN ('organiser', 'viewer')),
    password_hash ${text} NOT NULL,
    created_at ${integer} NOT NULL,
    PRIMARY KEY (event, name)
  );
  CREATE TABLE sign_ins (
    event ${text}, token_digest ${text},
    name ${text} NOT NULL,
    created_at ${integer} NOT NULL,
    expires_at ${integer} NOT NULL,
    PRIMARY KEY (event, token_digest)
  );
  CREATE TABLE invitations (
    event ${text}, token_digest ${text},
    role ${text} NOT NULL CHECK (role IN ('organiser', 'viewer')),
    expires_at ${integer} NOT NULL,
    PRIMARY KEY (event, token_digest)
  );
  CREATE TABLE audit (
    event ${text}, number ${integer},
    at ${integer} NOT NULL,
    who ${text} NOT NULL,
    what ${text} NOT NULL,
    PRIMARY KEY (event, number)
  );
  `,
  ({ text, integer, bytes }) => `
  CREATE TABLE wall_posts (
    event ${text}, id ${text},
    at ${integer} NOT NULL,
    json ${text} NOT NULL,
    PRIMARY KEY (event, id)
  );
  CREATE TABLE wall_rulings (
    event ${text}, number ${integer},
    at ${integer} NOT NULL,
    who ${text} NOT NULL,
    json ${text} NOT NULL,
    undone_at ${integer},
    undone_by ${text},
    PRIMARY KEY (event, number)
  );
  CREATE TABLE wall_rules (event ${text} PRIMARY KEY, json ${text} NOT NULL);
  CREATE TABLE wall_pictures (
    event ${text}, digest ${text},
    number ${integer} NOT NULL,
    width ${integer} NOT NULL,
    height ${integer} NOT NULL,
    size ${integer} NOT NULL,
    bytes ${bytes} NOT NULL,
    PRIMARY KEY (event, digest)
  );
  CREATE TABLE leases (
    event ${text}, name ${text},
    holder ${text} NOT NULL,
    until_at ${integer} NOT NULL,
    PRIMARY KEY (event, name)
  );
  CREATE TABLE wall_sources (event ${text} PRIMARY KEY, json ${text} NOT NULL);
  CREATE TABLE screens (event ${text} PRIMARY KEY, results_published ${integer} NOT NULL);
  `,
];
