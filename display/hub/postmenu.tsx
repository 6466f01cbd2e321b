import type { HubCommand } from '../../src/core/hub/command.ts';
import type { Ruling } from '../../src/core/wall/rules.ts';
import type { DeskPost } from '../../src/core/wall/view.ts';
import { Text } from './bits.tsx';
import { useDesk } from './context.ts';
import { Dialog } from './dialog.tsx';
import { rulingAbout } from './standing.ts';
import { wallWords } from './wordswall.ts';

/** The command that gives a ruling. */
export function rule(ruling: Ruling): HubCommand {
  return { kind: 'wall', asked: { kind: 'rule', ruling } };
}

/** The command that takes a ruling back. */
export function takeBack(number: number): HubCommand {
  return { kind: 'wall', asked: { kind: 'undo', number } };
}

interface LineProps {
  label: string;
  help?: string;
  command: HubCommand;
  danger?: boolean;
  name: string;
}

function Line({ label, help, command, danger = false, name }: LineProps) {
  const { send, close } = useDesk();
  const give = () => {
    close();
    void send(command);
  };
  return (
    <li class="menu-line">
      <button type="button" class={danger ? 'wide danger' : 'wide'} onClick={give} data-testid={name}>
        {label}
      </button>
      {help !== undefined && (
        <p class="field-help">
          <Text text={help} />
        </p>
      )}
    </li>
  );
}

function Menu({ post }: { post: DeskPost }) {
  const { locale, parts } = useDesk();
  const own = wallWords[locale.language];
  const { authorId: author, server } = post;
  const { handle } = post.author;
  const known = rulingAbout(parts.wall?.rulings ?? [], `author ${author}`);
  return (
    <Dialog title={own.moreOf(handle)}>
      <ul class="menu">
        {known?.ruling.kind === 'trust-author' ? (
          <Line label={own.distrust} command={takeBack(known.number)} name="distrust" />
        ) : (
          <Line
            label={own.trustAuthor}
            help={own.trustHelp(handle)}
            command={rule({ kind: 'trust-author', author, handle })}
            name="trust-author"
          />
        )}
        <Line
          label={own.hideAuthor}
          help={own.hideAuthorHelp(handle)}
          command={rule({ kind: 'hide-author', author, handle })}
          danger
          name="hide-author"
        />
        {server !== '' && (
          <Line
            label={own.hideServer}
            help={own.hideServerHelp(server)}
            command={rule({ kind: 'hide-server', server })}
            danger
            name="hide-server"
          />
        )}
      </ul>
      <p class="field-help">{own.undoHelp}</p>
    </Dialog>
  );
}

/** A button for what is ruled about an author or a server rather than about one post. */
export function More({ post }: { post: DeskPost }) {
  const { open, locale } = useDesk();
  return (
    <button type="button" class="more-button" onClick={() => open(<Menu post={post} />)} data-testid="more">
      {wallWords[locale.language].more}
    </button>
  );
}
