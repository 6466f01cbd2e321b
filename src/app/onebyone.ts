/** Runs a task when those before it have ended, well or not; its own result goes to whoever gave it. */
export type OneByOne = <T>(task: () => Promise<T>) => Promise<T>;

/** Nothing is under way at first. */
export function createOneByOne(): OneByOne {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const done = last.then(task);
    last = done.catch(() => {});
    return done;
  };
}
