import { useState } from 'preact/hooks';
import { longDate } from '#web/format/time.ts';
import { calendarWords } from '#web/i18n/calendars.ts';
import { Button } from '#web/parts/button.tsx';
import { CopyButton } from '#web/parts/copy-button.tsx';
import { Loaded, ProblemNotice } from '#web/parts/states.tsx';
import { say } from '#web/parts/toast.tsx';
import { getFeed, makeFeed } from '#web/requests/calendars.ts';
import type { Feed } from '#web/requests/calendars.ts';
import { useAction } from '#web/state/action.ts';
import { useQuery } from '#web/state/query.ts';
import { zone } from '#web/state/zone.ts';
import { FeedDialog } from './feed-dialog.tsx';
import type { FeedOrder } from './feed-dialog.tsx';

interface FeedFace {
  feed: Feed;
  onChange: (feed: Feed) => void;
}

/** One's own consultations as a subscription for any calendar, at a secret address. */
export function FeedCard() {
  const words = calendarWords().feed;
  const query = useQuery('feed', getFeed);
  const change = (feed: Feed) => {
    query.data.value = feed;
  };
  return (
    <section class="card raised stack">
      <h2>{words.title}</h2>
      <p class="soft">{words.lead}</p>
      <Loaded query={query} rows={1}>
        {(feed) =>
          feed.createdAt === null ? <NoFeed onChange={change} /> : <Made feed={feed} onChange={change} />
        }
      </Loaded>
    </section>
  );
}

function NoFeed({ onChange }: Pick<FeedFace, 'onChange'>) {
  const words = calendarWords().feed;
  const { busy, problem, run } = useAction();
  const make = () =>
    run(async () => {
      onChange(await makeFeed());
      say(words.made);
    });
  return (
    <>
      {problem && <ProblemNotice problem={problem} />}
      <div class="row">
        <Button busy={busy} onPress={() => void make()}>
          {words.make}
        </Button>
      </div>
    </>
  );
}

function Made({ feed, onChange }: FeedFace) {
  const words = calendarWords().feed;
  const [order, setOrder] = useState<FeedOrder>();
  return (
    <>
      {feed.url === null ? <p>{words.hidden}</p> : <Address url={feed.url} />}
      <div class="row calendar-tools">
        {feed.url !== null && <CopyButton text={feed.url} />}
        {feed.url !== null && (
          <a class="button" href={feed.url.replace(/^https?:/, 'webcal:')} target="_top">
            {words.subscribe}
          </a>
        )}
        <Button look="quiet" onPress={() => setOrder('rotate')}>
          {words.rotate}
        </Button>
        <Button look="quiet" onPress={() => setOrder('remove')}>
          {words.remove}
        </Button>
      </div>
      {feed.createdAt !== null && (
        <p class="small soft">{words.since(longDate(feed.createdAt, zone.value))}</p>
      )}
      {order !== undefined && (
        <FeedDialog
          order={order}
          onClose={() => setOrder(undefined)}
          onDone={(changed) => {
            setOrder(undefined);
            onChange(changed);
          }}
        />
      )}
    </>
  );
}

function Address({ url }: { url: string }) {
  const words = calendarWords().feed;
  return (
    <div class="field">
      <label for="feed-address">{words.label}</label>
      <input
        id="feed-address"
        class="input"
        dir="ltr"
        readOnly
        value={url}
        aria-describedby="feed-secret"
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      <p class="hint" id="feed-secret">
        {words.secret}
      </p>
    </div>
  );
}
