import { useRef, useState } from 'preact/hooks';

/** A form that is sent once at a time. */
export interface Submission {
  /** An answer is under way. */
  busy: boolean;
  /** Why it was not taken; empty when it was. */
  refused: string;
  submit(event: Event): Promise<void>;
}

/** @param send gives the sentence that says why it was not taken, or an empty one */
export function useSubmission(send: () => Promise<string>): Submission {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState('');
  const underWay = useRef(false); // a second click may come before the button is drawn as disabled
  return {
    busy,
    refused,
    async submit(event) {
      event.preventDefault();
      if (underWay.current) return;
      underWay.current = true;
      setBusy(true);
      try {
        setRefused(await send());
      } finally {
        underWay.current = false;
        setBusy(false);
      }
    },
  };
}
