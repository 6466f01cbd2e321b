/** Whether the long series run, as `scripts/test --all` asks for. */
export const LONG = process.env.LIKEBOX_LONG === '1';
