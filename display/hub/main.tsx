import { render } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { SignIn } from './door.tsx';
import { Frame } from './frame.tsx';
import { Invited } from './invited.tsx';
import { browserLanguage, useLanguage } from './language.ts';
import { useStage } from './live.ts';
import { words } from './words.ts';

function Dashboard() {
  const [stage, setStage] = useStage();
  const [chosen, choose] = useLanguage();
  const language = chosen ?? browserLanguage();
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const door = { language, choose, onEntered: () => setStage({ kind: 'in' }) };
  switch (stage.kind) {
    case 'asking':
      return (
        <main class="waiting" aria-live="polite">
          {stage.unanswered ? words[language].unanswered : words[language].asking}
        </main>
      );
    case 'out':
      return <SignIn {...door} />;
    case 'invited':
      return (
        <Invited
          {...door}
          key={stage.token}
          token={stage.token}
          onLeave={() => setStage({ kind: 'asking', unanswered: false })}
        />
      );
    case 'in':
      return <Frame chosen={chosen} choose={choose} onSignedOut={() => setStage({ kind: 'out' })} />;
  }
}

const place = document.getElementById('page');
if (place === null) throw new Error('the page has no place to be drawn in');
render(<Dashboard />, place);
