const REST_MS = 250;

/** Presses a button of a simulated box, and lets it rest. */
export async function press(origin: string, button: 'plus' | 'minus'): Promise<void> {
  await fetch(`${origin}/api/simulator/press`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ button, holdMs: 120 }),
  });
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
}
