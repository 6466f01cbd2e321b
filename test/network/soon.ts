/** The longest that a box waits between two tries is 30 s. */
const LIMIT_MS = 45_000;
const LOOK_EVERY_MS = 50; // oftener, ten boxes would have nothing else to do

/** The first answer to what another process decides about, and which may fail until then; fails after 45 s. */
export async function soon<T>(what: string, ask: () => Promise<T | undefined | false>): Promise<T> {
  const untilMs = performance.now() + LIMIT_MS;
  for (;;) {
    let why: unknown;
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      why = error;
    }
    if (performance.now() > untilMs) {
      throw new Error(`waited ${LIMIT_MS / 1_000} s in vain for ${what}`, { cause: why });
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
