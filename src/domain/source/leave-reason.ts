/** Why a download stays with the browser, as a closed list; the catalogue has one short phrase per reason (`leave.*`). */
export const leaveReasons = [
  'not-accepted', // the user has not accepted the privacy policy, or declined it
  'scheme', // not http or https
  'method', // a form or another request than GET
  'other-extension',
  'private-window',
  'partition', // a container or partition other than the default (Firefox)
  'too-small',
  'unknown-size',
  'site-off', // the user left this site alone
  'key-held',
  'dangerous-type',
  'asks-where', // the browser asks where to save
  'authenticated', // HTTP authentication
  'no-access', // the user has not allowed this site
  'not-observed', // its request was not seen: nothing can be said of its method
  'no-ranges',
  'weak-validator',
  'differs', // our probe got another answer than the browser
  'ask', // the user wants to be asked, and has not said yes
  'as-fast-alone', // more connections would bring nothing
  'probe-failed',
  'no-place', // as many run already as the user wants at once
  'no-room', // on the disk, for the part file and its copy
  'finished-first', // the browser was done before we were
  'engine-silent',
] as const;

export type LeaveReason = (typeof leaveReasons)[number];

/** What stays with the browser for this alone is taken over where the user says so. */
export const mayBeChosen = (reason: LeaveReason): boolean => reason === 'ask' || reason === 'as-fast-alone';
