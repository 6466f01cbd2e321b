import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { ask } from './api.ts';
import { Input } from './fields.tsx';
import type { Language } from './language.ts';
import { useSubmission } from './submit.ts';
import { words } from './words.ts';
import { doorWords } from './wordsdoor.ts';

export interface DoorProps {
  language: Language;
  choose(language: Language): void;
  onEntered(): void;
}

/** The sheet on which people come in. */
export function Door({
  language,
  choose,
  title,
  children,
}: DoorProps & { title: string; children: ComponentChildren }) {
  const other = language === 'fr' ? 'en' : 'fr';
  return (
    <main class="door">
      <div class="door-sheet">
        <p class="brand">
          <span class="brand-mark" aria-hidden="true">
            <i>−1</i>
            <i>+1</i>
          </span>
          LikeBox
        </p>
        <h1>{title}</h1>
        {children}
      </div>
      <button type="button" class="link" lang={other} onClick={() => choose(other)}>
        {words[language].otherLanguage}
      </button>
    </main>
  );
}

/** Why somebody did not get in. */
function reasonOf(status: number, error: string, language: Language): string {
  const { wrong, tooMany, unheard } = doorWords[language];
  if (status === 429) return tooMany;
  if (status === 401) return wrong;
  return error === '' ? unheard : error;
}

/** What somebody fills in there, and why it was not taken. */
export function DoorForm({
  send,
  label,
  children,
}: {
  /** Gives the sentence that says why nobody got in; empty when somebody did. */
  send(): Promise<string>;
  label: string;
  children: ComponentChildren;
}) {
  const { busy, refused, submit } = useSubmission(send);
  return (
    <form class="form" onSubmit={submit}>
      {children}
      <p class="refused" role="alert" data-testid="refused">
        {refused}
      </p>
      <button type="submit" class="primary wide" disabled={busy} data-testid="enter">
        {label}
      </button>
    </form>
  );
}

/** The page in front of all others. */
export function SignIn(props: DoorProps) {
  const { language, onEntered } = props;
  const door = doorWords[language];
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const enter = async () => {
    const { status, error, body } = await ask('sign-in', { name, password });
    if (body === null) return reasonOf(status, error, language);
    onEntered();
    return '';
  };
  return (
    <Door {...props} title={door.signIn}>
      <p class="soft">{door.signInHelp}</p>
      <DoorForm send={enter} label={door.enter}>
        <Input
          label={door.name}
          name="name"
          value={name}
          onChange={setName}
          autoComplete="username"
          required
        />
        <Input
          label={door.password}
          name="password"
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          required
        />
      </DoorForm>
      <p class="field-help">{door.noAccount}</p>
    </Door>
  );
}
