import { useEffect, useState } from 'preact/hooks';
import { ask } from './api.ts';
import { Door, DoorForm, type DoorProps } from './door.tsx';
import { Input } from './fields.tsx';
import { doorWords } from './wordsdoor.ts';

type Found = { role: 'organiser' | 'viewer' } | 'over' | null;

/** Whoever came by a one-time link makes an account of their own. */
export function Invited({ token, onLeave, ...props }: DoorProps & { token: string; onLeave(): void }) {
  const { language } = props;
  const door = doorWords[language];
  const [found, setFound] = useState<Found>(null);
  const [unheard, setUnheard] = useState('');
  const path = `invitations/${encodeURIComponent(token)}`;
  const look = async () => {
    setUnheard('');
    const { status, body } = await ask<{ role: 'organiser' | 'viewer' }>(path);
    if (body !== null) setFound(body);
    else if (status === 404) setFound('over');
    else setUnheard(status === 429 ? door.tooMany : door.unheard);
  };
  useEffect(() => void look(), []);
  if (found === 'over') {
    return (
      <Door {...props} title={door.over}>
        <p class="soft">{door.overHelp}</p>
        <button type="button" class="primary wide" onClick={onLeave}>
          {door.toSignIn}
        </button>
      </Door>
    );
  }
  if (found === null) {
    return (
      <Door {...props} title={door.invited}>
        <p class="soft" aria-live="polite">
          {unheard || door.checking}
        </p>
        {unheard !== '' && (
          <button type="button" class="primary wide" onClick={look}>
            {door.lookAgain}
          </button>
        )}
      </Door>
    );
  }
  return <Create {...props} path={path} role={found.role} />;
}

function Create({ path, role, ...props }: DoorProps & { path: string; role: 'organiser' | 'viewer' }) {
  const { language, onEntered } = props;
  const door = doorWords[language];
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const create = async () => {
    if (password !== again) return door.different;
    const { status, error, body } = await ask(path, { name, password });
    if (body === null) return status === 429 ? door.tooMany : error || door.unheard;
    onEntered();
    return '';
  };
  const secret = { type: 'password', autoComplete: 'new-password', required: true } as const;
  return (
    <Door {...props} title={door.invited}>
      <p class="soft">{door.invitedAs[role]}</p>
      <DoorForm send={create} label={door.create}>
        <Input
          label={door.chooseName}
          name="name"
          value={name}
          onChange={setName}
          autoComplete="username"
          required
        />
        <Input
          {...secret}
          label={door.choosePassword}
          name="password"
          value={password}
          onChange={setPassword}
        />
        <Input {...secret} label={door.again} name="again" value={again} onChange={setAgain} />
      </DoorForm>
    </Door>
  );
}
