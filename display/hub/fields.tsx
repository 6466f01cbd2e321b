import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Base {
  label: string;
  help?: string | undefined;
  name?: string;
}

interface Valued<T> extends Base {
  value: T;
  onChange(value: NoInfer<T>): void;
}

type InputProps = Valued<string> & {
  type?: 'text' | 'password' | 'time' | 'date' | 'number';
  required?: boolean;
  maxLength?: number;
  min?: number;
  max?: number;
  autoComplete?: string;
  /** Suggested, while anything may be written. */
  options?: readonly string[];
};

/** One line to write, below its label. */
export function Input({ label, help, name, value, onChange, type = 'text', options, ...rest }: InputProps) {
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        data-testid={name}
        type={type as 'text'}
        value={value}
        dir={type === 'text' ? 'auto' : 'ltr'}
        onInput={(event) => onChange(event.currentTarget.value)}
        {...(options === undefined ? {} : { list: `${id}-options` })}
        {...(help === undefined ? {} : { 'aria-describedby': `${id}-help` })}
        {...rest}
      />
      {options !== undefined && (
        <datalist id={`${id}-options`}>
          {options.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      )}
      {help !== undefined && (
        <span class="field-help" id={`${id}-help`}>
          {help}
        </span>
      )}
    </p>
  );
}

/** Several lines to write. */
export function Lines({
  label,
  help,
  name,
  value,
  onChange,
  maxLength,
}: Valued<string> & { maxLength: number }) {
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        data-testid={name}
        value={value}
        rows={5}
        dir="auto"
        maxLength={maxLength}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {help !== undefined && <span class="field-help">{help}</span>}
    </p>
  );
}

export type Option<T extends string> = readonly [value: T, label: string];

/** One of several, folded away. */
export function Select<T extends string>({
  label,
  help,
  name,
  value,
  onChange,
  options,
  hideLabel = false,
}: Valued<T> & { options: readonly Option<NoInfer<T>>[]; hideLabel?: boolean }) {
  const id = useId();
  return (
    <p class="field">
      <label for={id} class={hideLabel ? 'hidden' : undefined}>
        {label}
      </label>
      <select
        id={id}
        data-testid={name}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value as T)}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
      {help !== undefined && <span class="field-help">{help}</span>}
    </p>
  );
}

/** One of a few, all in sight. */
export function Choice<T extends string>({
  label,
  help,
  name,
  value,
  onChange,
  options,
  children,
}: Valued<T> & { options: readonly Option<NoInfer<T>>[]; children?: ComponentChildren }) {
  const id = useId();
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      <div class="choice-options">
        {options.map(([option, text]) => (
          <label key={option} data-chosen={option === value}>
            <input
              type="radio"
              name={id}
              value={option}
              checked={option === value}
              data-testid={name === undefined ? undefined : `${name}-${option}`}
              onChange={() => onChange(option)}
            />
            {text}
          </label>
        ))}
      </div>
      {children}
      {help !== undefined && <span class="field-help">{help}</span>}
    </fieldset>
  );
}

/** Any number of several. */
export function Checks({
  label,
  options,
  value,
  onChange,
  name,
}: Valued<readonly string[]> & { options: readonly Option<string>[] }) {
  const toggle = (option: string, on: boolean) =>
    onChange(on ? [...value, option] : value.filter((other) => other !== option));
  return (
    <fieldset class="checks" aria-label={label}>
      {options.map(([option, text]) => (
        <label key={option} data-chosen={value.includes(option)}>
          <input
            type="checkbox"
            checked={value.includes(option)}
            data-testid={name === undefined ? undefined : `${name}-${option}`}
            onChange={(event) => toggle(option, event.currentTarget.checked)}
          />
          <span dir="auto">{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
