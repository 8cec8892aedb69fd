/** What the set-ups hand to the tests; read it with `inject` from vitest. */
declare module 'vitest' {
  export interface ProvidedContext {
    /** A throw-away PostgreSQL server, as its administrator. For a database of one's own: `createTestDatabase`. */
    postgresUrl: string;
    /** An executable time-skipping server of Temporal. */
    testServerPath: string;
    /** A whole running system with the demo data. */
    publicUrl: string;
    sandboxUrl: string;
    sandboxToken: string;
    databaseUrl: string;
    adminUrl: string;
    temporalAddress: string;
    temporalUiUrl: string;
    dataDir: string;
    /** Where single parts of that system are killed and started. */
    controlUrl: string;
  }
}

export {};
