import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a database of the PostgreSQL that all test files share. */
    postgres: string;
    /** All that it writes is in here. */
    postgresFolder: string;
  }
}

/** One PostgreSQL for all server tests: each makes databases of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startPostgres('all');
  project.provide('postgres', postgres.url('postgres'));
  project.provide('postgresFolder', postgres.folder);
  return () => postgres.close();
}
