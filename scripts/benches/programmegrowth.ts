import { readFileSync, writeFileSync } from 'node:fs';
import { readProgramme } from '../../src/core/formats/detect.ts';

/** Prints by how many megabytes the peak of this process grows while it reads one file. */
const bytes = readFileSync(process.argv[2] ?? '');
writeFileSync('/proc/self/clear_refs', '5'); // the peak begins anew, see proc(5)
const memory = (name: string) => {
  const text = readFileSync('/proc/self/status', 'utf8');
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]) / 1_024;
};
const before = memory('VmRSS');
readProgramme(bytes, { timezone: 'Europe/Brussels', reading: 'auto', language: 'en' });
process.stdout.write(String(memory('VmHWM') - before));
