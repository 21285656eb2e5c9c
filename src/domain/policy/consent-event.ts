import type { Consent } from './consent.ts';
import type { PurposeId } from './purpose.ts';
import type { Receipt } from './receipt.ts';

/** What happened to the user's consent. `at`: ms since 1970. */
export type ConsentEvent =
  | { readonly kind: 'accepted'; readonly at: number }
  | { readonly kind: 'declined'; readonly at: number }
  | { readonly kind: 'granted'; readonly at: number; readonly purpose: PurposeId }
  | { readonly kind: 'revoked'; readonly at: number; readonly purpose: PurposeId }
  | { readonly kind: 'permission-lost'; readonly at: number; readonly purpose: PurposeId } // in the browser's own settings
  | { readonly kind: 'policy-changed'; readonly at: number }; // the program may carry another edition: asked at every start

/** What follows, as data; carried out after consent and receipts are stored. Each may be carried out twice. */
export type ConsentEffect =
  | { readonly kind: 'abort'; readonly purpose: PurposeId } // requests in flight
  | { readonly kind: 'wipe'; readonly purpose: PurposeId } // what is not sent yet, and what came from it
  | { readonly kind: 'pause-tasks' } // until the user accepts; files are kept
  | { readonly kind: 'resume-tasks' } // those that were paused for it
  | { readonly kind: 'show-change'; readonly material: boolean }; // until the user has accepted the edition that is new

export interface ConsentStep {
  readonly consent: Consent;
  /** To be added to those before. */
  readonly receipts: readonly Receipt[];
  readonly effects: readonly ConsentEffect[];
}
