import { useState } from 'preact/hooks';
import { longDate } from '#web/format/time.ts';
import { accountWords } from '#web/i18n/account.ts';
import { CopyButton } from '#web/parts/copy-button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { Notice } from '#web/parts/notice.tsx';
import { Spotlight } from '#web/parts/spotlight.tsx';
import { Loaded } from '#web/parts/states.tsx';
import { listApiKeys } from '#web/requests/api-keys.ts';
import type { ApiKey } from '#web/requests/api-keys.ts';
import { useQuery } from '#web/state/query.ts';
import { zone } from '#web/state/zone.ts';
import { NewApiKey } from './new-api-key.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';

/** For partners: the keys of their programs. A new key is shown once, here. */
export function ApiKeys() {
  const { keys } = accountWords();
  const query = useQuery('keys', listApiKeys, { keep: true });
  const [secret, setSecret] = useState<string>();
  const [revoking, setRevoking] = useState<ApiKey>();
  return (
    <section class="card raised stack">
      <h2>{keys.title}</h2>
      <p class="soft">{keys.lead}</p>
      <Loaded query={query} rows={1}>
        {(all) => <KeyList keys={all.filter(({ revokedAt }) => revokedAt === null)} onRevoke={setRevoking} />}
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
      {revoking && (
        <RevokeDialog
          apiKey={revoking}
          onClose={() => setRevoking(undefined)}
          onRevoked={() => {
            setRevoking(undefined);
            if (secret?.startsWith(revoking.prefix) === true) setSecret(undefined);
            query.reload();
          }}
        />
      )}
    </section>
  );
}

function KeyList({ keys, onRevoke }: { keys: readonly ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  const words = accountWords().keys;
  if (keys.length === 0) return <p>{words.none}</p>;
  return (
    <ul class="item-list">
      {keys.map((key) => (
        <li key={key.id}>
          <div>
            <strong>
              <bdi>{key.name}</bdi>
            </strong>
            <p class="small soft">
              <bdi dir="ltr">{key.prefix}…</bdi> · {words.expires(longDate(key.expiresAt, zone.value))}
            </p>
          </div>
          <button
            type="button"
            class="icon-button"
            aria-label={words.revoke(key.name)}
            onClick={() => onRevoke(key)}
          >
            <Icon name="trash" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Secret({ text }: { text: string }) {
  return (
    <Notice tone="good" icon="check">
      <strong>{accountWords().keys.once}</strong>
      <code class="secret" dir="ltr">
        {text}
      </code>
      <div>
        <CopyButton text={text} />
      </div>
    </Notice>
  );
}
