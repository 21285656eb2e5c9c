/** Whether one version comes after another. @param one, other of numbers and dots, such as 0.10.2 */
export function isNewer(one: string, other: string): boolean {
  const [mine, theirs] = [one, other].map((version) => version.split('.').map(Number));
  const at = mine?.findIndex((part, index) => part !== theirs?.[index]) ?? -1;
  return at !== -1 && (mine?.[at] ?? 0) > (theirs?.[at] ?? 0);
}
