/** What the service may write down of a request, and nothing else (BC2, AP10). Its log has these fields and no more. */
export const serviceLog = {
  days: 14,
  fields: {
    hour: 'The hour, not the minute.',
    call: 'The kind of request.',
    status: 'Whether it was answered.',
    milliseconds: 'How long that took.',
    bytes: 'The size of the answer.',
  },
} as const;
