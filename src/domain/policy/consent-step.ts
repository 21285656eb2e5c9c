import type { Consent } from './consent.ts';
import type { Policy } from './edition.ts';
import type { PurposeId } from './purpose.ts';
import type { Receipt } from './receipt.ts';

/** What happened to the user's consent. Times in ms since 1970. */
export type ConsentEvent = { readonly at: number } & (
  | { readonly kind: 'accepted' }
  | { readonly kind: 'declined' }
  | { readonly kind: 'granted'; readonly purpose: PurposeId }
  | { readonly kind: 'revoked'; readonly purpose: PurposeId }
  | { readonly kind: 'permission-lost'; readonly purpose: PurposeId } // taken back in the browser's own settings
  | { readonly kind: 'policy-changed' } // the program may carry another edition now: asked at every start
);

/** What follows, as data; carried out after consent and receipts are stored. */
export type ConsentEffect =
  | { readonly kind: 'abort'; readonly purpose: PurposeId } // requests in flight
  | { readonly kind: 'wipe'; readonly purpose: PurposeId } // what is not sent yet, and what came from it
  | { readonly kind: 'pause-tasks' } // until the user accepts; files are kept
  | { readonly kind: 'resume-tasks' } // those that were paused for it
  | { readonly kind: 'show-change'; readonly material: boolean };

export interface ConsentStep {
  readonly consent: Consent;
  /** To be added to those before. */
  readonly receipts: readonly Receipt[];
  readonly effects: readonly ConsentEffect[];
}

export type ConsentReducer = (consent: Consent, event: ConsentEvent, policy: Policy) => ConsentStep;
