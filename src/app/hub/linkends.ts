import { type ChangedFrame, CLOSE } from '../../core/link/frames.ts';
import type { Clock } from '../ports.ts';
import { createCollector } from './collector.ts';
import type { HubDesk } from './desk.ts';
import { createLinkEnd, type EndDeps, type LinkVotes } from './linkend.ts';
import type { BoxWire, HubLinks, LinkEnd } from './links.ts';
import type { HubFleet } from './ports.ts';

interface Deps extends Pick<EndDeps, 'basis' | 'log'> {
  store: { votes: LinkVotes; fleet: Pick<HubFleet, 'box'> };
  clock: Clock;
  desk: Pick<HubDesk, 'heard' | 'counted' | 'programme' | 'settings' | 'notices'> & {
    screens: Pick<HubDesk['screens'], 'etags'>;
  };
  log: EndDeps['log'] & { error: (fields: object, message: string) => void };
  /** A box is linked, or no more. */
  onChange: () => void;
}

interface Linked {
  end: LinkEnd;
  wire: BoxWire;
}

/** The hub's ends of all links: one for each box, whose newest link of the same board replaces the one before. */
export function createHubLinks({ store, clock, basis, desk, log, onChange }: Deps): HubLinks {
  const linked = new Map<string, Linked>();
  const wires = new Set<BoxWire>();
  const { votes, fleet } = store;
  const collector = createCollector({ votes, clock, log });

  /** What a box may have to fetch; it compares with what it has. */
  async function documentsOf(box: string): Promise<Omit<ChangedFrame, 'type'>> {
    const programme = desk.programme();
    const { etag: settings } = await desk.settings(box);
    return {
      settings,
      notices: desk.notices(box).etag,
      ...desk.screens.etags(),
      ...(programme === null ? {} : { programme: programme.etag }),
    };
  }

  return {
    open(record, wire) {
      const { box } = record;
      wires.add(wire);
      const end = createLinkEnd(record, wire, {
        collector,
        basis,
        votes,
        clock,
        desk,
        log,
        look: (name) => fleet.box(name),
        async onHello(end) {
          const before = linked.get(box);
          linked.set(box, { end, wire });
          if (before !== undefined && before.end !== end) {
            before.wire.close(CLOSE.replaced, 'another link of this box has taken its place');
          }
          onChange();
          wire.send({ type: 'changed', ...(await documentsOf(box)) });
        },
      });
      return {
        frame: end.frame,
        closed() {
          wires.delete(wire);
          end.closed();
          if (linked.get(box)?.wire !== wire) return;
          linked.delete(box);
          onChange();
        },
      };
    },
    announce(changed, boxes) {
      for (const box of boxes ?? linked.keys()) linked.get(box)?.wire.send({ type: 'changed', ...changed });
    },
    drop(box, code, reason) {
      linked.get(box)?.wire.close(code, reason);
    },
    linked: () => new Set(linked.keys()),
    async stop(afterMs) {
      for (const wire of wires) wire.send({ type: 'retry', afterMs });
      await collector.idle();
      for (const wire of [...wires]) wire.close(CLOSE.later, 'the hub stops');
    },
  };
}
