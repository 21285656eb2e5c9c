import { startManager } from '#manager/start';

await startManager();
