import type { ComponentChildren } from 'preact';
import { commonWords } from '#web/i18n/common.ts';
import { Icon } from './icon.tsx';

interface Around {
  id: string;
  label: string;
  hint?: string | undefined;
  fault?: string | undefined;
  optional?: boolean;
}

/** Label, hint and fault of one control. The control names the last two by `describedBy`. */
export function Field({
  id,
  label,
  hint,
  fault,
  optional,
  children,
}: Around & { children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id}>
        {label} {optional === true && <span class="optional">({commonWords().optional})</span>}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      <FaultText id={id} fault={fault} />
    </div>
  );
}

export function FaultText({ id, fault }: { id: string; fault: string | undefined }) {
  if (fault === undefined) return null;
  return (
    <p class="fault" id={`${id}-fault`}>
      <Icon name="warning" />
      {fault}
    </p>
  );
}

/** What a control says about the texts around it. */
export function described({ id, hint, fault }: Pick<Around, 'id' | 'hint' | 'fault'>) {
  const names = [hint === undefined ? '' : `${id}-hint`, fault === undefined ? '' : `${id}-fault`].filter(
    Boolean,
  );
  return {
    'aria-invalid': fault !== undefined,
    ...(names.length > 0 ? { 'aria-describedby': names.join(' ') } : {}),
  };
}

interface TextFieldProps extends Around {
  value: string;
  onType: (value: string) => void;
  rows?: number;
  type?: 'text' | 'email' | 'tel' | 'password' | 'number' | 'date' | 'time';
  autocomplete?: AutoFill;
  inputMode?: 'numeric';
  maxLength?: number;
  min?: string | number;
  max?: string | number;
  step?: number;
  dir?: 'ltr' | 'auto';
}

type AutoFill = 'one-time-code' | 'name' | 'email' | 'tel' | 'current-password' | 'new-password' | 'off';

/** One line of text, or several when it has rows. */
export function TextField({ value, onType, rows, type = 'text', ...rest }: TextFieldProps) {
  const { id, label, hint, fault, optional, ...attributes } = rest;
  const around = { id, label, hint, fault, ...(optional === undefined ? {} : { optional }) };
  // The element's types tell the roles of each input type apart, and want to know it when they compile.
  const typed: object = { type };
  return (
    <Field {...around}>
      {rows === undefined ? (
        <input
          id={id}
          class="input"
          {...typed}
          value={value}
          onInput={(event) => onType(event.currentTarget.value)}
          {...attributes}
          {...described(around)}
        />
      ) : (
        <textarea
          id={id}
          class="input"
          rows={rows}
          value={value}
          maxLength={attributes.maxLength}
          onInput={(event) => onType(event.currentTarget.value)}
          {...described(around)}
        />
      )}
    </Field>
  );
}

interface SelectFieldProps extends Around {
  value: string;
  choices: readonly { value: string; label: string }[];
  onChoose: (value: string) => void;
  /** Shown while nothing is chosen. */
  placeholder?: string;
}

export function SelectField({ value, choices, onChoose, placeholder, ...around }: SelectFieldProps) {
  return (
    <Field {...around}>
      <select
        id={around.id}
        class="input"
        value={value}
        onChange={(event) => onChoose(event.currentTarget.value)}
        {...described(around)}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
