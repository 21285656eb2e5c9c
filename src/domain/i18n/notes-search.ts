/** For translators, as notes.ts: the words about a download's search for mirrors. */
export const searchNotes = {
  'search.label': 'Properties of a download: a switch. As “purpose.mirrorSearch” in the options.',
  'search.forbidden': 'Below that switch, which is grey then.',
  'search.off': 'Below that switch, when it is off.',
  'search.no-checksum': 'Below that switch. “Below” is the field for a checksum of the user’s own.',
  'search.no-parts': 'Below that switch.',
  'search.asked': 'Below that switch, before anything is known.',
  'search.found': 'Below that switch. count: mirrors that are asked.',
  'search.none': 'Below that switch.',
  'search.no-list': 'Below that switch.',
  'search.later': 'Below that switch.',
  'search.wrong': 'Below that switch.',
} as const;
