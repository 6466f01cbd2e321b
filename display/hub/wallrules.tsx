import { useState } from 'preact/hooks';
import type { WallRules } from '../../src/core/wall/rules.ts';
import { Facts, Text } from './bits.tsx';
import { useDesk } from './context.ts';
import { Checks, Choice, Input, Lines } from './fields.tsx';
import { DELAY_S, draftOf, LIST_MAX, PER_AUTHOR, type RulesDraft, rulesOf } from './rulesdraft.ts';
import { useSubmission } from './submit.ts';
import { ruleWords } from './wordsrules.ts';

function useRules(rules: WallRules) {
  const { give, say, locale } = useDesk();
  const [draft, setDraft] = useState(() => draftOf(rules));
  const set =
    <K extends keyof RulesDraft>(key: K) =>
    (value: RulesDraft[K]) =>
      setDraft({ ...draft, [key]: value });
  const submission = useSubmission(async () => {
    const asked = rulesOf(draft, ruleWords[locale.language]);
    if (typeof asked === 'string') return asked;
    const outcome = await give({ kind: 'wall', asked: { kind: 'rules', rules: asked } });
    if (!outcome.done) return outcome.text;
    say(outcome);
    return '';
  });
  return { draft, set, ...submission };
}

function Form({ rules }: { rules: WallRules }) {
  const own = ruleWords[useDesk().locale.language];
  const { draft, set, busy, refused, submit } = useRules(rules);
  const { approve, delay, trusted } = own.modes;
  return (
    <form class="form sheet" onSubmit={submit} noValidate data-testid="rules">
      <Choice
        label={own.mode}
        help={own.modeHelp[draft.mode]}
        name="mode"
        value={draft.mode}
        onChange={set('mode')}
        options={[
          ['approve', approve],
          ['delay', delay],
          ['trusted', trusted],
        ]}
      />
      {draft.mode === 'delay' && (
        <Input
          label={own.delay}
          name="delay"
          type="number"
          min={DELAY_S[0]}
          max={DELAY_S[1]}
          value={draft.delayS}
          onChange={set('delayS')}
        />
      )}
      <Input
        label={own.perAuthor}
        help={own.perAuthorHelp}
        name="per-author"
        type="number"
        min={PER_AUTHOR[0]}
        max={PER_AUTHOR[1]}
        value={draft.perAuthorHour}
        onChange={set('perAuthorHour')}
      />
      <div class="group">
        <span class="field-label">{own.wanted}</span>
        <Checks
          label={own.wanted}
          name="wanted"
          value={draft.wanted}
          onChange={set('wanted')}
          options={[
            ['bots', own.bots],
            ['replies', own.replies],
          ]}
        />
      </div>
      <Lines
        label={own.list}
        help={own.listHelp}
        name="list"
        value={draft.list}
        onChange={set('list')}
        maxLength={LIST_MAX}
      />
      <p class="refused" role="alert" data-testid="refused">
        {refused}
      </p>
      <div class="form-end">
        <button type="submit" class="primary" disabled={busy} data-testid="do">
          {own.save}
        </button>
      </div>
    </form>
  );
}

/** The rules for those who only read. */
function Said({ rules }: { rules: WallRules }) {
  const own = ruleWords[useDesk().locale.language];
  const wanted = (['bots', 'replies'] as const).filter((kind) => rules[kind]).map((kind) => own[kind]);
  const words = rules.words.length === 0 ? own.none : rules.words.join(', ');
  return (
    <Facts
      of={[
        [own.mode, own.modes[rules.mode]],
        ...(rules.mode === 'delay' ? [[own.delay, String(rules.delayMs / 1_000)] as const] : []),
        [own.perAuthor, String(rules.perAuthorHour)],
        [own.wanted, wanted.length === 0 ? own.nothing : wanted.join(', ')],
        [own.list, <Text key="list" text={words} />],
      ]}
    />
  );
}

/** When posts come on the walls. */
export function Rules({ rules }: { rules: WallRules }) {
  const { organiser } = useDesk();
  // Rules that somebody else has saved meanwhile take the place of what was being written.
  return organiser ? <Form key={JSON.stringify(rules)} rules={rules} /> : <Said rules={rules} />;
}
