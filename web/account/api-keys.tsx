import { useState } from 'preact/hooks';
import { longDate } from '#web/format/time.ts';
import { accountWords } from '#web/i18n/account.ts';
import { Icon } from '#web/parts/icon.tsx';
import { Notice } from '#web/parts/notice.tsx';
import { Spotlight } from '#web/parts/spotlight.tsx';
import { Loaded, problemText } from '#web/parts/states.tsx';
import { say } from '#web/parts/toast.tsx';
import { listApiKeys, revokeApiKey } from '#web/requests/api-keys.ts';
import type { ApiKey } from '#web/requests/api-keys.ts';
import { problemOf } from '#web/requests/problem.ts';
import { useQuery } from '#web/state/query.ts';
import { zone } from '#web/state/zone.ts';
import { NewApiKey } from './new-api-key.tsx';

/** For partners: the keys of their programs. A new key is shown once, here. */
export function ApiKeys() {
  const { keys } = accountWords();
  const query = useQuery('keys', listApiKeys, { keep: true });
  const [secret, setSecret] = useState<string>();
  const revoke = async (id: string) => {
    try {
      await revokeApiKey(id);
      say(keys.revoked);
      query.reload();
    } catch (error) {
      say(problemText(problemOf(error)));
    }
  };
  return (
    <section class="card raised stack">
      <h2>{keys.title}</h2>
      <p class="soft">{keys.lead}</p>
      <Loaded query={query} rows={1}>
        {(all) => <KeyList keys={all.filter(({ revokedAt }) => revokedAt === null)} onRevoke={revoke} />}
      </Loaded>
      {secret !== undefined && (
        <Spotlight key={secret}>
          <Secret text={secret} />
        </Spotlight>
      )}
      <NewApiKey
        onCreated={(created) => {
          setSecret(created);
          query.reload();
        }}
      />
    </section>
  );
}

function KeyList({ keys, onRevoke }: { keys: readonly ApiKey[]; onRevoke: (id: string) => Promise<void> }) {
  const words = accountWords().keys;
  if (keys.length === 0) return <p>{words.none}</p>;
  return (
    <ul class="item-list">
      {keys.map(({ id, name, prefix, expiresAt }) => (
        <li key={id}>
          <div>
            <strong>
              <bdi>{name}</bdi>
            </strong>
            <p class="small soft">
              <bdi dir="ltr">{prefix}…</bdi> · {words.expires(longDate(expiresAt, zone.value))}
            </p>
          </div>
          <button
            type="button"
            class="icon-button"
            aria-label={words.revoke(name)}
            onClick={() => void onRevoke(id)}
          >
            <Icon name="trash" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Secret({ text }: { text: string }) {
  const words = accountWords().keys;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    say(words.copied);
  };
  return (
    <Notice tone="good" icon="check">
      <strong>{words.once}</strong>
      <code class="secret" dir="ltr">
        {text}
      </code>
      <div>
        <button type="button" class="button" onClick={() => void copy()}>
          <Icon name="copy" />
          {words.copy}
        </button>
      </div>
    </Notice>
  );
}
