import { startWelcome } from '#welcome/start';

await startWelcome();
