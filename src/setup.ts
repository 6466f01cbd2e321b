import { type Candidate, loadCandidates, PLACES, type Places } from './adapters/config/candidates.ts';
import type { Loaded } from './adapters/config/load.ts';
import { type BoardKind, type ConfigFault, describeFault } from './core/config.ts';
import type { ConfigurationView } from './core/configuration.ts';
import { checkAgainstWorld } from './preflight.ts';

/** More are not written by a slip; the link carries no more than 200 faults of a box. */
const TOLD_MAX = 20;
/** A fault may quote what it found. */
const SENTENCE_MAX = 300;

/** What a box runs on, where it has no faults. */
export interface Setup extends Loaded {
  view: ConfigurationView;
  /** Every fault of the file on the boot partition, which is then ignored whole. */
  ignored: readonly ConfigFault[];
  /** The faults that take more than the text to find; they take their time. */
  rest(): Promise<readonly ConfigFault[]>;
}

/**
 * Reads the configuration of a box: `file`, or /etc's with the boot partition's over it on a board. A file on the boot
 * partition that does not work out, by itself or with /etc's, is left aside.
 * @param detected the board of this computer
 */
export async function readSetup(
  file: string | null,
  detected: BoardKind,
  places: Places = PLACES,
): Promise<Setup> {
  const { alone, both } = loadCandidates({ file, detected, places });
  const ignored = both === null ? [] : [...both.faults, ...(await worldFaults(both)).filter(isForGood)];
  if (both !== null && ignored.length === 0) {
    const { config, files } = both;
    return { config, faults: [], view: { files, ignored: [] }, ignored, rest: async () => [] };
  }
  return {
    config: alone.config,
    faults: alone.faults,
    view: {
      files: alone.files,
      ignored: ignored.length === 0 ? [] : [{ file: places.boot, faults: sentencesOf(ignored) }],
    },
    ignored,
    rest: () => worldFaults(alone),
  };
}

/** Those of a board whose boot partition has a faulty file first: it was meant to mend the rest. */
export function allFaults(
  { ignored, faults }: Pick<Setup, 'ignored' | 'faults'>,
  rest: readonly ConfigFault[],
): readonly ConfigFault[] {
  const own = [...faults, ...rest];
  const isOwn = (one: ConfigFault) =>
    own.some((other) => other.key === one.key && other.message === one.message);
  return own.length === 0 ? [] : [...ignored.filter((fault) => !isOwn(fault)), ...own];
}

/** A room that the programme lacks today may be there tomorrow: the box shows that, and keeps its settings. */
function isForGood({ key }: ConfigFault): boolean {
  return key !== 'box.room';
}

async function worldFaults({ config, place }: Candidate): Promise<readonly ConfigFault[]> {
  return config === null ? [] : place(await checkAgainstWorld(config));
}

function sentencesOf(faults: readonly ConfigFault[]): string[] {
  const told = faults.slice(0, TOLD_MAX).map((fault) => shortened(describeFault(fault)));
  const more = faults.length - told.length;
  return more === 0 ? told : [...told, `… and ${more} more faults`];
}

function shortened(sentence: string): string {
  return sentence.length <= SENTENCE_MAX ? sentence : `${sentence.slice(0, SENTENCE_MAX - 1)}…`;
}
