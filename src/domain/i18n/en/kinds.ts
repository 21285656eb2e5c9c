/** English words of the kinds of files. */
export const kinds = {
  'kind.video': 'Video',
  'kind.audio': 'Sound',
  'kind.picture': 'Pictures',
  'kind.text': 'Text',
  'kind.archive': 'Archives',
  'kind.program': 'Programs',
  'kind.other': 'Other',
} as const;
