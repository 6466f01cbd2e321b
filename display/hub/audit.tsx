import { useState } from 'preact/hooks';
import type { HubView } from '../../src/core/hub/view.ts';
import { formatDay, formatSeconds } from '../time.ts';
import { Section, Text } from './bits.tsx';
import { useDesk } from './context.ts';
import { accountWords } from './wordsaccounts.ts';

const PAGE = 30;

/** Every change, newest first. */
export function Audit({ entries }: { entries: HubView['audit'] }) {
  const { locale } = useDesk();
  const own = accountWords[locale.language];
  const [count, setCount] = useState(PAGE);
  return (
    <Section title={own.audit} name="audit">
      <p class="lead">{entries.length === 0 ? own.auditEmpty : own.auditHelp}</p>
      {entries.length > 0 && (
        <table class="audit">
          <thead>
            <tr>
              <th scope="col">{own.when}</th>
              <th scope="col">{own.who}</th>
              <th scope="col">{own.what}</th>
            </tr>
          </thead>
          <tbody>
            {entries.slice(0, count).map(({ number, at, who, what }) => (
              <tr key={number}>
                <td class="figures soft">
                  {formatDay(at, locale)}, {formatSeconds(at, locale)}
                </td>
                <td>
                  <Text text={who} />
                </td>
                <td class="given-text" dir="auto">
                  {what}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {entries.length > count && (
        <button type="button" onClick={() => setCount(count + PAGE)}>
          {own.more}
        </button>
      )}
    </Section>
  );
}
