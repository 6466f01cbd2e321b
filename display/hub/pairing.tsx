import type { PairingView } from '../../src/core/hub/view.ts';
import { formatDuration, formatWhen } from '../time.ts';
import { Approval } from './approval.tsx';
import { Chip, Empty, Facts, Text } from './bits.tsx';
import { useDesk } from './context.ts';
import { CommandButton } from './dialog.tsx';
import { formatCount } from './figures.ts';
import { words } from './words.ts';
import { pairingWords } from './wordspairing.ts';

/** Eight characters in two groups, as one reads them out. */
export function Code({ code }: { code: string }) {
  return (
    <p class="code" data-testid="code">
      <span>{code.slice(0, 4)}</span>
      <span>{code.slice(4)}</span>
    </p>
  );
}

function RequestFacts({ request }: { request: PairingView }) {
  const { locale, nowAt } = useDesk();
  const own = pairingWords[locale.language];
  const { votes, firstVoteAt } = request;
  const count = formatCount(votes, locale.language);
  const since = firstVoteAt === null ? count : own.votes(count, formatWhen(firstVoteAt, nowAt, locale));
  return (
    <Facts
      of={[
        [own.holds, votes === 0 ? own.noVotes : since],
        [own.from, request.from],
        [own.machine, <Text key="machine" class="text mono" text={request.machine} />],
        [own.version, <Text key="version" text={request.version} />],
      ]}
    />
  );
}

function Request({ request }: { request: PairingView }) {
  const { locale, nowAt, organiser, open } = useDesk();
  const own = pairingWords[locale.language];
  const leftMs = request.endsAt - nowAt;
  return (
    <li class="card" data-testid={`request-${request.box}`}>
      <div class="card-head">
        <h2>
          <Text text={request.box} />
        </h2>
        <Chip tone="quiet">{leftMs > 0 ? own.left(formatDuration(leftMs)) : own.over}</Chip>
      </div>
      <p class="soft code-label">{own.code}</p>
      <Code code={request.code} />
      <ul class="advice">
        <li data-severity={request.known === 'other-board' ? 'warning' : 'note'} data-testid="known">
          {own.known[request.known]}
        </li>
      </ul>
      <RequestFacts request={request} />
      {organiser && (
        <div class="card-foot">
          <button
            type="button"
            class="primary"
            onClick={() => open(<Approval request={request} />)}
            data-testid="approve"
          >
            {own.approve}
          </button>
          <CommandButton
            label={own.refuse}
            name="refuse"
            kind=""
            command={{ kind: 'refuse', box: request.box, secretDigest: request.secretDigest }}
          />
        </div>
      )}
    </li>
  );
}

/** Boxes that ask to be let in. */
export function Pairing() {
  const { parts, locale } = useDesk();
  const own = pairingWords[locale.language];
  const { pairings } = parts;
  if (pairings === undefined) return <p class="soft">{words[locale.language].loading}</p>;
  return (
    <>
      <p class="lead">{own.help}</p>
      {pairings.length === 0 && <Empty title={own.empty}>{own.emptyHelp}</Empty>}
      <ul class="cards cards-wide" data-testid="pairings">
        {pairings.map((request) => (
          <Request key={`${request.box} ${request.secretDigest}`} request={request} />
        ))}
      </ul>
    </>
  );
}
