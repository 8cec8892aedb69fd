import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './app.tsx';
import { direction, locale, wordsReady } from './i18n/locale.ts';
import { followLeaving } from './state/leave.ts';
import { loadSession } from './state/session.ts';
import { applyTheme } from './state/theme.ts';
import './styles/index.css';

effect(() => {
  document.documentElement.lang = locale.value;
  document.documentElement.dir = direction.value;
});
applyTheme();

// After a new release the files of the old one are gone; the page is loaded anew, once, and finds the new ones.
addEventListener('vite:preloadError', (event) => {
  // Without a network that would end on the browser's own page of errors.
  if (!navigator.onLine || sessionStorage.getItem('majlis.reloaded') === location.href) return;
  event.preventDefault();
  sessionStorage.setItem('majlis.reloaded', location.href);
  location.reload();
});

const root = document.querySelector('#app');
if (!root) throw new Error('index.html has no #app');

void loadSession();
followLeaving();
await wordsReady();
render(<App />, root);
