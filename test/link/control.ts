/**
 * The rule of the first LikeBox (2014-15), as the control: a box sends what is newer, by its own wall clock, than the
 * latest that the hub has of it. It is seen to lose as soon as a clock steps back.
 */
export interface Control {
  vote(box: string, press: number, wallMs: number): void;
  /** A box and the hub can speak. */
  sync(box: string): void;
  /** Presses that the hub never got, though every box has spoken to it at the end. */
  lost(): number;
}

export function createControl(): Control {
  const own = new Map<string, { press: number; wallMs: number }[]>();
  const hub = new Map<string, Map<number, number>>();
  const held = (box: string) => hub.get(box) ?? new Map<number, number>();

  return {
    vote(box, press, wallMs) {
      own.set(box, [...(own.get(box) ?? []), { press, wallMs }]);
    },
    sync(box) {
      const latest = Math.max(Number.NEGATIVE_INFINITY, ...held(box).values());
      const newer = (own.get(box) ?? []).filter(({ wallMs }) => wallMs > latest);
      hub.set(box, new Map([...held(box), ...newer.map(({ press, wallMs }) => [press, wallMs] as const)]));
    },
    lost() {
      let lost = 0;
      for (const [box, votes] of own) {
        this.sync(box);
        lost += votes.filter(({ press }) => !held(box).has(press)).length;
      }
      return lost;
    },
  };
}
