import type { BoxState, HubLinkView, LastVote } from '../src/core/state.ts';
import { formatSeconds, formatTime, formatWhen, type Locale } from './time.ts';
import type { Words } from './words.ts';

interface FactsProps {
  state: BoxState;
  nowAt: number;
  locale: Locale;
  words: Words;
}

const SIGNS = { plus: '+1', minus: '−1' };
const ROWS = ['minus', 'plus'] as const; // as the buttons stand
const COUNTED = ['presses', 'noise', 'repeats'] as const;

function Counts({ state, words }: FactsProps) {
  return (
    <section class="counts" aria-label={words.votes}>
      <p class="count count-minus">
        <span class="sign">−1</span> <strong data-testid="count-minus">{state.votes.minus}</strong>
      </p>
      <p class="count count-plus">
        <span class="sign">+1</span> <strong data-testid="count-plus">{state.votes.plus}</strong>
      </p>
      <p class="count">
        <span class="sign">{words.total}</span> <strong data-testid="count-total">{state.votes.total}</strong>
      </p>
    </section>
  );
}

function VoteLine({ vote, nowAt, locale, words }: FactsProps & { vote: LastVote }) {
  const today = formatWhen(vote.at, nowAt, locale) === formatTime(vote.at, locale);
  return (
    <li>
      <span class={`sign sign-${vote.value === 1 ? 'plus' : 'minus'}`}>
        {SIGNS[vote.value === 1 ? 'plus' : 'minus']}
      </span>
      <time>{today ? formatSeconds(vote.at, locale) : formatWhen(vote.at, nowAt, locale)}</time>
      <span class="for">{vote.sessionTitle ?? words.noSession}</span>
    </li>
  );
}

function LastVotes(props: FactsProps) {
  const { state, words } = props;
  return (
    <section>
      <h2>{words.lastVotes}</h2>
      <ol class="last-votes" data-testid="last-votes">
        {state.lastVotes.map((vote) => (
          <VoteLine key={vote.seq} {...props} vote={vote} />
        ))}
      </ol>
      {state.lastVotes.length === 0 && <p class="soft">{words.noVotes}</p>}
    </section>
  );
}

function Hardware({ state, words }: FactsProps) {
  return (
    <section>
      <h2>{words.hardware}</h2>
      <table class="hardware">
        <thead>
          <tr>
            <td />
            {COUNTED.map((name) => (
              <th key={name} scope="col">
                {words[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ROWS.map((button) => (
            <tr key={button}>
              <th scope="row">
                <span class={`sign sign-${button}`}>{SIGNS[button]}</span>
                {state.buttons[button].stuck && <em class="stuck">{words.stuck}</em>}
              </th>
              {COUNTED.map((name) => (
                <td key={name} data-testid={`${name}-${button}`}>
                  {state.buttons[button][name]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Health({ state, nowAt, locale, words }: FactsProps) {
  const { clock } = state;
  return (
    <dl class="health">
      <dt>{words.failed}</dt>
      <dd data-testid="failed">{state.failed}</dd>
      <dt>{words.clock}</dt>
      <dd data-testid="clock">
        {clock.quality !== 'unset' && <time>{formatSeconds(nowAt, locale)} · </time>}
        {words.quality[clock.quality]}
      </dd>
      <dt>{words.hub}</dt>
      <dd data-testid="hub">{hubLine(state.hub, words)}</dd>
      <dt>{words.faults}</dt>
      <dd data-testid="faults">
        {state.faults.length === 0
          ? words.noFaults
          : state.faults.map((fault) => (
              <span key={fault.id} class={`fault fault-${fault.severity}`}>
                {fault.message} <span class="soft">{words.since(formatTime(fault.sinceAt, locale))}</span>
              </span>
            ))}
      </dd>
    </dl>
  );
}

function hubLine(hub: HubLinkView | null, words: Words): string {
  if (hub === null) return words.noHub;
  const parts = [hub.url ?? '', words.hubState[hub.state]];
  if (hub.code !== null) parts.push(words.hubCode(`${hub.code.slice(0, 4)} ${hub.code.slice(4)}`));
  if (hub.queued > 0) parts.push(words.queued(hub.queued));
  return parts.filter((part) => part !== '').join(' · ');
}

/** What the box counts and knows, for developers and organisers; attendees never see this page. */
export function Facts(props: FactsProps) {
  return (
    <div class="facts">
      <Counts {...props} />
      <LastVotes {...props} />
      <Hardware {...props} />
      <Health {...props} />
    </div>
  );
}
