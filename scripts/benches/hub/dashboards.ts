import { WebSocket } from 'ws';
import type { PartMessage } from '../../../src/core/hub/view.ts';

/** An organiser's browser, as far as the hub sees it. */
export interface Dashboard {
  /** How many votes it has been shown of a room. */
  onRoom: (room: string, votes: number) => void;
  messages(): number;
  close(): void;
}

/** Resolves when every part has come. */
export function openDashboard(port: number, cookie: string): Promise<Dashboard> {
  const origin = `https://127.0.0.1:${port}`;
  const socket = new WebSocket(`wss://127.0.0.1:${port}/api/v1/live`, {
    rejectUnauthorized: false,
    headers: { cookie, origin },
  });
  let count = 0;
  const dashboard: Dashboard = { onRoom() {}, messages: () => count, close: () => socket.close() };
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.on('message', (data) => {
      count += 1;
      const message = JSON.parse(String(data)) as PartMessage;
      if (message.part !== 'live') return;
      for (const { room, plus, minus } of message.value) dashboard.onRoom(room, plus + minus);
      resolve(dashboard);
    });
  });
}
