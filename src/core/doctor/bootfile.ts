import type { ConfigFault } from '../config.ts';
import type { ConfigurationView } from '../configuration.ts';
import { type Check, createCheck } from './check.ts';

/** The file of settings on the boot partition; null where there is none, or it was not asked for. */
export function judgeBootFile(
  file: string,
  { files }: Pick<ConfigurationView, 'files'>,
  faults: readonly ConfigFault[],
): Check | null {
  if (faults.length > 0) {
    const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
    const words = `${file} is ignored whole: ${count}`;
    return createCheck('boot-file', 'wrong', words, {
      mend: `correct ${faults.map((fault) => placeOf(fault, file)).join(', ')}`,
      values: { file, faults },
    });
  }
  const read = files.find((one) => one.file === file);
  if (read === undefined) return null;
  const { keys } = read;
  const words = keys.length === 0 ? 'says nothing but defaults' : `decides ${keys.join(', ')}`;
  return createCheck('boot-file', 'ok', `${file} ${words}`, { values: { file, keys } });
}

function placeOf({ key, line }: ConfigFault, file: string): string {
  const what = key || file;
  return line === undefined ? what : `${what} (line ${line})`;
}
