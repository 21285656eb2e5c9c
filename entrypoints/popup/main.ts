import { startPopup } from '#popup/start';

await startPopup();
