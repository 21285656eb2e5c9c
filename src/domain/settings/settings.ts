import * as z from 'zod/mini';

export const takeovers = ['pays', 'always'] as const;
export const modifiers = ['alt', 'ctrl', 'shift', 'none'] as const;

/** Everything the user can set. Defaults stand here alone. */
export const settingsSchema = z.object({
  /** Which downloads are taken over: those that more connections make faster, or every one that can be resumed. */
  takeover: z._default(z.enum(takeovers), 'pays'),
  /** Smaller downloads stay with the browser, bytes. */
  minimumSize: z._default(z.number().check(z.nonnegative(), z.int()), 8 * 1024 * 1024),
  /**
   * Connections to one host, all tasks together. Browsers allow 6 per host with cookies and 6 without on HTTP/1.1; more are
   * for HTTP/2.
   */
  connectionsPerHost: z._default(z.number().check(z.gte(1), z.lte(32), z.int()), 12),
  /** Tasks transferring at once. */
  activeTasks: z._default(z.number().check(z.gte(1), z.lte(20), z.int()), 3),
  /** Sub-folder of Downloads, '' for none. */
  folder: z._default(z.string(), ''),
  /** Host names (and their sub-domains) whose downloads always stay with the browser. */
  sitesLeftAlone: z._default(z.array(z.string()), []),
  /** Host names (and their sub-domains) beside whose downloads a list of checksums is looked for. */
  sumSites: z._default(z.array(z.string()), []),
  /** Held while clicking, it leaves that download to the browser. */
  bypassKey: z._default(z.enum(modifiers), 'alt'),
  /** Also take over programs and scripts (their reputation check and mark of the web are lost). */
  takeDangerous: z._default(z.boolean(), false),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = z.parse(settingsSchema, {});

/**
 * Reads stored settings field by field: a field that does not validate falls back to its default, the others are kept,
 * so that one bad value never costs the user the rest.
 */
export function readSettings(stored: unknown): Settings {
  const given: Record<string, unknown> = typeof stored === 'object' && stored !== null ? { ...stored } : {};
  const result = z.safeParse(settingsSchema, given);
  if (result.success) return result.data;
  for (const issue of result.error.issues) delete given[String(issue.path[0])];
  const retried = z.safeParse(settingsSchema, given);
  return retried.success ? retried.data : defaultSettings;
}
