import type { Properties } from './icscalendar.ts';
import type { Custom } from './icspeople.ts';
import type { IcsTime } from './icstime.ts';

/** An event whose start is known. */
export interface Entry {
  event: Properties;
  custom: Custom;
  isCancelled: boolean;
  /** The zone of times that name none. */
  zoneless: string | null;
  start: IcsTime;
}
