import { createHash, type X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { Clock } from '../../app/ports.ts';
import type { Pinned } from './identity.ts';
import type { Trust } from './trust.ts';
import { ChangedKeyError, explain, LinkError } from './words.ts';

const CONNECT_MS = 10_000;

/** A connection to a hub that nothing was sent over yet. */
export interface Secured {
  socket: TLSSocket;
  /** SHA-256 of the hub's public key (SPKI), lower-case hex. */
  key: string;
  /** Chain and name of its certificate are good. */
  isVouched: boolean;
}

/** Opens connections to hubs, and looks who is there before anything is said. */
export interface Door {
  /** Rejects with a LinkError, or with a ChangedKeyError for who is not the hub that was pinned. */
  open(url: string, pinned: Pinned): Promise<Secured>;
}

export function createDoor(clock: Pick<Clock, 'after'>, trust: Trust): Door {
  return {
    async open(url, pinned) {
      // A chain matters when one is promised, and when it may be; else the key alone does.
      const isChainJudged = pinned.chain || pinned.pin === null;
      const host = hostOf(url);
      let socket: TLSSocket;
      try {
        socket = await reach(clock, url, isChainJudged ? trust : null);
      } catch (error) {
        throw explain(url, error);
      }
      try {
        const certificate = socket.getPeerX509Certificate(); // once: Node 20 gives a self-made one the first time only
        if (certificate === undefined) throw new LinkError(url, 'it has no certificate');
        const doubt = isChainJudged ? trust.doubt(socket, certificate, host) : 'it was not looked at';
        const key = keyOf(certificate);
        if (pinned.chain && doubt !== null) throw notVouched(url, doubt);
        if (!pinned.chain && pinned.pin !== null && pinned.pin !== key) throw changed(url, certificate);
        return { socket, key, isVouched: doubt === null };
      } catch (error) {
        socket.destroy();
        throw error;
      }
    },
  };
}

/** The name or number of the computer in an address, without brackets. */
function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}

function reach(clock: Pick<Clock, 'after'>, url: string, trust: Trust | null): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const host = hostOf(url);
    const socket = connect({
      host,
      port: Number(new URL(url).port || 443),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      // Who is there is judged below, before anything is sent: dates must not matter to a box that starts in 1970.
      rejectUnauthorized: false,
      ...(trust === null ? {} : { secureContext: trust.context() }),
    });
    const cancel = clock.after(CONNECT_MS, () =>
      socket.destroy(
        new LinkError(url, 'nothing answered in time: check that the hub runs, the cable and the network'),
      ),
    );
    socket.once('secureConnect', () => {
      cancel();
      resolve(socket);
    });
    // Stays: between two owners of the socket nobody else hears that it breaks.
    socket.on('error', (error) => {
      cancel();
      reject(error);
    });
    socket.once('close', () => {
      cancel();
      reject(new LinkError(url, 'the connection broke off'));
    });
  });
}

function keyOf(certificate: X509Certificate): string {
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('hex');
}

function changed(url: string, certificate: X509Certificate): ChangedKeyError {
  return new ChangedKeyError(
    `Another hub answers at ${url}, or the hub was set up anew: its key is not the one this box was paired with, and nothing was sent to it. Its certificate's fingerprint is ${certificate.fingerprint256}. Compare it with the one on the hub's terminal: if they are the same, choose Pair in the service menu; if not, look who uses the hub's address.`,
  );
}

function notVouched(url: string, doubt: string): ChangedKeyError {
  return new ChangedKeyError(
    `The hub at ${url} does not show your organisation's certificate as it did when this box was paired, and nothing was sent to it: ${doubt}. Renew the certificate on the hub, or, if the hub is another one now, choose Pair in the service menu.`,
  );
}
