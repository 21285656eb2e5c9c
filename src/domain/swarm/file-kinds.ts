/** What people choose by; the last one is what is none of the others. */
export const fileKinds = ['video', 'audio', 'picture', 'text', 'archive', 'program', 'other'] as const;
export type FileKind = (typeof fileKinds)[number];
