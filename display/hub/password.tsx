import { useState } from 'preact/hooks';
import { ask } from './api.ts';
import { Section } from './bits.tsx';
import { useDesk } from './context.ts';
import { Input } from './fields.tsx';
import { useSubmission } from './submit.ts';
import { words } from './words.ts';
import { accountWords } from './wordsaccounts.ts';
import { doorWords } from './wordsdoor.ts';

/** Changes one's own password. */
export function Password() {
  const { say, locale } = useDesk();
  const own = accountWords[locale.language];
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const { busy, refused, submit } = useSubmission(async () => {
    const { status, error } = await ask('password', { current, next });
    if (status < 200 || status >= 300) {
      const unsaid = status === 0 ? words[locale.language].unheard : own.unchanged;
      if (status === 429) return doorWords[locale.language].tooMany;
      return status === 401 ? own.wrong : error || unsaid;
    }
    setCurrent('');
    setNext('');
    say({ done: true, text: own.changed });
    return '';
  });
  const secret = { type: 'password', required: true } as const;
  return (
    <Section title={own.own} name="password-form">
      <form class="form" onSubmit={submit}>
        <Input
          {...secret}
          label={own.current}
          name="current"
          value={current}
          onChange={setCurrent}
          autoComplete="current-password"
        />
        <Input
          {...secret}
          label={own.next}
          name="next"
          value={next}
          onChange={setNext}
          autoComplete="new-password"
        />
        <p class="refused" role="alert">
          {refused}
        </p>
        <div class="form-end">
          <button type="submit" class="primary" disabled={busy} data-testid="do">
            {own.change}
          </button>
        </div>
      </form>
    </Section>
  );
}
