import type { ComponentChildren } from 'preact';
import { commonWords } from '#web/i18n/common.ts';

interface ButtonProps {
  children: ComponentChildren;
  look?: string;
  type?: 'button' | 'submit';
  busy?: boolean;
  disabled?: boolean;
  onPress?: () => void;
  describedBy?: string;
}

/**
 * A busy button stays focusable and says so; pressing it again does nothing, so a second click is safe.
 * `aria-disabled` and not `disabled`, because a disabled button loses the focus and the reader its place.
 */
export function Button({
  children,
  look = '',
  type = 'button',
  busy,
  disabled,
  onPress,
  describedBy,
}: ButtonProps) {
  const resting = busy === true || disabled === true;
  return (
    <button
      type={type}
      class={`button ${look}`}
      aria-busy={busy === true}
      aria-disabled={resting}
      aria-describedby={describedBy}
      onClick={(event) => {
        if (resting) event.preventDefault();
        else onPress?.();
      }}
    >
      {busy === true && <span class="spinner" aria-hidden="true" />}
      {children}
      {busy === true && <span class="hidden-visually">{commonWords().working}</span>}
    </button>
  );
}
