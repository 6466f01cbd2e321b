/** Remembers the newest by key, and forgets the one that was set longest ago beyond `max`. */
export interface Memory<T> {
  /** Null for one that is not remembered. */
  get(key: string): T | null;
  set(key: string, value: T): void;
  forget(key: string): void;
}

export function createMemory<T>(max: number): Memory<T> {
  const held = new Map<string, T>();
  return {
    get: (key) => held.get(key) ?? null,
    set(key, value) {
      held.delete(key);
      held.set(key, value);
      const [oldest] = held.keys();
      if (held.size > max && oldest !== undefined) held.delete(oldest);
    },
    forget(key) {
      held.delete(key);
    },
  };
}
