import { useEffect, useState } from 'preact/hooks';
import { commonWords } from '#web/i18n/common.ts';

/** Says that the connection is gone, for as long as it is. */
export function OfflineBanner() {
  const [offline, setOffline] = useState(!navigator.onLine);
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    addEventListener('online', look);
    addEventListener('offline', look);
    return () => {
      removeEventListener('online', look);
      removeEventListener('offline', look);
    };
  }, []);
  return <div role="status">{offline && <p class="offline">{commonWords().offline}</p>}</div>;
}
