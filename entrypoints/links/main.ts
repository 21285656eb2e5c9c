import { startLinks } from '#links/start';

await startLinks();
