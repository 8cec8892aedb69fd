import { accountWords } from '#web/i18n/account.ts';
import { commonWords } from '#web/i18n/common.ts';
import { Button } from '#web/parts/button.tsx';
import { Dialog } from '#web/parts/dialog.tsx';
import { ProblemNotice } from '#web/parts/states.tsx';
import { say } from '#web/parts/toast.tsx';
import { revokeApiKey } from '#web/requests/api-keys.ts';
import type { ApiKey } from '#web/requests/api-keys.ts';
import { useAction } from '#web/state/action.ts';

interface RevokeDialogProps {
  apiKey: ApiKey;
  onClose: () => void;
  onRevoked: () => void;
}

/** Somebody's program stops with the key, and nothing brings it back: that is said first. */
export function RevokeDialog({ apiKey: { id, name }, onClose, onRevoked }: RevokeDialogProps) {
  const words = accountWords().keys;
  const { busy, problem, run } = useAction();
  const revoke = () =>
    run(async () => {
      await revokeApiKey(id);
      say(words.revoked);
      onRevoked();
    });
  return (
    <Dialog title={words.revoke(name)} onClose={onClose}>
      <p>{words.revokeMeans}</p>
      {problem && <ProblemNotice problem={problem} />}
      <div class="row dialog-actions">
        <Button onPress={onClose}>{commonWords().cancel}</Button>
        <Button look="danger primary" busy={busy} onPress={() => void revoke()}>
          {words.revokeDo}
        </Button>
      </div>
    </Dialog>
  );
}
