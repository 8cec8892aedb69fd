import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { calendarWords } from '#web/i18n/calendars.ts';
import { Notice } from '#web/parts/notice.tsx';
import { returnOf } from './return.ts';

/** Said once: the address is cleaned, so that loading the page again says nothing that is long past. */
export function ReturnNotice({ onConnected }: { onConnected: () => void }) {
  const { path, query, route } = useLocation();
  const [back] = useState(() => returnOf(query));
  useEffect(() => {
    if (back === undefined) return;
    route(path, true);
    if ('connected' in back) onConnected();
  }, []);
  if (back === undefined) return null;
  const { providers, returned } = calendarWords();
  if ('connected' in back) {
    return (
      <Notice tone="good" icon="check" alert>
        <strong>{returned.connected(providers[back.connected])}</strong>
        <p>{returned.connectedText}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="warn" icon="warning" alert>
      <strong>{returned[back.failed]}</strong>
      <p>{returned[`${back.failed}Text`]}</p>
    </Notice>
  );
}
