/** The number a browser puts before the ending when a file of that name exists: `x (1).zip`, Firefox `x(1).zip`. */
export const counted = /(?<=[^ ]) ?\(\d{1,4}\)(?=(?:\.tar)?(?:\.[^.]+)?$)/i;

/** Whether a file was saved under its name with a number, because that was taken. */
export function isNumbered(saved: string, wanted: string): boolean {
  const [one, other] = [saved.normalize('NFC'), wanted.normalize('NFC')];
  return one !== other && one.replace(counted, '') === other;
}
