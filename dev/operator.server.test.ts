import { spawnSync } from 'node:child_process';
import { describe, expect, inject, it } from 'vitest';
import { withClient } from './postgres-database.ts';

function operator(...args: string[]) {
  const env = { ...process.env, DATABASE_ADMIN_URL: inject('adminUrl') };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dev/operator.ts', ...args], {
    env,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

async function roleOf(email: string): Promise<string | undefined> {
  return withClient(inject('adminUrl'), async (client) => {
    const { rows } = await client.query<{ role: string }>('select role from app_user where email = $1', [
      email,
    ]);
    return rows[0]?.role;
  });
}

describe('npm run operator', () => {
  it('makes an account for a new address, and shows its password once', async () => {
    const first = operator('add', 'New.Operator@example.com');
    expect(first.said).toMatch(/The password, shown only now: \S{20}/);
    expect(await roleOf('new.operator@example.com')).toBe('operator');
    expect(operator('add', 'new.operator@example.com').said).toContain('is an operator already');
  });

  it('refuses a lawyer', async () => {
    expect(operator('add', 'lawyer@majlis.test')).toMatchObject({ status: 1 });
    expect(await roleOf('lawyer@majlis.test')).toBe('lawyer');
  });

  it('makes a partner of a client, and of nobody else', () => {
    expect(operator('partner', 'client@majlis.test')).toMatchObject({ status: 0 });
    expect(operator('partner', 'lawyer@majlis.test')).toMatchObject({ status: 1 });
    expect(operator('partner', 'stranger@example.com')).toMatchObject({ status: 1 });
  });

  it.each([[[]], [['add']], [['add', 'nobody']], [['remove', 'a@example.com']]])(
    'shows how it is used for %j',
    (args) => {
      expect(operator(...args)).toMatchObject({ status: 2, said: expect.stringContaining('Usage') });
    },
  );
});
