import { privacyApi } from '#protocol/privacy-api';
import { client } from './message.ts';

/** Asks the background about consent, the service and the ledger. For pages. */
export const callPrivacy = client(privacyApi);
