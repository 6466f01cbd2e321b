import type { ProgrammeConfig } from '../core/config.ts';
import { digestOf } from '../core/history.ts';
import type { Programme, ProgrammeReading } from '../core/programme.ts';
import { suspicionOf } from '../core/suspicion.ts';

/**
 * Why what the sources give is not taken by itself; null when it is.
 * @param asked how the owner wants written times to be understood
 */
export function doubtOf(
  known: Programme,
  reading: ProgrammeReading,
  origin: string,
  asked: ProgrammeConfig['reading'] = 'auto',
): string | null {
  if (known.refused?.includes(digestOf(reading))) {
    return 'The programme was rolled back, and the source still gives what was left then. A change of the source is taken up again; to take it as it is, run: likebox programme accept';
  }
  if (reading.undecided && !(known.undecided && known.origin === origin)) {
    const errors = reading.faults.filter(({ severity }) => severity === 'error');
    return `${errors.map(({ message }) => message).join(' ')} The programme before stays.`;
  }
  // A person who has set the reading need not be asked for it.
  return suspicionOf(known, asked === 'auto' ? reading : { ...reading, other: null }, origin);
}

/** Why sources that cannot be read leave the programme as it is. */
export function describeFailures(failures: readonly string[], programme: Programme | null): string {
  const now =
    programme === null
      ? 'There is no programme yet; votes are stored all the same.'
      : 'The programme before stays.';
  return `${failures.join(' ')} ${now}`;
}
