import { startOptions } from '#options/start';

await startOptions();
