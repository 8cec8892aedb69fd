import { signal } from '@preact/signals';

/** Long enough to be read twice. */
const SHOWN_MS = 6_000;

const message = signal('');
let hiding: ReturnType<typeof setTimeout> | undefined;

/** Says that something is done, for the eye and aloud, without taking the focus. */
export function say(text: string): void {
  clearTimeout(hiding);
  message.value = text;
  hiding = setTimeout(() => {
    message.value = '';
  }, SHOWN_MS);
}

export function Toast() {
  return <div role="status">{message.value !== '' && <p class="toast">{message.value}</p>}</div>;
}
