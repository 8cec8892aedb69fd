import { defineConfig } from 'vitest/config';

/** Each project has its own set-up and patience: `unit` needs nothing, the others what dev/test.ts brings up. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{domain,config,activities,worker,api,sandbox,dev,web,test/deployment}/**/*.test.ts'],
          exclude: ['**/*.{db,server,browser}.test.ts', 'node_modules/**', 'web/dist/**'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'db',
          include: ['{db,activities,api}/**/*.db.test.ts'],
          globalSetup: ['test/setup/postgres.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'workflows',
          include: ['{workflows,test/replay}/**/*.test.ts'],
          globalSetup: ['test/setup/time-skipping.ts'],
          testTimeout: 120_000,
          fileParallelism: false,
        },
      },
      wholeSystem('stories', [
        'test/stories/**/*.test.ts',
        '{web,dev,sandbox}/**/*.{server,browser}.test.ts',
      ]),
      wholeSystem('faults', ['test/faults/**/*.test.ts']),
    ],
  },
});

function wholeSystem(name: string, include: string[]) {
  return {
    test: {
      name,
      include,
      globalSetup: ['test/setup/system.ts'],
      testTimeout: 180_000,
      hookTimeout: 120_000,
      fileParallelism: false,
    },
  };
}
