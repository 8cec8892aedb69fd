import { effect, signal } from '@preact/signals';
import { remember, remembered } from './remembered.ts';

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What the page is drawn in: the user's choice, else what the system prefers. */
export const theme = signal<Theme>(firstTheme());

export function changeTheme(next: Theme): void {
  remember('theme', next);
  theme.value = next;
}

/** Keeps the document in step with the choice; until there is one, the system decides. */
export function applyTheme(): void {
  effect(() => {
    const chosen = theme.value;
    if (remembered('theme') !== null) document.documentElement.dataset['theme'] = chosen;
  });
}

function firstTheme(): Theme {
  const chosen = themes.find((known) => known === remembered('theme'));
  return chosen ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}
