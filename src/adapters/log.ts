import { pino } from 'pino';

/** Fields first, then a sentence. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** Writes out what is still held in memory. */
  flush(): void;
}

/** A log that can be asked what it said last. */
export interface KeptLog extends Log {
  /** The newest lines, oldest first, each a JSON record with its time; one that was too long is cut. */
  newest(count: number): readonly string[];
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const BACKLOG_MAX = 1_048_576; // bytes held while the reader of our output is stuck; more is dropped

const KEPT_MAX = 200; // lines
const KEPT_LINE_MAX = 2_000; // characters

/** As pino writes it, right behind the level. */
const TIME = /,"time":"[^"]*"/;

/** Priorities of sd-daemon(3) by pino's level numbers. */
const JOURNAL_PRIORITY: Record<number, string> = { 20: '<7>', 30: '<6>', 40: '<4>', 50: '<3>', 60: '<2>' };

/**
 * A log on standard output, one JSON line a record. For the journal each line begins with its priority
 * and carries no time, because the journal has its own.
 */
export function createLog({ level, journal }: { level: LogLevel; journal: boolean }): KeptLog {
  // Not `sync`: a stuck terminal or journal must never stop the input loop.
  const out = pino.destination({ dest: 1, sync: false, maxLength: BACKLOG_MAX });
  const kept: string[] = [];
  const stream = {
    [Symbol.for('pino.metadata')]: true,
    lastLevel: 30,
    write(line: string) {
      out.write(journal ? `${JOURNAL_PRIORITY[this.lastLevel] ?? '<6>'}${line.replace(TIME, '')}` : line);
      kept.push(line.trimEnd().slice(0, KEPT_LINE_MAX));
      if (kept.length > KEPT_MAX) kept.shift();
    },
  };
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: pino.stdSerializers.errWithCause },
    },
    stream,
  );
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
    flush: () => out.flushSync(),
    newest: (count) => kept.slice(-count),
  };
}
