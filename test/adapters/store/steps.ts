import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { TestContext } from 'node:test';

/** Calls `before` ahead of every rename and sync of this process, with their number from 1; gives what ends that. */
export function watchSteps(t: TestContext, before: (step: number) => void): () => void {
  let step = 0;
  for (const name of ['renameSync', 'fsyncSync'] as const) {
    const real = fs[name] as (...words: unknown[]) => void;
    t.mock.method(fs, name, (...words: unknown[]) => {
      step += 1;
      before(step);
      real(...words);
    });
  }
  syncBuiltinESMExports();
  return () => {
    t.mock.restoreAll();
    syncBuiltinESMExports();
  };
}
