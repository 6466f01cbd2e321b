import type { Clock } from '../../app/ports.ts';
import type { Place } from '../../core/board/chips.ts';
import { codeOfTool, explainNoTool, explainRefusal } from '../../core/board/refusals.ts';
import type { ToolLine, ToolVersion } from '../../core/board/tools.ts';
import type { OnLineFault } from './backend.ts';
import { ToolError, type Tools } from './process.ts';

/** What a line driven by a tool needs. */
export interface GpiodDeps {
  version: ToolVersion;
  tools: Tools;
  clock: Clock;
  /** Who holds a line; null where that cannot be read. */
  findHolder: (place: Place) => Promise<string | null>;
  user: string;
  onFault: OnLineFault;
}

/** The line as the tools name it. @throws where its chip has no device */
export function toolLine({ chip, offset, line }: Place): ToolLine {
  if (chip.device === null) throw new Error(`Line ${line}: its chip (${chip.label}) is not under /dev.`);
  return { device: chip.device, offset };
}

/** A sentence for people of what a tool said. */
export async function explainTool(deps: GpiodDeps, error: unknown, place: Place): Promise<string> {
  if (!(error instanceof ToolError)) return error instanceof Error ? error.message : String(error);
  if (error.missing) return explainNoTool(error.tool);
  const code = codeOfTool(error.printed);
  const holder = code === 'EBUSY' ? await deps.findHolder(place) : null;
  const asked = `${place.chip.device} line ${place.offset}`;
  return explainRefusal({ line: place.line, code, asked, holder, user: deps.user });
}
