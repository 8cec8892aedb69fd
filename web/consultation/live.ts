import { useEffect, useRef } from 'preact/hooks';
import type { Consultation } from '#web/requests/consultations.ts';

/** Without a stream, or while a payment is being confirmed, the page asks so often. */
const POLL_MS = 4_000;

interface Live {
  /** Something is due: the page asks even while the stream is there. */
  urgent: boolean;
  /** What the stream tells. */
  onNews: (consultation: Consultation) => void;
  /** Time to ask. */
  onDoubt: () => void;
}

/**
 * Keeps a consultation up to date: by its stream of events; where there is none, by asking from time to time; and at
 * once when the connection is back.
 */
export function useLive(id: string, live: Live): void {
  const latest = useRef(live);
  latest.current = live;
  const streaming = useRef(false);

  useEffect(() => {
    const stream = new EventSource(`/api/consultations/${id}/stream`);
    const ask = () => latest.current.onDoubt();
    stream.addEventListener('open', () => {
      streaming.current = true;
    });
    stream.addEventListener('error', () => {
      // The browser connects again by itself, unless the answer was a refusal; meanwhile the page asks.
      streaming.current = false;
    });
    stream.addEventListener('consultation', ({ data }: MessageEvent<string>) => {
      const news: { consultation: Consultation } = JSON.parse(data);
      latest.current.onNews(news.consultation);
    });
    addEventListener('online', ask);
    return () => {
      stream.close();
      removeEventListener('online', ask);
    };
  }, [id]);

  useEffect(() => {
    const timer = setInterval(() => {
      if ((live.urgent || !streaming.current) && !document.hidden) latest.current.onDoubt();
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [id, live.urgent]);
}
