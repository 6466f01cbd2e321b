import { useState } from 'preact/hooks';
import { ask } from './api.ts';
import { Section } from './bits.tsx';
import { useDesk } from './context.ts';
import { Input } from './fields.tsx';
import { words } from './words.ts';
import { accountWords } from './wordsaccounts.ts';

/** Changes one's own password. */
export function Password() {
  const { say, locale } = useDesk();
  const own = accountWords[locale.language];
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [refused, setRefused] = useState('');
  const change = async (event: Event) => {
    event.preventDefault();
    const { status, error } = await ask('password', { current, next });
    if (status < 200 || status >= 300) {
      const unsaid = status === 0 ? words[locale.language].unheard : own.unchanged;
      return setRefused(status === 401 ? own.wrong : error || unsaid);
    }
    setRefused('');
    setCurrent('');
    setNext('');
    say({ done: true, text: own.changed });
  };
  const secret = { type: 'password', required: true } as const;
  return (
    <Section title={own.own} name="password-form">
      <form class="form" onSubmit={change}>
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
          <button type="submit" class="primary" data-testid="do">
            {own.change}
          </button>
        </div>
      </form>
    </Section>
  );
}
